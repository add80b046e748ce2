package org.espalier.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.cpu.arith.Runs;

/** Reductions with the Vector API. Vectors narrower than {@link #LANES} take the virtual lanes in several passes. */
final class VectorRuns implements Runs {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int WIDTH = S.length();
    private static final Class<?> EXACT = Vectors.EXACT_FLOATS;
    private static final int PASSES = LANES / WIDTH;
    /** The shuffle that brings lane i + 2^k to lane i. */
    private static final VectorShuffle<Float> DOWN_8 = down(8);
    private static final VectorShuffle<Float> DOWN_4 = down(4);
    private static final VectorShuffle<Float> DOWN_2 = down(2);
    private static final VectorShuffle<Float> DOWN_1 = down(1);

    private static VectorShuffle<Float> down(int distance) {
        return VectorShuffle.fromOp(S, i -> (i + distance) % WIDTH);
    }

    @Override
    public float sumChunk(float[] a, int at, int n) {
        int full = n - n % LANES;
        float sum = 0;
        if (full > 0) {
            sum = PASSES == 1 ? one(a, at, full) : PASSES == 2 ? two(a, at, full) : four(a, at, full);
        }
        for (int i = full; i < n; i++) {
            sum += a[at + i];
        }
        return sum;
    }

    private static float one(float[] a, int at, int n) {
        FloatVector s = FloatVector.zero(S);
        for (int i = 0; i < n; i += LANES) {
            s = FloatVector.fromArray(S, a, at + i).add(s);
        }
        s = (FloatVector) EXACT.cast(s);
        s = s.add(s.rearrange(DOWN_8));
        s = s.add(s.rearrange(DOWN_4));
        s = s.add(s.rearrange(DOWN_2));
        s = s.add(s.rearrange(DOWN_1));
        return s.lane(0);
    }

    private static float two(float[] a, int at, int n) {
        FloatVector s = FloatVector.zero(S);
        FloatVector t = FloatVector.zero(S);
        for (int i = 0; i < n; i += LANES) {
            s = FloatVector.fromArray(S, a, at + i).add(s);
            t = FloatVector.fromArray(S, a, at + i + WIDTH).add(t);
        }
        s = ((FloatVector) EXACT.cast(s)).add(t);
        s = s.add(s.rearrange(DOWN_4));
        s = s.add(s.rearrange(DOWN_2));
        s = s.add(s.rearrange(DOWN_1));
        return s.lane(0);
    }

    private static float four(float[] a, int at, int n) {
        FloatVector s = FloatVector.zero(S);
        FloatVector t = FloatVector.zero(S);
        FloatVector u = FloatVector.zero(S);
        FloatVector v = FloatVector.zero(S);
        for (int i = 0; i < n; i += LANES) {
            s = FloatVector.fromArray(S, a, at + i).add(s);
            t = FloatVector.fromArray(S, a, at + i + WIDTH).add(t);
            u = FloatVector.fromArray(S, a, at + i + 2 * WIDTH).add(u);
            v = FloatVector.fromArray(S, a, at + i + 3 * WIDTH).add(v);
        }
        s = ((FloatVector) EXACT.cast(s)).add(u).add(((FloatVector) EXACT.cast(t)).add(v));
        s = s.add(s.rearrange(DOWN_2));
        s = s.add(s.rearrange(DOWN_1));
        return s.lane(0);
    }

    @Override
    public float max(float[] a, int at, int n) {
        float max = a[at];
        int i = 0;
        if (n >= WIDTH) {
            FloatVector m = FloatVector.fromArray(S, a, at);
            for (i = WIDTH; i + WIDTH <= n; i += WIDTH) {
                m = FloatVector.fromArray(S, a, at + i).max(m);
            }
            // The order does not matter to a maximum; a rotation by half the width at a time reaches all lanes.
            m = (FloatVector) EXACT.cast(m);
            m = WIDTH > 8 ? m.max(m.rearrange(DOWN_8)) : m;
            m = WIDTH > 4 ? m.max(m.rearrange(DOWN_4)) : m;
            m = m.max(m.rearrange(DOWN_2));
            m = m.max(m.rearrange(DOWN_1));
            max = m.lane(0);
        }
        for (; i < n; i++) {
            max = Math.max(max, a[at + i]);
        }
        return max;
    }

    @Override
    public float min(float[] a, int at, int n) {
        float min = a[at];
        int i = 0;
        if (n >= WIDTH) {
            FloatVector m = FloatVector.fromArray(S, a, at);
            for (i = WIDTH; i + WIDTH <= n; i += WIDTH) {
                m = FloatVector.fromArray(S, a, at + i).min(m);
            }
            m = (FloatVector) EXACT.cast(m);
            m = WIDTH > 8 ? m.min(m.rearrange(DOWN_8)) : m;
            m = WIDTH > 4 ? m.min(m.rearrange(DOWN_4)) : m;
            m = m.min(m.rearrange(DOWN_2));
            m = m.min(m.rearrange(DOWN_1));
            min = m.lane(0);
        }
        for (; i < n; i++) {
            min = Math.min(min, a[at + i]);
        }
        return min;
    }

    @Override
    public void addRows(float[] a, int at, int rows, int stride, int n, float[] out, int outAt) {
        int j = 0;
        for (; j + 4 * WIDTH <= n; j += 4 * WIDTH) {
            int to = outAt + j;
            FloatVector s = FloatVector.fromArray(S, out, to);
            FloatVector t = FloatVector.fromArray(S, out, to + WIDTH);
            FloatVector u = FloatVector.fromArray(S, out, to + 2 * WIDTH);
            FloatVector v = FloatVector.fromArray(S, out, to + 3 * WIDTH);
            for (int i = 0; i < rows; i++) {
                int from = at + i * stride + j;
                s = FloatVector.fromArray(S, a, from).add(s);
                t = FloatVector.fromArray(S, a, from + WIDTH).add(t);
                u = FloatVector.fromArray(S, a, from + 2 * WIDTH).add(u);
                v = FloatVector.fromArray(S, a, from + 3 * WIDTH).add(v);
            }
            ((FloatVector) EXACT.cast(s)).intoArray(out, to);
            ((FloatVector) EXACT.cast(t)).intoArray(out, to + WIDTH);
            ((FloatVector) EXACT.cast(u)).intoArray(out, to + 2 * WIDTH);
            ((FloatVector) EXACT.cast(v)).intoArray(out, to + 3 * WIDTH);
        }
        for (; j + WIDTH <= n; j += WIDTH) {
            FloatVector s = FloatVector.fromArray(S, out, outAt + j);
            for (int i = 0; i < rows; i++) {
                s = FloatVector.fromArray(S, a, at + i * stride + j).add(s);
            }
            ((FloatVector) EXACT.cast(s)).intoArray(out, outAt + j);
        }
        for (; j < n; j++) {
            float s = out[outAt + j];
            for (int i = 0; i < rows; i++) {
                s += a[at + i * stride + j];
            }
            out[outAt + j] = s;
        }
    }

    @Override
    public boolean allFinite(float[] a, int at, int n) {
        int i = 0;
        FloatVector zeros = FloatVector.zero(S);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, at + i);
            // What is finite less itself is 0, all else NaN, which stays.
            zeros = x.sub(x).add(zeros);
        }
        float zero = 0;
        for (; i < n; i++) {
            zero += a[at + i] - a[at + i];
        }
        return zero == 0 && FloatVector.zero(S).compare(VectorOperators.EQ, zeros).allTrue();
    }

    @Override
    public void shift(float[] a, int at, float b, float[] out, int outAt, int n) {
        int i = 0;
        FloatVector y = FloatVector.broadcast(S, b);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector.fromArray(S, a, at + i).add(y).intoArray(out, outAt + i);
        }
        for (; i < n; i++) {
            out[outAt + i] = a[at + i] + b;
        }
    }

    @Override
    public void divide(float[] a, int at, float b, float[] out, int outAt, int n) {
        int i = 0;
        FloatVector y = FloatVector.broadcast(S, b);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector.fromArray(S, a, at + i).div(y).intoArray(out, outAt + i);
        }
        for (; i < n; i++) {
            out[outAt + i] = a[at + i] / b;
        }
    }
}
