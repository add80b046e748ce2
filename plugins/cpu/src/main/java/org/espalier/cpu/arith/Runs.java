package org.espalier.cpu.arith;

/**
 * Reductions of runs of f32 elements.
 *
 * <p>A sum is defined by the number of its elements alone. 16 virtual lanes each add every 16th
 * element of a chunk of 1024; the lanes are added pairwise, lane i and lane i + 8, then i + 4 and so
 * on; the elements of a last incomplete row of lanes are added one after the other. Chunks are added up in groups of
 * 64, groups in groups of groups, so that rounding errors grow with the logarithm of the length.
 */
public interface Runs {
    /** Virtual lanes. */
    int LANES = 16;
    /** Elements whose lanes run through. */
    int CHUNK = 1024;
    /** Partial sums that are added one after the other. */
    int GROUP = 64;
    /** Rows that {@link #addRows} adds one after the other. */
    int ROWS = 256;

    /** The sum of at most {@link #CHUNK} elements. */
    float sumChunk(float[] a, int at, int n);

    /** The sum of any number of elements. */
    default float sum(float[] a, int at, int n) {
        if (n <= CHUNK) {
            return sumChunk(a, at, n);
        }
        float total = 0;
        float groups = 0;
        float group = 0;
        int count = 0;
        for (int i = 0; i < n; i += CHUNK) {
            group += sumChunk(a, at + i, Math.min(CHUNK, n - i));
            if (++count % GROUP == 0) {
                groups += group;
                group = 0;
                if (count % (GROUP * GROUP) == 0) {
                    total += groups;
                    groups = 0;
                }
            }
        }
        return total + (groups + group);
    }

    /** The largest element of at least one; NaN if there is one. */
    float max(float[] a, int at, int n);

    /** The smallest element of at least one; NaN if there is one. */
    float min(float[] a, int at, int n);

    /**
     * Adds rows of {@code n} elements onto {@code out}, one after the other. For at most {@link #ROWS} rows.
     *
     * @param stride the distance of the rows
     */
    void addRows(float[] a, int at, int rows, int stride, int n, float[] out, int outAt);
}
