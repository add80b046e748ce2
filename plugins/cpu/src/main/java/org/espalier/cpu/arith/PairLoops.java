package org.espalier.cpu.arith;

/**
 * The loops of pooling over squares of two by two elements. The squares stand beside each other in pairs of rows, which
 * are {@code width} elements apart; each pair gives {@code n} results, which lie one after the other. A call is for at most
 * {@value #MOST_SQUARES} squares, so that what is between its steps stays in the first-level cache.
 */
public interface PairLoops {
    /** The most squares of a call. */
    int MOST_SQUARES = 512;

    /** Whether an element takes the place of the largest so far: the first of equal ones stays, NaN is largest. */
    static boolean isLarger(float v, float most) {
        return v > most || v != v && most == most;
    }

    /** Writes the largest of each square. */
    void max(float[] x, int at, int width, int rows, int n, float[] y, int yAt);

    /** Writes c where the largest of each square stands, and 0 in its other places. */
    void maxGradient(float[] x, int at, int width, int rows, int n, float[] c, int cAt, float[] out, int outAt);

    /** Writes the sum of each square, row by row, times a factor. */
    void sum(float[] x, int at, int width, int rows, int n, float factor, float[] y, int yAt);

    /** Writes c times a factor to all places of each square. */
    void sumGradient(float[] c, int cAt, int width, int rows, int n, float factor, float[] out, int outAt);
}
