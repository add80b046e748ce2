package org.espalier.cpu.arith;

/**
 * What attention does to a block of scores that has a row for every key and a column for every query, so that whatever
 * belongs to a query stays in one lane of a vector. The number of columns is a multiple of {@link Runs#LANES}; those that
 * belong to no query are computed all the same. Scores are multiplied with a scale on their way in, which costs next
 * to nothing there.
 */
public interface ScoreColumns {
    /** {@code max[j] = max(max[j], scale a[i, j])} over all rows, for a scale above 0. What is NaN is left out. */
    void maxima(
            float[] a, int at, int rows, int stride, int columns, float scale, float[] max, int maxAt);

    /**
     * {@code a[i, j] = e^(scale a[i, j] - shift[j])} by {@link FloatMath#share}, and {@code sum[j]} is the sum of column j,
     * one element after the other. The shift is the largest element of the column, or larger.
     */
    void exponentials(
            float[] a, int at, int rows, int stride, int columns, float scale, float[] shift, int shiftAt, float[] sum, int sumAt);

    /**
     * From scores their shares and from the cotangents of the shares those of the scores: {@code a[i, j] = e^(scale a[i, j]
     * - shift[j])} and {@code b[i, j] = factor a[i, j] (b[i, j] - common[j])}.
     */
    void gradients(
            float[] a, int at, float[] b, int bAt, int rows, int stride, int columns, float scale, float factor,
            float[] shift, int shiftAt, float[] common, int commonAt);

    /** {@code a = scale a + mask} for every element of a run whose length is a multiple of {@link Runs#LANES}. */
    void add(float[] a, int at, float scale, float[] mask, int maskAt, int n);

    /** {@code a = mask != 0 ? scale a : -infinity}, for the like. */
    void select(float[] a, int at, float scale, float[] mask, int maskAt, int n);

    /** The sum of products of {@code n} pairs, in the order of {@link Runs#sumChunk}, each lane one chain. */
    float dot(float[] a, int at, float[] b, int bAt, int n);
}
