package org.espalier.cpu.arith;

/**
 * The loops of normalizations by channel: over runs of one channel's elements, whose sums go to {@link Lanes}, and over
 * rows of elements of different channels, with figures for each column. Those lie in an array one kind after the other:
 * that of column {@code first} at {@code first + kind * columns}.
 */
public interface ChannelLoops {
    /** The kind of figures that are taken from x. */
    int MEAN = 0;
    /** The kind that x less its mean, or a cotangent, is multiplied with. */
    int FACTOR = 1;
    /** The kind that x less its mean is multiplied with in a gradient. */
    int SLOPE = 2;
    /** The kind that is added, in a gradient subtracted. */
    int SHIFT = 3;
    /** The kind that holds sums. */
    int SUM = 4;
    /** The kind that holds sums of squares or products. */
    int SECOND = 5;
    /** The number of kinds. */
    int KINDS = 6;

    /** Adds at most {@link Lanes#ELEMENTS} elements onto lanes. */
    void sum(float[] x, int at, int n, float[] lanes, int to);

    /** Adds {@code x - mean} onto lanes, and its square onto the lanes behind them. */
    void deviations(float[] x, int at, int n, float mean, float[] lanes, int to);

    /** Adds {@code c} onto lanes, and {@code c (x - mean)} onto the lanes behind them. */
    void products(float[] c, int cAt, float[] x, int xAt, int n, float mean, float[] lanes, int to);

    /** {@code y = (x - mean) factor + shift}. */
    void scale(float[] x, int at, int n, float mean, float factor, float shift, float[] y, int yAt);

    /** {@code out = c factor - (x - mean) slope - shift}. */
    void gradient(float[] c, int cAt, float[] x, int xAt, int n, float mean, float factor, float slope, float shift,
            float[] out, int outAt);

    /** Adds {@code x - mean} and its square of some rows, one after the other, onto sums and second sums of the columns. */
    void deviationsOfRows(float[] x, int at, int rows, int stride, int n, float[] figures, int first, int columns);

    /** Adds {@code c} and {@code c (x - mean)} of some rows, one after the other, onto sums and second sums of the columns. */
    void productsOfRows(float[] c, int cAt, float[] x, int xAt, int rows, int stride, int n, float[] figures, int first,
            int columns);

    /** {@code y = (x - mean) factor + shift} for one row. */
    void scaleRow(float[] x, int at, int n, float[] figures, int first, int columns, float[] y, int yAt);

    /** {@code out = c factor - (x - mean) slope - shift} for one row. */
    void gradientRow(float[] c, int cAt, float[] x, int xAt, int n, float[] figures, int first, int columns, float[] out,
            int outAt);
}
