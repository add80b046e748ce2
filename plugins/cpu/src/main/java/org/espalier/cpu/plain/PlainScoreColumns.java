package org.espalier.cpu.plain;

import java.util.Arrays;
import org.espalier.cpu.arith.FloatMath;
import org.espalier.cpu.arith.Runs;
import org.espalier.cpu.arith.ScoreColumns;

/** Blocks of scores in plain Java. */
public final class PlainScoreColumns implements ScoreColumns {
    @Override
    public void maxima(
            float[] a, int at, int rows, int stride, int columns, float scale, float[] max, int maxAt) {
        for (int j = 0; j < columns; j++) {
            float m = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < rows; i++) {
                float x = a[at + i * stride + j];
                m = x > m ? x : m;
            }
            m *= scale;
            max[maxAt + j] = m > max[maxAt + j] ? m : max[maxAt + j];
        }
    }

    @Override
    public void exponentials(
            float[] a, int at, int rows, int stride, int columns, float scale, float[] shift, int shiftAt, float[] sum, int sumAt) {
        Arrays.fill(sum, sumAt, sumAt + columns, 0f);
        for (int i = 0; i < rows; i++) {
            int row = at + i * stride;
            for (int j = 0; j < columns; j++) {
                float e = FloatMath.share(a[row + j] * scale - shift[shiftAt + j]);
                a[row + j] = e;
                sum[sumAt + j] += e;
            }
        }
    }

    @Override
    public void gradients(
            float[] a, int at, float[] b, int bAt, int rows, int stride, int columns, float scale, float factor,
            float[] shift, int shiftAt, float[] common, int commonAt) {
        for (int i = 0; i < rows; i++) {
            int row = at + i * stride;
            int other = bAt + i * stride;
            for (int j = 0; j < columns; j++) {
                float e = FloatMath.share(a[row + j] * scale - shift[shiftAt + j]);
                a[row + j] = e;
                b[other + j] = factor * e * (b[other + j] - common[commonAt + j]);
            }
        }
    }

    @Override
    public void add(float[] a, int at, float scale, float[] mask, int maskAt, int n) {
        for (int i = 0; i < n; i++) {
            a[at + i] = Math.fma(a[at + i], scale, mask[maskAt + i]);
        }
    }

    @Override
    public void select(float[] a, int at, float scale, float[] mask, int maskAt, int n) {
        for (int i = 0; i < n; i++) {
            a[at + i] = mask[maskAt + i] != 0 ? scale * a[at + i] : Float.NEGATIVE_INFINITY;
        }
    }

    @Override
    public float dot(float[] a, int at, float[] b, int bAt, int n) {
        int full = n - n % Runs.LANES;
        float sum = 0;
        if (full > 0) {
            sum = (fourLanes(a, at, b, bAt, full) + fourLanes(a, at + 2, b, bAt + 2, full))
                    + (fourLanes(a, at + 1, b, bAt + 1, full) + fourLanes(a, at + 3, b, bAt + 3, full));
        }
        for (int i = full; i < n; i++) {
            sum = Math.fma(a[at + i], b[bAt + i], sum);
        }
        return sum;
    }

    /** The lane of the first pair and the 4th, 8th and 12th after it, added up as the tree says. */
    private static float fourLanes(float[] a, int at, float[] b, int bAt, int n) {
        float s0 = 0;
        float s4 = 0;
        float s8 = 0;
        float s12 = 0;
        for (int i = 0; i < n; i += Runs.LANES) {
            s0 = Math.fma(a[at + i], b[bAt + i], s0);
            s4 = Math.fma(a[at + i + 4], b[bAt + i + 4], s4);
            s8 = Math.fma(a[at + i + 8], b[bAt + i + 8], s8);
            s12 = Math.fma(a[at + i + 12], b[bAt + i + 12], s12);
        }
        return (s0 + s8) + (s4 + s12);
    }
}
