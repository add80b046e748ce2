package org.espalier.cpu.arith;

import org.espalier.cpu.warm.Warmth;

/** Blocks of scores in vectors that leave all but the first columns to plain loops until they are compiled. */
public final class WarmingScoreColumns implements ScoreColumns {
    /** Compiled, a few vectors take less; interpreted, a single one takes more. */
    private static final long LIMIT = 2_000;
    /** Columns that the vectors take of all rows, through which sums go. */
    private static final int PROBE = Runs.LANES;

    private final ScoreColumns vector;
    private final ScoreColumns plain;
    private final Warmth ofMaxima = new Warmth();
    private final Warmth ofExponentials = new Warmth();
    private final Warmth ofGradients = new Warmth();
    private final Warmth ofSums = new Warmth();
    private final Warmth ofSelections = new Warmth();
    private final Warmth ofProducts = new Warmth();

    /** Blocks in vectors, and others that give the same bits. */
    public WarmingScoreColumns(ScoreColumns vector, ScoreColumns plain) {
        this.vector = vector;
        this.plain = plain;
    }

    @Override
    public void maxima(
            float[] a, int at, int rows, int stride, int columns, float scale, float[] max, int maxAt) {
        if (ofMaxima.isWarm() || columns == 0) {
            vector.maxima(a, at, rows, stride, columns, scale, max, maxAt);
            return;
        }
        long start = System.nanoTime();
        vector.maxima(a, at, rows, stride, PROBE, scale, max, maxAt);
        ofMaxima.took(System.nanoTime() - start, limit(rows));
        plain.maxima(a, at + PROBE, rows, stride, columns - PROBE, scale, max, maxAt + PROBE);
    }

    @Override
    public void exponentials(
            float[] a, int at, int rows, int stride, int columns, float scale, float[] shift, int shiftAt, float[] sum, int sumAt) {
        if (ofExponentials.isWarm() || columns == 0) {
            vector.exponentials(a, at, rows, stride, columns, scale, shift, shiftAt, sum, sumAt);
            return;
        }
        long start = System.nanoTime();
        vector.exponentials(a, at, rows, stride, PROBE, scale, shift, shiftAt, sum, sumAt);
        ofExponentials.took(System.nanoTime() - start, limit(rows));
        plain.exponentials(
                a, at + PROBE, rows, stride, columns - PROBE, scale, shift, shiftAt + PROBE, sum, sumAt + PROBE);
    }

    @Override
    public void gradients(
            float[] a, int at, float[] b, int bAt, int rows, int stride, int columns, float scale, float factor,
            float[] shift, int shiftAt, float[] common, int commonAt) {
        if (ofGradients.isWarm() || columns == 0) {
            vector.gradients(a, at, b, bAt, rows, stride, columns, scale, factor, shift, shiftAt, common, commonAt);
            return;
        }
        long start = System.nanoTime();
        vector.gradients(a, at, b, bAt, rows, stride, PROBE, scale, factor, shift, shiftAt, common, commonAt);
        ofGradients.took(System.nanoTime() - start, limit(rows));
        plain.gradients(a, at + PROBE, b, bAt + PROBE, rows, stride, columns - PROBE, scale, factor,
                shift, shiftAt + PROBE, common, commonAt + PROBE);
    }

    @Override
    public void add(float[] a, int at, float scale, float[] mask, int maskAt, int n) {
        if (ofSums.isWarm() || n == 0) {
            vector.add(a, at, scale, mask, maskAt, n);
            return;
        }
        long start = System.nanoTime();
        vector.add(a, at, scale, mask, maskAt, PROBE);
        ofSums.took(System.nanoTime() - start, LIMIT);
        plain.add(a, at + PROBE, scale, mask, maskAt + PROBE, n - PROBE);
    }

    @Override
    public void select(float[] a, int at, float scale, float[] mask, int maskAt, int n) {
        if (ofSelections.isWarm() || n == 0) {
            vector.select(a, at, scale, mask, maskAt, n);
            return;
        }
        long start = System.nanoTime();
        vector.select(a, at, scale, mask, maskAt, PROBE);
        ofSelections.took(System.nanoTime() - start, LIMIT);
        plain.select(a, at + PROBE, scale, mask, maskAt + PROBE, n - PROBE);
    }

    /** What is measured is computed once more, as a sum cannot be cut. */
    @Override
    public float dot(float[] a, int at, float[] b, int bAt, int n) {
        if (ofProducts.isWarm() || n < PROBE) {
            return vector.dot(a, at, b, bAt, n);
        }
        long start = System.nanoTime();
        vector.dot(a, at, b, bAt, PROBE);
        ofProducts.took(System.nanoTime() - start, LIMIT);
        return plain.dot(a, at, b, bAt, n);
    }

    private static long limit(int rows) {
        return LIMIT + LIMIT / 8 * rows;
    }
}
