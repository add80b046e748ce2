package org.espalier.cpu.vector;

import static org.espalier.cpu.arith.FloatMath.FRACTION;
import static org.espalier.cpu.arith.FloatMath.ONE_BITS;
import static org.espalier.cpu.arith.FloatMath.ROUNDER_BITS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.arith.FloatMath;

/** The exponential function and what is one exponential and a division. */
final class VectorExponentials {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final VectorSpecies<Integer> I = Vectors.INTS;
    private static final int WIDTH = S.length();
    private static final Class<?> EXACT = Vectors.EXACT_FLOATS;

    private VectorExponentials() {}

    static final BlockFunction EXP = (in, at, out, to, n) -> {
        float[] a = in[0];
        int from = at[0], i = 0;
        FloatVector one = FloatVector.broadcast(S, 1);
        FloatVector most = FloatVector.broadcast(S, FloatMath.EXP_MOST);
        FloatVector least = FloatVector.broadcast(S, FloatMath.EXP_LEAST);
        IntVector bias = IntVector.broadcast(I, ONE_BITS), offset = IntVector.broadcast(I, ROUNDER_BITS);
        FloatVector log2e = FloatVector.broadcast(S, FloatMath.LOG2_E);
        FloatVector rounder = FloatVector.broadcast(S, FloatMath.ROUNDER);
        FloatVector high = FloatVector.broadcast(S, -FloatMath.LN2_HIGH);
        FloatVector low = FloatVector.broadcast(S, -FloatMath.LN2_LOW);
        FloatVector e0 = FloatVector.broadcast(S, FloatMath.E0), e1 = FloatVector.broadcast(S, FloatMath.E1);
        FloatVector e2 = FloatVector.broadcast(S, FloatMath.E2), e3 = FloatVector.broadcast(S, FloatMath.E3);
        FloatVector e4 = FloatVector.broadcast(S, FloatMath.E4), e5 = FloatVector.broadcast(S, FloatMath.E5);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, from + i);
            FloatVector v = x.min(most).max(least);
            FloatVector t = v.fma(log2e, rounder);
            FloatVector m = t.sub(rounder);
            FloatVector r = m.fma(high, v);
            r = m.fma(low, r);
            FloatVector q = r.fma(e5, e4);
            q = q.fma(r, e3);
            q = q.fma(r, e2);
            q = q.fma(r, e1);
            q = q.fma(r, e0);
            FloatVector p = r.mul(r).fma(q, r).add(one);
            IntVector k = t.reinterpretAsInts().sub(offset);
            IntVector half = k.lanewise(VectorOperators.ASHR, 1);
            FloatVector e = p
                    .mul(half.lanewise(VectorOperators.LSHL, FRACTION).add(bias).reinterpretAsFloats())
                    .mul(k.sub(half).lanewise(VectorOperators.LSHL, FRACTION).add(bias).reinterpretAsFloats());
            e.intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = FloatMath.exp(a[from + i]);
        }
    };

    static final BlockFunction SIGMOID = (in, at, out, to, n) -> {
        float[] a = in[0];
        int from = at[0], i = 0;
        FloatVector one = FloatVector.broadcast(S, 1), zero = FloatVector.zero(S);
        FloatVector least = FloatVector.broadcast(S, FloatMath.EXP_LEAST);
        IntVector bias = IntVector.broadcast(I, ONE_BITS), offset = IntVector.broadcast(I, ROUNDER_BITS);
        FloatVector log2e = FloatVector.broadcast(S, FloatMath.LOG2_E);
        FloatVector rounder = FloatVector.broadcast(S, FloatMath.ROUNDER);
        FloatVector high = FloatVector.broadcast(S, -FloatMath.LN2_HIGH);
        FloatVector low = FloatVector.broadcast(S, -FloatMath.LN2_LOW);
        FloatVector e0 = FloatVector.broadcast(S, FloatMath.E0), e1 = FloatVector.broadcast(S, FloatMath.E1);
        FloatVector e2 = FloatVector.broadcast(S, FloatMath.E2), e3 = FloatVector.broadcast(S, FloatMath.E3);
        FloatVector e4 = FloatVector.broadcast(S, FloatMath.E4), e5 = FloatVector.broadcast(S, FloatMath.E5);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, from + i);
            FloatVector v = x.abs().neg().max(least);
            FloatVector t = v.fma(log2e, rounder);
            FloatVector m = t.sub(rounder);
            FloatVector r = m.fma(high, v);
            r = m.fma(low, r);
            FloatVector q = r.fma(e5, e4);
            q = q.fma(r, e3);
            q = q.fma(r, e2);
            q = q.fma(r, e1);
            q = q.fma(r, e0);
            FloatVector p = r.mul(r).fma(q, r).add(one);
            IntVector k = t.reinterpretAsInts().sub(offset);
            IntVector half = k.lanewise(VectorOperators.ASHR, 1);
            FloatVector e = p
                    .mul(half.lanewise(VectorOperators.LSHL, FRACTION).add(bias).reinterpretAsFloats())
                    .mul(k.sub(half).lanewise(VectorOperators.LSHL, FRACTION).add(bias).reinterpretAsFloats());
            ((FloatVector) EXACT.cast(one)).blend(e, x.compare(VectorOperators.LT, zero)).div(e.add(one)).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = FloatMath.sigmoid(a[from + i]);
        }
    };

    static final BlockFunction TANH = (in, at, out, to, n) -> {
        float[] a = in[0];
        int from = at[0], i = 0;
        FloatVector one = FloatVector.broadcast(S, 1), two = FloatVector.broadcast(S, 2);
        FloatVector most = FloatVector.broadcast(S, FloatMath.TANH_MOST);
        FloatVector split = FloatVector.broadcast(S, FloatMath.TANH_SPLIT);
        IntVector bias = IntVector.broadcast(I, ONE_BITS), signBit = IntVector.broadcast(I, Integer.MIN_VALUE);
        FloatVector log2e = FloatVector.broadcast(S, FloatMath.LOG2_E);
        FloatVector rounder = FloatVector.broadcast(S, FloatMath.ROUNDER);
        FloatVector high = FloatVector.broadcast(S, -FloatMath.LN2_HIGH);
        FloatVector low = FloatVector.broadcast(S, -FloatMath.LN2_LOW);
        FloatVector e0 = FloatVector.broadcast(S, FloatMath.E0), e1 = FloatVector.broadcast(S, FloatMath.E1);
        FloatVector e2 = FloatVector.broadcast(S, FloatMath.E2), e3 = FloatVector.broadcast(S, FloatMath.E3);
        FloatVector e4 = FloatVector.broadcast(S, FloatMath.E4), e5 = FloatVector.broadcast(S, FloatMath.E5);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, from + i);
            FloatVector v = x.abs().min(most).mul(two);
            FloatVector t = v.fma(log2e, rounder);
            FloatVector m = t.sub(rounder);
            FloatVector r = m.fma(high, v);
            r = m.fma(low, r);
            FloatVector q = r.fma(e5, e4);
            q = q.fma(r, e3);
            q = q.fma(r, e2);
            q = q.fma(r, e1);
            q = q.fma(r, e0);
            FloatVector p = r.mul(r).fma(q, r);
            FloatVector e = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, FRACTION).add(bias)
                    .reinterpretAsFloats();
            VectorMask<Float> large = v.compare(VectorOperators.GT, split);
            FloatVector y = e.fma(p, e.sub(one)).blend(two, large).div(e.fma(p, e.add(one)));
            y = y.blend(((FloatVector) EXACT.cast(one)).sub(y), large);
            IntVector sign = x.reinterpretAsInts().and(signBit);
            IntVector bits = (IntVector) Vectors.EXACT_INTS.cast(y.reinterpretAsInts());
            ((FloatVector) EXACT.cast(bits.or(sign).reinterpretAsFloats())).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = FloatMath.tanh(a[from + i]);
        }
    };
}
