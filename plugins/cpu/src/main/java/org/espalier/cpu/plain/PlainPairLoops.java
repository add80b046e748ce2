package org.espalier.cpu.plain;

import static org.espalier.cpu.arith.PairLoops.isLarger;

import org.espalier.cpu.arith.PairLoops;

/** Pooling over squares in plain loops. */
public final class PlainPairLoops implements PairLoops {

    @Override
    public void max(float[] x, int at, int width, int rows, int n, float[] y, int yAt) {
        for (int row = 0; row < rows; row++) {
            int upper = at + 2 * row * width;
            for (int i = 0; i < n; i++) {
                y[yAt + row * n + i] = x[largest(x, upper + 2 * i, upper + 2 * i + width)];
            }
        }
    }

    /** Where the largest element of a square stands, found by arithmetic: nobody could foresee where a branch goes. */
    private static int largest(float[] x, int upper, int lower) {
        float sum = (x[upper] + x[upper + 1]) + (x[lower] + x[lower + 1]);
        if (sum != sum) {
            return largestOfAny(x, upper, lower);
        }
        int a = rank(x[upper]);
        int b = rank(x[upper + 1]);
        int d = rank(x[lower]);
        int e = rank(x[lower + 1]);
        int above = upper + isLess(a, b);
        int below = lower + isLess(d, e);
        return above + isLess(Math.max(a, b), Math.max(d, e)) * (below - above);
    }

    /** A number that is larger for what is larger, and the same for both zeros. */
    private static int rank(float x) {
        int bits = Float.floatToRawIntBits(x);
        int sign = bits >> 31;
        return (bits & Integer.MAX_VALUE ^ sign) - sign;
    }

    private static int isLess(int a, int b) {
        return (int) ((long) a - b >>> 63);
    }

    private static int largestOfAny(float[] x, int upper, int lower) {
        int above = isLarger(x[upper + 1], x[upper]) ? upper + 1 : upper;
        int below = isLarger(x[lower + 1], x[lower]) ? lower + 1 : lower;
        return isLarger(x[below], x[above]) ? below : above;
    }

    @Override
    public void maxGradient(float[] x, int at, int width, int rows, int n, float[] c, int cAt, float[] out, int outAt) {
        for (int row = 0; row < rows; row++) {
            int upper = at + 2 * row * width;
            int to = outAt + 2 * row * width;
            for (int i = 0; i < n; i++, upper += 2, to += 2) {
                int place = largest(x, upper, upper + width);
                out[to] = 0;
                out[to + 1] = 0;
                out[to + width] = 0;
                out[to + width + 1] = 0;
                out[to + place - upper] = c[cAt + row * n + i];
            }
        }
    }

    @Override
    public void sum(float[] x, int at, int width, int rows, int n, float factor, float[] y, int yAt) {
        for (int row = 0; row < rows; row++) {
            int upper = at + 2 * row * width;
            int lower = upper + width;
            for (int i = 0; i < n; i++) {
                float first = x[upper + 2 * i] + x[upper + 2 * i + 1];
                y[yAt + row * n + i] = (first + (x[lower + 2 * i] + x[lower + 2 * i + 1])) * factor;
            }
        }
    }

    @Override
    public void sumGradient(float[] c, int cAt, int width, int rows, int n, float factor, float[] out, int outAt) {
        for (int row = 0; row < rows; row++) {
            int upper = outAt + 2 * row * width;
            int lower = upper + width;
            for (int i = 0; i < n; i++) {
                float part = c[cAt + row * n + i] * factor;
                out[upper + 2 * i] = part;
                out[upper + 2 * i + 1] = part;
                out[lower + 2 * i] = part;
                out[lower + 2 * i + 1] = part;
            }
        }
    }
}
