package org.espalier.cpu.arith;

/**
 * Multiplies a strip of A by a panel of B into one small tile of C that is held in registers.
 *
 * <p>Element (i, p) of A is {@code a[aAt + i * aRow + p * aStep]}, so that a plain, a transposed and
 * a packed A are all read where they lie. Row p of B, {@code width} consecutive floats, begins at
 * {@code b[bAt + p * bStep]}. Every element of C is one chain of fused multiply-adds in ascending p,
 * whatever the tile's size and the vectors' width.
 */
public interface MicroKernel {

    /** The largest number of rows of a tile. */
    int rows();

    /** The largest number of columns of a tile. */
    int columns();

    /** The smallest number of columns of a tile, at most half of {@link #columns()}. */
    int minColumns();

    /**
     * Computes one tile, {@code C = A B} or {@code C = C + A B}.
     *
     * @param rows the tile's rows, 1 to {@link #rows()}
     * @param width the tile's columns, {@link #minColumns()} to {@link #columns()}
     * @param depth the length of the sums, at least 0
     * @param accumulate whether the sums start from C rather than from zero
     */
    void run(
            int rows, int width, int depth,
            float[] a, int aAt, int aRow, int aStep,
            float[] b, int bAt, int bStep,
            float[] c, int cAt, int cRow,
            boolean accumulate);
}
