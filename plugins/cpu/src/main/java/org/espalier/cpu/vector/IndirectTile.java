package org.espalier.cpu.vector;

/**
 * Compiled code of one tile of an indirect product: a number of rows and of vectors that only the code knows. Vector v of
 * row p of B begins at {@code b[bRows[bFrom + p] + bv]}, that of row i of C at {@code c[cv + i * cRow]}; there are at most
 * {@value #MOST_VECTORS}. A tile with fewer takes no notice of the other places.
 */
interface IndirectTile {
    /** How many vectors of a row there may be. */
    int MOST_VECTORS = 4;

    void run(
            int depth, float[] a, int aAt, int[] aRows, int aFrom, float[] b, int[] bRows, int bFrom,
            float[] c, int cRow, boolean accumulate,
            int b0, int c0, int b1, int c1, int b2, int c2, int b3, int c3);
}
