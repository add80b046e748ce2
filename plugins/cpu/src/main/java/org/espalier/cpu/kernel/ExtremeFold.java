package org.espalier.cpu.kernel;

import org.espalier.cpu.arith.Runs;

/** Maxima and minima, NaN if there is one; their order does not matter. */
final class ExtremeFold implements Fold {
    /** The larger or the smaller of two. */
    private interface Choice {
        float of(float a, float b);
    }

    private interface RunChoice {
        float of(float[] a, int at, int n);
    }

    private final float start;
    private final Choice choice;
    private final RunChoice run;

    private ExtremeFold(float start, Choice choice, RunChoice run) {
        this.start = start;
        this.choice = choice;
        this.run = run;
    }

    static Fold max(Runs runs) {
        return new ExtremeFold(Float.NEGATIVE_INFINITY, Math::max, runs::max);
    }

    static Fold min(Runs runs) {
        return new ExtremeFold(Float.POSITIVE_INFINITY, Math::min, runs::min);
    }

    @Override
    public float start() {
        return start;
    }

    @Override
    public float run(float[] a, int at, int n) {
        return n == 0 ? start : run.of(a, at, n);
    }

    @Override
    public float groups(float[] partial, int at, int count) {
        return run.of(partial, at, count);
    }

    @Override
    public void rows(float[] a, int at, int rows, int stride, int n, float[] out, int outAt) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                out[outAt + j] = choice.of(out[outAt + j], a[at + i * stride + j]);
            }
        }
    }

    @Override
    public void finish(float[] out, int at, int n, int count) {}
}
