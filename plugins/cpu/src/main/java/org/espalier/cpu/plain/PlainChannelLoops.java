package org.espalier.cpu.plain;

import static org.espalier.cpu.arith.Lanes.COUNT;

import org.espalier.cpu.arith.ChannelLoops;

/** Normalization by channel in plain loops: a few lanes at a time, whose sums do not wait for each other. */
public final class PlainChannelLoops implements ChannelLoops {
    private static final int AT_ONCE = 4;

    @Override
    public void sum(float[] x, int at, int n, float[] lanes, int to) {
        int end = at + n - n % COUNT;
        for (int p = 0; p < COUNT; p += AT_ONCE) {
            float s0 = lanes[to + p];
            float s1 = lanes[to + p + 1];
            float s2 = lanes[to + p + 2];
            float s3 = lanes[to + p + 3];
            for (int i = at + p; i < end; i += COUNT) {
                s0 += x[i];
                s1 += x[i + 1];
                s2 += x[i + 2];
                s3 += x[i + 3];
            }
            lanes[to + p] = s0;
            lanes[to + p + 1] = s1;
            lanes[to + p + 2] = s2;
            lanes[to + p + 3] = s3;
        }
        for (int i = end; i < at + n; i++) {
            lanes[to + i - end] += x[i];
        }
    }

    @Override
    public void deviations(float[] x, int at, int n, float mean, float[] lanes, int to) {
        int end = at + n - n % COUNT;
        for (int p = to; p < to + COUNT; p += AT_ONCE) {
            float s0 = lanes[p];
            float s1 = lanes[p + 1];
            float s2 = lanes[p + 2];
            float s3 = lanes[p + 3];
            float q0 = lanes[COUNT + p];
            float q1 = lanes[COUNT + p + 1];
            float q2 = lanes[COUNT + p + 2];
            float q3 = lanes[COUNT + p + 3];
            for (int i = at + p - to; i < end; i += COUNT) {
                float d0 = x[i] - mean;
                float d1 = x[i + 1] - mean;
                float d2 = x[i + 2] - mean;
                float d3 = x[i + 3] - mean;
                s0 += d0;
                s1 += d1;
                s2 += d2;
                s3 += d3;
                q0 = Math.fma(d0, d0, q0);
                q1 = Math.fma(d1, d1, q1);
                q2 = Math.fma(d2, d2, q2);
                q3 = Math.fma(d3, d3, q3);
            }
            lanes[p] = s0;
            lanes[p + 1] = s1;
            lanes[p + 2] = s2;
            lanes[p + 3] = s3;
            lanes[COUNT + p] = q0;
            lanes[COUNT + p + 1] = q1;
            lanes[COUNT + p + 2] = q2;
            lanes[COUNT + p + 3] = q3;
        }
        for (int i = end; i < at + n; i++) {
            int lane = to + i - end;
            float d = x[i] - mean;
            lanes[lane] += d;
            lanes[COUNT + lane] = Math.fma(d, d, lanes[COUNT + lane]);
        }
    }

    @Override
    public void products(float[] c, int cAt, float[] x, int xAt, int n, float mean, float[] lanes, int to) {
        int full = n - n % COUNT;
        for (int p = 0; p < COUNT; p += AT_ONCE) {
            float s0 = lanes[to + p];
            float s1 = lanes[to + p + 1];
            float s2 = lanes[to + p + 2];
            float s3 = lanes[to + p + 3];
            float q0 = lanes[to + COUNT + p];
            float q1 = lanes[to + COUNT + p + 1];
            float q2 = lanes[to + COUNT + p + 2];
            float q3 = lanes[to + COUNT + p + 3];
            int j = xAt + p;
            for (int i = cAt + p; i < cAt + full; i += COUNT, j += COUNT) {
                s0 += c[i];
                s1 += c[i + 1];
                s2 += c[i + 2];
                s3 += c[i + 3];
                q0 = Math.fma(c[i], x[j] - mean, q0);
                q1 = Math.fma(c[i + 1], x[j + 1] - mean, q1);
                q2 = Math.fma(c[i + 2], x[j + 2] - mean, q2);
                q3 = Math.fma(c[i + 3], x[j + 3] - mean, q3);
            }
            lanes[to + p] = s0;
            lanes[to + p + 1] = s1;
            lanes[to + p + 2] = s2;
            lanes[to + p + 3] = s3;
            lanes[to + COUNT + p] = q0;
            lanes[to + COUNT + p + 1] = q1;
            lanes[to + COUNT + p + 2] = q2;
            lanes[to + COUNT + p + 3] = q3;
        }
        for (int i = full; i < n; i++) {
            int lane = to + i - full;
            lanes[lane] += c[cAt + i];
            lanes[COUNT + lane] = Math.fma(c[cAt + i], x[xAt + i] - mean, lanes[COUNT + lane]);
        }
    }

    @Override
    public void scale(float[] x, int at, int n, float mean, float factor, float shift, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = Math.fma(x[at + i] - mean, factor, shift);
        }
    }

    @Override
    public void gradient(float[] c, int cAt, float[] x, int xAt, int n, float mean, float factor, float slope, float shift,
            float[] out, int outAt) {
        for (int i = 0; i < n; i++) {
            out[outAt + i] = Math.fma(c[cAt + i], factor, Math.fma(mean - x[xAt + i], slope, -shift));
        }
    }

    @Override
    public void deviationsOfRows(float[] x, int at, int rows, int stride, int n, float[] figures, int first, int columns) {
        int sum = first + SUM * columns;
        int second = first + SECOND * columns;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                figures[sum + j] += x[at + i * stride + j] - figures[first + j];
            }
            for (int j = 0; j < n; j++) {
                float d = x[at + i * stride + j] - figures[first + j];
                figures[second + j] = Math.fma(d, d, figures[second + j]);
            }
        }
    }

    @Override
    public void productsOfRows(float[] c, int cAt, float[] x, int xAt, int rows, int stride, int n, float[] figures, int first,
            int columns) {
        int sum = first + SUM * columns;
        int second = first + SECOND * columns;
        for (int i = 0; i < rows; i++) {
            int from = cAt + i * stride;
            for (int j = 0; j < n; j++) {
                figures[sum + j] += c[from + j];
            }
            for (int j = 0; j < n; j++) {
                figures[second + j] = Math.fma(c[from + j], x[xAt + i * stride + j] - figures[first + j], figures[second + j]);
            }
        }
    }

    @Override
    public void scaleRow(float[] x, int at, int n, float[] figures, int first, int columns, float[] y, int yAt) {
        int factor = first + FACTOR * columns;
        int shift = first + SHIFT * columns;
        for (int i = 0; i < n; i++) {
            y[yAt + i] = Math.fma(x[at + i] - figures[first + i], figures[factor + i], figures[shift + i]);
        }
    }

    @Override
    public void gradientRow(float[] c, int cAt, float[] x, int xAt, int n, float[] figures, int first, int columns, float[] out,
            int outAt) {
        int factor = first + FACTOR * columns;
        int slope = first + SLOPE * columns;
        int shift = first + SHIFT * columns;
        for (int i = 0; i < n; i++) {
            out[outAt + i] = Math.fma(c[cAt + i], figures[factor + i],
                    Math.fma(figures[first + i] - x[xAt + i], figures[slope + i], -figures[shift + i]));
        }
    }
}
