package org.espalier.cpu.vector;

import static org.espalier.cpu.arith.Lanes.COUNT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.cpu.arith.Lanes;
import org.espalier.cpu.arith.LayerLoops;

/**
 * Layer normalization with the Vector API. A row is read three times, and lies in the first-level cache after the first.
 */
final class VectorLayerLoops implements LayerLoops {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int WIDTH = S.length();
    private static final Class<?> EXACT = Vectors.EXACT_FLOATS;

    @Override
    public void forward(float[] x, int at, int n, double epsilon, float[] scale, int scaleAt, float[] b, int bAt, float[] y,
            int yAt, float[] figures, int figuresAt, float[] lanes, int lanesAt) {
        float mean = mean(x, at, n, lanes, lanesAt);
        float inverse = inverse(x, at, n, mean, epsilon, lanes, lanesAt);
        figures[figuresAt] = mean;
        figures[figuresAt + 1] = inverse;
        FloatVector m = FloatVector.broadcast(S, mean);
        FloatVector f = FloatVector.broadcast(S, inverse);
        int i = 0;
        int full = S.loopBound(n);
        if (b == null) {
            for (; i < full; i += WIDTH) {
                FloatVector.fromArray(S, x, at + i).sub(m).mul(f).mul(FloatVector.fromArray(S, scale, scaleAt + i))
                        .intoArray(y, yAt + i);
            }
        } else {
            for (; i < full; i += WIDTH) {
                FloatVector.fromArray(S, x, at + i).sub(m).mul(f)
                        .fma(FloatVector.fromArray(S, scale, scaleAt + i), FloatVector.fromArray(S, b, bAt + i))
                        .intoArray(y, yAt + i);
            }
        }
        for (; i < n; i++) {
            float d = (x[at + i] - mean) * inverse;
            y[yAt + i] = b == null ? d * scale[scaleAt + i] : Math.fma(d, scale[scaleAt + i], b[bAt + i]);
        }
    }

    private static float mean(float[] x, int at, int n, float[] lanes, int to) {
        int full = n - n % COUNT;
        for (int p = 0; p < COUNT; p += 2 * WIDTH) {
            FloatVector s = FloatVector.zero(S);
            FloatVector t = FloatVector.zero(S);
            for (int i = p; i < full; i += COUNT) {
                s = FloatVector.fromArray(S, x, at + i).add(s);
                t = FloatVector.fromArray(S, x, at + i + WIDTH).add(t);
            }
            ((FloatVector) EXACT.cast(s)).intoArray(lanes, to + p);
            ((FloatVector) EXACT.cast(t)).intoArray(lanes, to + p + WIDTH);
        }
        for (int i = full; i < n; i++) {
            lanes[to + i - full] += x[at + i];
        }
        return LayerLoops.mean(Lanes.sum(lanes, to), n);
    }

    private static float inverse(float[] x, int at, int n, float mean, double epsilon, float[] lanes, int to) {
        int full = n - n % COUNT;
        FloatVector m = FloatVector.broadcast(S, mean);
        for (int p = 0; p < COUNT; p += 2 * WIDTH) {
            FloatVector s = FloatVector.zero(S);
            FloatVector t = FloatVector.zero(S);
            FloatVector q = FloatVector.zero(S);
            FloatVector r = FloatVector.zero(S);
            for (int i = p; i < full; i += COUNT) {
                FloatVector d = FloatVector.fromArray(S, x, at + i).sub(m);
                FloatVector e = FloatVector.fromArray(S, x, at + i + WIDTH).sub(m);
                s = d.add(s);
                t = e.add(t);
                q = d.fma(d, q);
                r = e.fma(e, r);
            }
            ((FloatVector) EXACT.cast(s)).intoArray(lanes, to + p);
            ((FloatVector) EXACT.cast(t)).intoArray(lanes, to + p + WIDTH);
            ((FloatVector) EXACT.cast(q)).intoArray(lanes, to + COUNT + p);
            ((FloatVector) EXACT.cast(r)).intoArray(lanes, to + COUNT + p + WIDTH);
        }
        for (int i = full; i < n; i++) {
            int lane = to + i - full;
            float d = x[at + i] - mean;
            lanes[lane] += d;
            lanes[COUNT + lane] = Math.fma(d, d, lanes[COUNT + lane]);
        }
        return LayerLoops.inverse(Lanes.sum(lanes, to), Lanes.sum(lanes, to + COUNT), n, epsilon);
    }

    @Override
    public void backward(float[] c, int cAt, float[] x, int xAt, int n, float mean, float inverse, float[] scale, int scaleAt,
            float[] out, int outAt, float[] sums, int sumsAt, float[] lanes, int lanesAt) {
        sums(c, cAt, x, xAt, n, mean, inverse, scale, scaleAt, sums, sumsAt, lanes, lanesAt);
        float shift = LayerLoops.mean(Lanes.sum(lanes, lanesAt), n) * inverse;
        float slope = LayerLoops.mean(Lanes.sum(lanes, lanesAt + COUNT), n) * inverse * inverse * inverse;
        FloatVector m = FloatVector.broadcast(S, mean);
        FloatVector f = FloatVector.broadcast(S, inverse);
        FloatVector g = FloatVector.broadcast(S, slope);
        FloatVector h = FloatVector.broadcast(S, -shift);
        int i = 0;
        for (int full = S.loopBound(n); i < full; i += WIDTH) {
            FloatVector d = m.sub(FloatVector.fromArray(S, x, xAt + i)).fma(g, h);
            FloatVector.fromArray(S, c, cAt + i).mul(FloatVector.fromArray(S, scale, scaleAt + i)).fma(f, d)
                    .intoArray(out, outAt + i);
        }
        for (; i < n; i++) {
            out[outAt + i] = Math.fma(c[cAt + i] * scale[scaleAt + i], inverse, Math.fma(mean - x[xAt + i], slope, -shift));
        }
    }

    /** The sums of the row, to lanes, and what it adds to those of scale and summand. */
    private static void sums(float[] c, int cAt, float[] x, int xAt, int n, float mean, float inverse, float[] scale,
            int scaleAt, float[] sums, int sumsAt, float[] lanes, int to) {
        int full = n - n % COUNT;
        FloatVector m = FloatVector.broadcast(S, mean);
        FloatVector f = FloatVector.broadcast(S, inverse);
        for (int p = 0; p < COUNT; p += 2 * WIDTH) {
            FloatVector s = FloatVector.zero(S);
            FloatVector t = FloatVector.zero(S);
            FloatVector q = FloatVector.zero(S);
            FloatVector r = FloatVector.zero(S);
            for (int i = p; i < full; i += COUNT) {
                int j = i + WIDTH;
                FloatVector d = FloatVector.fromArray(S, x, xAt + i).sub(m);
                FloatVector e = FloatVector.fromArray(S, x, xAt + j).sub(m);
                FloatVector u = FloatVector.fromArray(S, c, cAt + i);
                FloatVector v = FloatVector.fromArray(S, c, cAt + j);
                u.fma(d.mul(f), FloatVector.fromArray(S, sums, sumsAt + i)).intoArray(sums, sumsAt + i);
                v.fma(e.mul(f), FloatVector.fromArray(S, sums, sumsAt + j)).intoArray(sums, sumsAt + j);
                FloatVector.fromArray(S, sums, sumsAt + n + i).add(u).intoArray(sums, sumsAt + n + i);
                FloatVector.fromArray(S, sums, sumsAt + n + j).add(v).intoArray(sums, sumsAt + n + j);
                u = u.mul(FloatVector.fromArray(S, scale, scaleAt + i));
                v = v.mul(FloatVector.fromArray(S, scale, scaleAt + j));
                s = u.add(s);
                t = v.add(t);
                q = u.fma(d, q);
                r = v.fma(e, r);
            }
            ((FloatVector) EXACT.cast(s)).intoArray(lanes, to + p);
            ((FloatVector) EXACT.cast(t)).intoArray(lanes, to + p + WIDTH);
            ((FloatVector) EXACT.cast(q)).intoArray(lanes, to + COUNT + p);
            ((FloatVector) EXACT.cast(r)).intoArray(lanes, to + COUNT + p + WIDTH);
        }
        for (int i = full; i < n; i++) {
            int lane = to + i - full;
            float d = x[xAt + i] - mean;
            float u = c[cAt + i];
            sums[sumsAt + i] = Math.fma(u, d * inverse, sums[sumsAt + i]);
            sums[sumsAt + n + i] += u;
            u *= scale[scaleAt + i];
            lanes[lane] += u;
            lanes[COUNT + lane] = Math.fma(u, d, lanes[COUNT + lane]);
        }
    }
}
