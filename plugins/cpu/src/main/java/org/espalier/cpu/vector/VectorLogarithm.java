package org.espalier.cpu.vector;

import static org.espalier.cpu.arith.FloatMath.FRACTION;
import static org.espalier.cpu.arith.FloatMath.ROUNDER_BITS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.arith.FloatMath;

/** The logarithm. */
final class VectorLogarithm {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final VectorSpecies<Integer> I = Vectors.INTS;
    private static final int WIDTH = S.length();

    private VectorLogarithm() {}

    static final BlockFunction LOG = (in, at, out, to, n) -> {
        float[] a = in[0];
        int from = at[0], i = 0;
        FloatVector l0 = FloatVector.broadcast(S, FloatMath.L0), l1 = FloatVector.broadcast(S, FloatMath.L1);
        FloatVector l2 = FloatVector.broadcast(S, FloatMath.L2), l3 = FloatVector.broadcast(S, FloatMath.L3);
        FloatVector l4 = FloatVector.broadcast(S, FloatMath.L4), l5 = FloatVector.broadcast(S, FloatMath.L5);
        FloatVector l6 = FloatVector.broadcast(S, FloatMath.L6), l7 = FloatVector.broadcast(S, FloatMath.L7);
        FloatVector minusHalf = FloatVector.broadcast(S, -0.5f), one = FloatVector.broadcast(S, 1);
        FloatVector high = FloatVector.broadcast(S, FloatMath.LN2_HIGH), low = FloatVector.broadcast(S, FloatMath.LN2_LOW);
        FloatVector rounder = FloatVector.broadcast(S, FloatMath.ROUNDER);
        IntVector root = IntVector.broadcast(I, FloatMath.ROOT_HALF_BITS), offset = IntVector.broadcast(I, ROUNDER_BITS);
        FloatVector least = FloatVector.broadcast(S, Float.MIN_NORMAL), most = FloatVector.broadcast(S, Float.MAX_VALUE);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, from + i);
            VectorMask<Float> ordinary = x.compare(VectorOperators.GE, least).and(x.compare(VectorOperators.LE, most));
            if (!ordinary.allTrue()) {
                // Zero, subnormal, negative, infinite or NaN: rare, so not worth operations in every turn.
                for (int lane = 0; lane < WIDTH; lane++) {
                    out[to + i + lane] = FloatMath.log(a[from + i + lane]);
                }
                continue;
            }
            IntVector bits = x.reinterpretAsInts();
            IntVector k = bits.sub(root).lanewise(VectorOperators.ASHR, FRACTION);
            FloatVector f = bits.sub(k.lanewise(VectorOperators.LSHL, FRACTION)).reinterpretAsFloats().sub(one);
            FloatVector e = k.add(offset).reinterpretAsFloats().sub(rounder);
            FloatVector g = f.fma(l7, l6);
            g = g.fma(f, l5);
            g = g.fma(f, l4);
            g = g.fma(f, l3);
            g = g.fma(f, l2);
            g = g.fma(f, l1);
            g = g.fma(f, l0);
            g = f.mul(f).mul(g.fma(f, minusHalf));
            e.fma(high, f.add(e.fma(low, g))).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = FloatMath.log(a[from + i]);
        }
    };
}
