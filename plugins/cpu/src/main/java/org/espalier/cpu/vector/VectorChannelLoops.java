package org.espalier.cpu.vector;

import static org.espalier.cpu.arith.Lanes.COUNT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.cpu.arith.ChannelLoops;
import org.espalier.cpu.plain.PlainChannelLoops;

/**
 * Normalization by channel with the Vector API. Two vectors of lanes are summed at a time; narrower vectors than 16 take
 * several passes over a run, which is in the first-level cache then. What is left of a run goes to plain loops.
 */
final class VectorChannelLoops implements ChannelLoops {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int WIDTH = S.length();
    private static final Class<?> EXACT = Vectors.EXACT_FLOATS;
    private final ChannelLoops plain = new PlainChannelLoops();

    @Override
    public void sum(float[] x, int at, int n, float[] lanes, int to) {
        int full = n - n % COUNT;
        for (int p = 0; p < COUNT; p += 2 * WIDTH) {
            FloatVector s = FloatVector.fromArray(S, lanes, to + p);
            FloatVector t = FloatVector.fromArray(S, lanes, to + p + WIDTH);
            for (int i = p; i < full; i += COUNT) {
                s = FloatVector.fromArray(S, x, at + i).add(s);
                t = FloatVector.fromArray(S, x, at + i + WIDTH).add(t);
            }
            ((FloatVector) EXACT.cast(s)).intoArray(lanes, to + p);
            ((FloatVector) EXACT.cast(t)).intoArray(lanes, to + p + WIDTH);
        }
        if (full < n) {
            plain.sum(x, at + full, n - full, lanes, to);
        }
    }

    @Override
    public void deviations(float[] x, int at, int n, float mean, float[] lanes, int to) {
        int full = n - n % COUNT;
        FloatVector m = FloatVector.broadcast(S, mean);
        for (int p = 0; p < COUNT; p += 2 * WIDTH) {
            int second = to + COUNT + p;
            FloatVector s = FloatVector.fromArray(S, lanes, to + p);
            FloatVector t = FloatVector.fromArray(S, lanes, to + p + WIDTH);
            FloatVector q = FloatVector.fromArray(S, lanes, second);
            FloatVector r = FloatVector.fromArray(S, lanes, second + WIDTH);
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
            ((FloatVector) EXACT.cast(q)).intoArray(lanes, second);
            ((FloatVector) EXACT.cast(r)).intoArray(lanes, second + WIDTH);
        }
        if (full < n) {
            plain.deviations(x, at + full, n - full, mean, lanes, to);
        }
    }

    @Override
    public void products(float[] c, int cAt, float[] x, int xAt, int n, float mean, float[] lanes, int to) {
        int full = n - n % COUNT;
        FloatVector m = FloatVector.broadcast(S, mean);
        for (int p = 0; p < COUNT; p += 2 * WIDTH) {
            int second = to + COUNT + p;
            FloatVector s = FloatVector.fromArray(S, lanes, to + p);
            FloatVector t = FloatVector.fromArray(S, lanes, to + p + WIDTH);
            FloatVector q = FloatVector.fromArray(S, lanes, second);
            FloatVector r = FloatVector.fromArray(S, lanes, second + WIDTH);
            for (int i = p; i < full; i += COUNT) {
                FloatVector d = FloatVector.fromArray(S, x, xAt + i).sub(m);
                FloatVector e = FloatVector.fromArray(S, x, xAt + i + WIDTH).sub(m);
                FloatVector u = FloatVector.fromArray(S, c, cAt + i);
                FloatVector v = FloatVector.fromArray(S, c, cAt + i + WIDTH);
                s = u.add(s);
                t = v.add(t);
                q = u.fma(d, q);
                r = v.fma(e, r);
            }
            ((FloatVector) EXACT.cast(s)).intoArray(lanes, to + p);
            ((FloatVector) EXACT.cast(t)).intoArray(lanes, to + p + WIDTH);
            ((FloatVector) EXACT.cast(q)).intoArray(lanes, second);
            ((FloatVector) EXACT.cast(r)).intoArray(lanes, second + WIDTH);
        }
        if (full < n) {
            plain.products(c, cAt + full, x, xAt + full, n - full, mean, lanes, to);
        }
    }

    @Override
    public void scale(float[] x, int at, int n, float mean, float factor, float shift, float[] y, int yAt) {
        FloatVector m = FloatVector.broadcast(S, mean);
        FloatVector f = FloatVector.broadcast(S, factor);
        FloatVector s = FloatVector.broadcast(S, shift);
        int full = S.loopBound(n);
        for (int i = 0; i < full; i += WIDTH) {
            FloatVector.fromArray(S, x, at + i).sub(m).fma(f, s).intoArray(y, yAt + i);
        }
        if (full < n) {
            plain.scale(x, at + full, n - full, mean, factor, shift, y, yAt + full);
        }
    }

    @Override
    public void gradient(float[] c, int cAt, float[] x, int xAt, int n, float mean, float factor, float slope, float shift,
            float[] out, int outAt) {
        FloatVector m = FloatVector.broadcast(S, mean);
        FloatVector f = FloatVector.broadcast(S, factor);
        FloatVector g = FloatVector.broadcast(S, slope);
        FloatVector s = FloatVector.broadcast(S, -shift);
        int full = S.loopBound(n);
        for (int i = 0; i < full; i += WIDTH) {
            FloatVector d = m.sub(FloatVector.fromArray(S, x, xAt + i)).fma(g, s);
            FloatVector.fromArray(S, c, cAt + i).fma(f, d).intoArray(out, outAt + i);
        }
        if (full < n) {
            plain.gradient(c, cAt + full, x, xAt + full, n - full, mean, factor, slope, shift, out, outAt + full);
        }
    }

    @Override
    public void deviationsOfRows(float[] x, int at, int rows, int stride, int n, float[] figures, int first, int columns) {
        int sum = first + SUM * columns;
        int second = first + SECOND * columns;
        int j = 0;
        for (; j + 2 * WIDTH <= n; j += 2 * WIDTH) {
            FloatVector m = FloatVector.fromArray(S, figures, first + j);
            FloatVector k = FloatVector.fromArray(S, figures, first + j + WIDTH);
            FloatVector s = FloatVector.fromArray(S, figures, sum + j);
            FloatVector t = FloatVector.fromArray(S, figures, sum + j + WIDTH);
            FloatVector q = FloatVector.fromArray(S, figures, second + j);
            FloatVector r = FloatVector.fromArray(S, figures, second + j + WIDTH);
            for (int i = 0; i < rows; i++) {
                int from = at + i * stride + j;
                FloatVector d = FloatVector.fromArray(S, x, from).sub(m);
                FloatVector e = FloatVector.fromArray(S, x, from + WIDTH).sub(k);
                s = d.add(s);
                t = e.add(t);
                q = d.fma(d, q);
                r = e.fma(e, r);
            }
            ((FloatVector) EXACT.cast(s)).intoArray(figures, sum + j);
            ((FloatVector) EXACT.cast(t)).intoArray(figures, sum + j + WIDTH);
            ((FloatVector) EXACT.cast(q)).intoArray(figures, second + j);
            ((FloatVector) EXACT.cast(r)).intoArray(figures, second + j + WIDTH);
        }
        if (j < n) {
            plain.deviationsOfRows(x, at + j, rows, stride, n - j, figures, first + j, columns);
        }
    }

    @Override
    public void productsOfRows(float[] c, int cAt, float[] x, int xAt, int rows, int stride, int n, float[] figures, int first,
            int columns) {
        int sum = first + SUM * columns;
        int second = first + SECOND * columns;
        int j = 0;
        for (; j + 2 * WIDTH <= n; j += 2 * WIDTH) {
            FloatVector m = FloatVector.fromArray(S, figures, first + j);
            FloatVector k = FloatVector.fromArray(S, figures, first + j + WIDTH);
            FloatVector s = FloatVector.fromArray(S, figures, sum + j);
            FloatVector t = FloatVector.fromArray(S, figures, sum + j + WIDTH);
            FloatVector q = FloatVector.fromArray(S, figures, second + j);
            FloatVector r = FloatVector.fromArray(S, figures, second + j + WIDTH);
            for (int i = 0; i < rows; i++) {
                int from = i * stride + j;
                FloatVector d = FloatVector.fromArray(S, x, xAt + from).sub(m);
                FloatVector e = FloatVector.fromArray(S, x, xAt + from + WIDTH).sub(k);
                FloatVector u = FloatVector.fromArray(S, c, cAt + from);
                FloatVector v = FloatVector.fromArray(S, c, cAt + from + WIDTH);
                s = u.add(s);
                t = v.add(t);
                q = u.fma(d, q);
                r = v.fma(e, r);
            }
            ((FloatVector) EXACT.cast(s)).intoArray(figures, sum + j);
            ((FloatVector) EXACT.cast(t)).intoArray(figures, sum + j + WIDTH);
            ((FloatVector) EXACT.cast(q)).intoArray(figures, second + j);
            ((FloatVector) EXACT.cast(r)).intoArray(figures, second + j + WIDTH);
        }
        if (j < n) {
            plain.productsOfRows(c, cAt + j, x, xAt + j, rows, stride, n - j, figures, first + j, columns);
        }
    }

    @Override
    public void scaleRow(float[] x, int at, int n, float[] figures, int first, int columns, float[] y, int yAt) {
        int factor = first + FACTOR * columns;
        int shift = first + SHIFT * columns;
        int full = S.loopBound(n);
        for (int i = 0; i < full; i += WIDTH) {
            FloatVector.fromArray(S, x, at + i).sub(FloatVector.fromArray(S, figures, first + i))
                    .fma(FloatVector.fromArray(S, figures, factor + i), FloatVector.fromArray(S, figures, shift + i))
                    .intoArray(y, yAt + i);
        }
        if (full < n) {
            plain.scaleRow(x, at + full, n - full, figures, first + full, columns, y, yAt + full);
        }
    }

    @Override
    public void gradientRow(float[] c, int cAt, float[] x, int xAt, int n, float[] figures, int first, int columns, float[] out,
            int outAt) {
        int factor = first + FACTOR * columns;
        int slope = first + SLOPE * columns;
        int shift = first + SHIFT * columns;
        int full = S.loopBound(n);
        for (int i = 0; i < full; i += WIDTH) {
            FloatVector d = FloatVector.fromArray(S, figures, first + i).sub(FloatVector.fromArray(S, x, xAt + i))
                    .fma(FloatVector.fromArray(S, figures, slope + i), FloatVector.fromArray(S, figures, shift + i).neg());
            FloatVector.fromArray(S, c, cAt + i).fma(FloatVector.fromArray(S, figures, factor + i), d).intoArray(out, outAt + i);
        }
        if (full < n) {
            plain.gradientRow(c, cAt + full, x, xAt + full, n - full, figures, first + full, columns, out, outAt + full);
        }
    }
}
