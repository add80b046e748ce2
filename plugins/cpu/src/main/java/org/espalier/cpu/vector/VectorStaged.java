package org.espalier.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.arith.FloatMath;

/**
 * Functions with an exponential in the middle: something before it, {@link VectorExponentials#EXP}, and something after
 * it, each over a piece that stays in the first-level cache. As one loop they would be more than the compiler takes.
 */
final class VectorStaged {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int WIDTH = S.length();
    private static final Class<?> EXACT = Vectors.EXACT_FLOATS;
    private static final int PIECE = 1024;
    private static final ThreadLocal<Piece> PIECES = ThreadLocal.withInitial(Piece::new);

    private VectorStaged() {}

    /** What lies between the stages of one thread. */
    private static final class Piece {
        final float[] values = new float[PIECE];
        final float[][] in = {values};
        final int[] at = {0};

        void exponentials(int n) {
            VectorExponentials.EXP.apply(in, at, values, 0, n);
        }
    }

    static final BlockFunction SOFTPLUS = (in, at, out, to, n) -> {
        Piece piece = PIECES.get();
        for (int i = 0; i < n; i += PIECE) {
            int part = Math.min(PIECE, n - i);
            minusAbsolute(in[0], at[0] + i, piece.values, part);
            piece.exponentials(part);
            softplus(in[0], at[0] + i, piece.values, out, to + i, part);
        }
    };

    private static void minusAbsolute(float[] a, int at, float[] e, int n) {
        int i = 0;
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector.fromArray(S, a, at + i).abs().neg().intoArray(e, i);
        }
        for (; i < n; i++) {
            e[i] = -Math.abs(a[at + i]);
        }
    }

    private static void softplus(float[] a, int at, float[] e, float[] out, int to, int n) {
        int i = 0;
        FloatVector l0 = FloatVector.broadcast(S, FloatMath.L0), l1 = FloatVector.broadcast(S, FloatMath.L1);
        FloatVector l2 = FloatVector.broadcast(S, FloatMath.L2), l3 = FloatVector.broadcast(S, FloatMath.L3);
        FloatVector l4 = FloatVector.broadcast(S, FloatMath.L4), l5 = FloatVector.broadcast(S, FloatMath.L5);
        FloatVector l6 = FloatVector.broadcast(S, FloatMath.L6), l7 = FloatVector.broadcast(S, FloatMath.L7);
        FloatVector half = FloatVector.broadcast(S, 0.5f), minusHalf = FloatVector.broadcast(S, -0.5f);
        FloatVector zero = FloatVector.zero(S), one = FloatVector.broadcast(S, 1);
        FloatVector root = FloatVector.broadcast(S, FloatMath.ROOT_TWO_LESS_ONE);
        FloatVector ln2 = FloatVector.broadcast(S, FloatMath.LN2_HIGH);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, at + i), v = FloatVector.fromArray(S, e, i);
            VectorMask<Float> large = v.compare(VectorOperators.GT, root);
            FloatVector f = v.blend(v.sub(one).mul(half), large);
            FloatVector g = f.fma(l7, l6);
            g = g.fma(f, l5);
            g = g.fma(f, l4);
            g = g.fma(f, l3);
            g = g.fma(f, l2);
            g = g.fma(f, l1);
            g = g.fma(f, l0);
            g = f.mul(f).mul(g.fma(f, minusHalf));
            x.max(zero).add(f.add(g).add(((FloatVector) EXACT.cast(zero)).blend(ln2, large))).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = FloatMath.softplus(a[at + i], e[i]);
        }
    }

    static final BlockFunction ERF = (in, at, out, to, n) -> {
        Piece piece = PIECES.get();
        for (int i = 0; i < n; i += PIECE) {
            int part = Math.min(PIECE, n - i);
            logarithmOfComplement(in[0], at[0] + i, piece.values, part);
            piece.exponentials(part);
            erf(in[0], at[0] + i, piece.values, out, to + i, part);
        }
    };

    private static void logarithmOfComplement(float[] a, int at, float[] e, int n) {
        int i = 0;
        FloatVector g0 = FloatVector.broadcast(S, FloatMath.G0), g1 = FloatVector.broadcast(S, FloatMath.G1);
        FloatVector g2 = FloatVector.broadcast(S, FloatMath.G2), g3 = FloatVector.broadcast(S, FloatMath.G3);
        FloatVector g4 = FloatVector.broadcast(S, FloatMath.G4), g5 = FloatVector.broadcast(S, FloatMath.G5);
        FloatVector g6 = FloatVector.broadcast(S, FloatMath.G6), most = FloatVector.broadcast(S, FloatMath.ERF_MOST);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector u = FloatVector.fromArray(S, a, at + i).abs().min(most);
            FloatVector v = u.fma(g6, g5);
            v = v.fma(u, g4);
            v = v.fma(u, g3);
            v = v.fma(u, g2);
            v = v.fma(u, g1);
            v.fma(u, g0).intoArray(e, i);
        }
        for (; i < n; i++) {
            e[i] = FloatMath.logErfc(a[at + i]);
        }
    }

    private static void erf(float[] a, int at, float[] e, float[] out, int to, int n) {
        int i = 0;
        FloatVector f0 = FloatVector.broadcast(S, FloatMath.F0), f1 = FloatVector.broadcast(S, FloatMath.F1);
        FloatVector f2 = FloatVector.broadcast(S, FloatMath.F2), f3 = FloatVector.broadcast(S, FloatMath.F3);
        FloatVector f4 = FloatVector.broadcast(S, FloatMath.F4), f5 = FloatVector.broadcast(S, FloatMath.F5);
        FloatVector one = FloatVector.broadcast(S, 1), zero = FloatVector.zero(S);
        FloatVector split = FloatVector.broadcast(S, FloatMath.ERF_SPLIT);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, at + i);
            FloatVector s = x.mul(x);
            FloatVector q = s.fma(f5, f4);
            q = q.fma(s, f3);
            q = q.fma(s, f2);
            q = q.fma(s, f1);
            q = q.fma(s, f0);
            FloatVector far = ((FloatVector) EXACT.cast(one)).sub(FloatVector.fromArray(S, e, i));
            far = far.blend(far.neg(), x.compare(VectorOperators.LT, zero));
            far.blend(q.fma(x, x), x.abs().compare(VectorOperators.LT, split)).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = FloatMath.erf(a[at + i], e[i]);
        }
    }
}
