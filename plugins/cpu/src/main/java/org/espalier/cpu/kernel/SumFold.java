package org.espalier.cpu.kernel;

import org.espalier.cpu.arith.Runs;

/** Sums and means. */
record SumFold(Runs runs, boolean mean) implements Fold {
    @Override
    public float start() {
        return 0;
    }

    @Override
    public float run(float[] a, int at, int n) {
        return runs.sumGroup(a, at, n);
    }

    @Override
    public float groups(float[] partial, int at, int count) {
        return Runs.sumOfGroups(partial, at, count);
    }

    @Override
    public void rows(float[] a, int at, int rows, int stride, int n, float[] out, int outAt) {
        runs.addRows(a, at, rows, stride, n, out, outAt);
    }

    @Override
    public void finish(float[] out, int at, int n, int count) {
        if (mean) {
            runs.divide(out, at, count, out, at, n);
        }
    }
}
