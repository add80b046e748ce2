package org.espalier.cpu.arith;

/**
 * A product of matrices whose rows lie anywhere, as those of a convolution do: tables say where. Row i of A is
 * {@code depth} consecutive floats from {@code a[aAt + aRows[aFrom + i]]} on; row p of B is {@code columns} consecutive
 * floats from {@code b[bAt + bRows[bFrom + p]]} on. The same A may be multiplied with several B that lie at a distance
 * from each other, the segments. Every element of C is one chain of fused multiply-adds in ascending p.
 */
public interface IndirectProduct {
    /** The fewest columns. */
    int minColumns();

    /**
     * Computes {@code C = A B}, or {@code C = C + A B}, for every segment.
     *
     * @param columns at least {@link #minColumns()}
     * @param cRow the distance of the rows of C
     * @param bSegment the distance of the segments of B
     * @param cSegment the distance of the segments of C
     * @param accumulate whether the sums start from C rather than from zero
     */
    void run(
            int rows, int columns, int depth,
            float[] a, int aAt, int[] aRows, int aFrom,
            float[] b, int bAt, int[] bRows, int bFrom,
            float[] c, int cAt, int cRow,
            int segments, int bSegment, int cSegment,
            boolean accumulate);
}
