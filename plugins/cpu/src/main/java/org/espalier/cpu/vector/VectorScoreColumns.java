package org.espalier.cpu.vector;

import static org.espalier.cpu.arith.FloatMath.FRACTION;
import static org.espalier.cpu.arith.FloatMath.ONE_BITS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.cpu.arith.FloatMath;
import org.espalier.cpu.arith.Runs;
import org.espalier.cpu.arith.ScoreColumns;

/** Blocks of scores with the Vector API, a vector of columns at a time. */
final class VectorScoreColumns implements ScoreColumns {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final VectorSpecies<Integer> I = Vectors.INTS;
    private static final int WIDTH = S.length();
    private static final Class<?> EXACT = Vectors.EXACT_FLOATS;
    /** Vectors narrower than the virtual lanes take them one after the other. */
    private static final int PASSES = Runs.LANES / WIDTH;
    private static final VectorShuffle<Float> DOWN_8 = down(8);
    private static final VectorShuffle<Float> DOWN_4 = down(4);
    private static final VectorShuffle<Float> DOWN_2 = down(2);
    private static final VectorShuffle<Float> DOWN_1 = down(1);

    private static VectorShuffle<Float> down(int distance) {
        return VectorShuffle.fromOp(S, i -> (i + distance) % WIDTH);
    }

    @Override
    public void maxima(
            float[] a, int at, int rows, int stride, int columns, float scale, float[] max, int maxAt) {
        for (int j = 0; j < columns; j += WIDTH) {
            FloatVector none = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
            FloatVector m0 = none, m1 = none, m2 = none, m3 = none;
            int i = 0;
            // Four chains at a time, as each comparison waits for the one before it.
            for (; i + 4 <= rows; i += 4) {
                int place = at + i * stride + j;
                FloatVector x0 = FloatVector.fromArray(S, a, place);
                FloatVector x1 = FloatVector.fromArray(S, a, place + stride);
                FloatVector x2 = FloatVector.fromArray(S, a, place + 2 * stride);
                FloatVector x3 = FloatVector.fromArray(S, a, place + 3 * stride);
                m0 = ((FloatVector) EXACT.cast(m0)).blend(x0, x0.compare(VectorOperators.GT, m0));
                m1 = ((FloatVector) EXACT.cast(m1)).blend(x1, x1.compare(VectorOperators.GT, m1));
                m2 = ((FloatVector) EXACT.cast(m2)).blend(x2, x2.compare(VectorOperators.GT, m2));
                m3 = ((FloatVector) EXACT.cast(m3)).blend(x3, x3.compare(VectorOperators.GT, m3));
            }
            for (; i < rows; i++) {
                FloatVector x = FloatVector.fromArray(S, a, at + i * stride + j);
                m0 = ((FloatVector) EXACT.cast(m0)).blend(x, x.compare(VectorOperators.GT, m0));
            }
            m1 = (FloatVector) EXACT.cast(m1);
            m3 = (FloatVector) EXACT.cast(m3);
            FloatVector l = ((FloatVector) EXACT.cast(m0)).blend(m1, m1.compare(VectorOperators.GT, m0));
            FloatVector h = ((FloatVector) EXACT.cast(m2)).blend(m3, m3.compare(VectorOperators.GT, m2));
            FloatVector m = l.blend(h, h.compare(VectorOperators.GT, l)).mul(scale);
            FloatVector before = FloatVector.fromArray(S, max, maxAt + j);
            before.blend(m, m.compare(VectorOperators.GT, before)).intoArray(max, maxAt + j);
        }
    }

    /** The arguments are 0 at most, so this has no part of {@link FloatMath#share} for large ones. */
    @Override
    public void exponentials(
            float[] a, int at, int rows, int stride, int columns, float scale, float[] shift, int shiftAt, float[] sum, int sumAt) {
        FloatVector factor = FloatVector.broadcast(S, scale);
        FloatVector zero = FloatVector.zero(S), one = FloatVector.broadcast(S, 1);
        FloatVector least = FloatVector.broadcast(S, FloatMath.SHARE_LEAST);
        IntVector bias = IntVector.broadcast(I, ONE_BITS);
        FloatVector log2e = FloatVector.broadcast(S, FloatMath.LOG2_E);
        FloatVector rounder = FloatVector.broadcast(S, FloatMath.ROUNDER);
        FloatVector high = FloatVector.broadcast(S, -FloatMath.LN2_HIGH);
        FloatVector low = FloatVector.broadcast(S, -FloatMath.LN2_LOW);
        FloatVector e0 = FloatVector.broadcast(S, FloatMath.E0), e1 = FloatVector.broadcast(S, FloatMath.E1);
        FloatVector e2 = FloatVector.broadcast(S, FloatMath.E2), e3 = FloatVector.broadcast(S, FloatMath.E3);
        FloatVector e4 = FloatVector.broadcast(S, FloatMath.E4), e5 = FloatVector.broadcast(S, FloatMath.E5);
        for (int j = 0; j < columns; j += WIDTH) {
            FloatVector away = FloatVector.fromArray(S, shift, shiftAt + j);
            FloatVector s = zero;
            for (int i = 0; i < rows; i++) {
                int place = at + i * stride + j;
                FloatVector x = FloatVector.fromArray(S, a, place).mul(factor).sub(away);
                FloatVector t = x.fma(log2e, rounder);
                FloatVector m = t.sub(rounder);
                FloatVector r = m.fma(high, x);
                r = m.fma(low, r);
                FloatVector q = r.fma(e5, e4);
                q = q.fma(r, e3);
                q = q.fma(r, e2);
                q = q.fma(r, e1);
                q = q.fma(r, e0);
                q = q.fma(r, one);
                q = q.fma(r, one);
                IntVector power = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, FRACTION).add(bias);
                FloatVector e = q.mul(power.reinterpretAsFloats()).blend(zero, x.compare(VectorOperators.LT, least));
                e.intoArray(a, place);
                s = e.add(s);
            }
            ((FloatVector) EXACT.cast(s)).intoArray(sum, sumAt + j);
        }
    }

    @Override
    public void gradients(
            float[] a, int at, float[] b, int bAt, int rows, int stride, int columns, float scale, float factor,
            float[] shift, int shiftAt, float[] common, int commonAt) {
        FloatVector scales = FloatVector.broadcast(S, scale), factors = FloatVector.broadcast(S, factor);
        FloatVector zero = FloatVector.zero(S), one = FloatVector.broadcast(S, 1);
        FloatVector least = FloatVector.broadcast(S, FloatMath.SHARE_LEAST);
        FloatVector most = FloatVector.broadcast(S, FloatMath.SHARE_MOST);
        FloatVector infinity = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
        IntVector bias = IntVector.broadcast(I, ONE_BITS);
        FloatVector log2e = FloatVector.broadcast(S, FloatMath.LOG2_E);
        FloatVector rounder = FloatVector.broadcast(S, FloatMath.ROUNDER);
        FloatVector high = FloatVector.broadcast(S, -FloatMath.LN2_HIGH);
        FloatVector low = FloatVector.broadcast(S, -FloatMath.LN2_LOW);
        FloatVector e0 = FloatVector.broadcast(S, FloatMath.E0), e1 = FloatVector.broadcast(S, FloatMath.E1);
        FloatVector e2 = FloatVector.broadcast(S, FloatMath.E2), e3 = FloatVector.broadcast(S, FloatMath.E3);
        FloatVector e4 = FloatVector.broadcast(S, FloatMath.E4), e5 = FloatVector.broadcast(S, FloatMath.E5);
        for (int j = 0; j < columns; j += WIDTH) {
            FloatVector away = FloatVector.fromArray(S, shift, shiftAt + j);
            FloatVector shared = FloatVector.fromArray(S, common, commonAt + j);
            for (int i = 0; i < rows; i++) {
                int place = at + i * stride + j, other = bAt + i * stride + j;
                FloatVector x = FloatVector.fromArray(S, a, place).mul(scales).sub(away);
                FloatVector t = x.fma(log2e, rounder);
                FloatVector m = t.sub(rounder);
                FloatVector r = m.fma(high, x);
                r = m.fma(low, r);
                FloatVector q = r.fma(e5, e4);
                q = q.fma(r, e3);
                q = q.fma(r, e2);
                q = q.fma(r, e1);
                q = q.fma(r, e0);
                q = q.fma(r, one);
                q = q.fma(r, one);
                IntVector power = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, FRACTION).add(bias);
                FloatVector e = q.mul(power.reinterpretAsFloats()).blend(zero, x.compare(VectorOperators.LT, least))
                        .blend(infinity, x.compare(VectorOperators.GT, most));
                e.intoArray(a, place);
                FloatVector c = FloatVector.fromArray(S, b, other).sub(shared);
                e.mul(factors).mul(c).intoArray(b, other);
            }
        }
    }

    @Override
    public void add(float[] a, int at, float scale, float[] mask, int maskAt, int n) {
        FloatVector factor = FloatVector.broadcast(S, scale);
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector m = FloatVector.fromArray(S, mask, maskAt + i);
            FloatVector.fromArray(S, a, at + i).fma(factor, m).intoArray(a, at + i);
        }
    }

    @Override
    public void select(float[] a, int at, float scale, float[] mask, int maskAt, int n) {
        FloatVector factor = FloatVector.broadcast(S, scale), zero = FloatVector.zero(S);
        FloatVector never = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, at + i).mul(factor);
            x.blend(never, FloatVector.fromArray(S, mask, maskAt + i).compare(VectorOperators.EQ, zero)).intoArray(a, at + i);
        }
    }

    @Override
    public float dot(float[] a, int at, float[] b, int bAt, int n) {
        int full = n - n % Runs.LANES;
        float sum = 0;
        if (full > 0) {
            sum = PASSES == 1 ? one(a, at, b, bAt, full) : PASSES == 2 ? two(a, at, b, bAt, full) : four(a, at, b, bAt, full);
        }
        for (int i = full; i < n; i++) {
            sum = Math.fma(a[at + i], b[bAt + i], sum);
        }
        return sum;
    }

    private static float one(float[] a, int at, float[] b, int bAt, int n) {
        FloatVector s = FloatVector.zero(S);
        for (int i = 0; i < n; i += Runs.LANES) {
            s = FloatVector.fromArray(S, a, at + i).fma(FloatVector.fromArray(S, b, bAt + i), s);
        }
        s = (FloatVector) EXACT.cast(s);
        s = s.add(s.rearrange(DOWN_8));
        s = s.add(s.rearrange(DOWN_4));
        s = s.add(s.rearrange(DOWN_2));
        s = s.add(s.rearrange(DOWN_1));
        return s.lane(0);
    }

    private static float two(float[] a, int at, float[] b, int bAt, int n) {
        FloatVector s = FloatVector.zero(S), t = FloatVector.zero(S);
        for (int i = 0; i < n; i += Runs.LANES) {
            s = FloatVector.fromArray(S, a, at + i).fma(FloatVector.fromArray(S, b, bAt + i), s);
            t = FloatVector.fromArray(S, a, at + i + WIDTH).fma(FloatVector.fromArray(S, b, bAt + i + WIDTH), t);
        }
        s = ((FloatVector) EXACT.cast(s)).add(t);
        s = s.add(s.rearrange(DOWN_4));
        s = s.add(s.rearrange(DOWN_2));
        s = s.add(s.rearrange(DOWN_1));
        return s.lane(0);
    }

    private static float four(float[] a, int at, float[] b, int bAt, int n) {
        FloatVector s = FloatVector.zero(S), t = FloatVector.zero(S), u = FloatVector.zero(S), v = FloatVector.zero(S);
        for (int i = 0; i < n; i += Runs.LANES) {
            int j = at + i, k = bAt + i;
            s = FloatVector.fromArray(S, a, j).fma(FloatVector.fromArray(S, b, k), s);
            t = FloatVector.fromArray(S, a, j + WIDTH).fma(FloatVector.fromArray(S, b, k + WIDTH), t);
            u = FloatVector.fromArray(S, a, j + 2 * WIDTH).fma(FloatVector.fromArray(S, b, k + 2 * WIDTH), u);
            v = FloatVector.fromArray(S, a, j + 3 * WIDTH).fma(FloatVector.fromArray(S, b, k + 3 * WIDTH), v);
        }
        s = ((FloatVector) EXACT.cast(s)).add(u).add(((FloatVector) EXACT.cast(t)).add(v));
        s = s.add(s.rearrange(DOWN_2));
        s = s.add(s.rearrange(DOWN_1));
        return s.lane(0);
    }
}
