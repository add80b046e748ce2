package org.espalier.cpu.plain;

import org.espalier.cpu.arith.Runs;

/** Reductions in plain Java. */
public final class PlainRuns implements Runs {

    @Override
    public float sumChunk(float[] a, int at, int n) {
        int full = n - n % LANES;
        float sum = 0;
        if (full > 0) {
            int end = at + full;
            sum = (fourLanes(a, at, end) + fourLanes(a, at + 2, end))
                    + (fourLanes(a, at + 1, end) + fourLanes(a, at + 3, end));
        }
        for (int i = full; i < n; i++) {
            sum += a[at + i];
        }
        return sum;
    }

    /** The first lane from {@code at} and the 4th, 8th and 12th after it, added up as the tree says. */
    private static float fourLanes(float[] a, int at, int end) {
        float s0 = 0;
        float s4 = 0;
        float s8 = 0;
        float s12 = 0;
        for (int i = at; i < end; i += LANES) {
            s0 += a[i];
            s4 += a[i + 4];
            s8 += a[i + 8];
            s12 += a[i + 12];
        }
        return (s0 + s8) + (s4 + s12);
    }

    @Override
    public float max(float[] a, int at, int n) {
        float max = a[at];
        for (int i = 1; i < n; i++) {
            max = Math.max(max, a[at + i]);
        }
        return max;
    }

    @Override
    public float min(float[] a, int at, int n) {
        float min = a[at];
        for (int i = 1; i < n; i++) {
            min = Math.min(min, a[at + i]);
        }
        return min;
    }

    @Override
    public void addRows(float[] a, int at, int rows, int stride, int n, float[] out, int outAt) {
        for (int i = 0; i < rows; i++) {
            int from = at + i * stride;
            for (int j = 0; j < n; j++) {
                out[outAt + j] += a[from + j];
            }
        }
    }

    @Override
    public boolean allFinite(float[] a, int at, int n) {
        float zero = 0;
        for (int i = 0; i < n; i++) {
            zero += a[at + i] - a[at + i];
        }
        return zero == 0;
    }

    @Override
    public void shift(float[] a, int at, float b, float[] out, int outAt, int n) {
        for (int i = 0; i < n; i++) {
            out[outAt + i] = a[at + i] + b;
        }
    }

    @Override
    public void divide(float[] a, int at, float b, float[] out, int outAt, int n) {
        for (int i = 0; i < n; i++) {
            out[outAt + i] = a[at + i] / b;
        }
    }
}
