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

    /** The sum of at most {@link #CHUNK} times {@link #GROUP} elements: its chunks, one after the other. */
    default float sumGroup(float[] a, int at, int n) {
        if (n <= CHUNK) {
            return sumChunk(a, at, n);
        }
        float sum = 0;
        for (int i = 0; i < n; i += CHUNK) {
            sum += sumChunk(a, at + i, Math.min(CHUNK, n - i));
        }
        return sum;
    }

    /** The sum of the sums of groups: as many as {@link #GROUP} of them one after the other, then those sums. */
    static float sumOfGroups(float[] groups, int at, int count) {
        if (count == 1) {
            return groups[at];
        }
        float total = 0;
        for (int i = 0; i < count; i += GROUP) {
            float sum = 0;
            for (int k = i; k < Math.min(i + GROUP, count); k++) {
                sum += groups[at + k];
            }
            total += sum;
        }
        return total;
    }

    /** The number of groups of so many elements. */
    static int groups(int n) {
        return Math.max(1, (n + CHUNK * GROUP - 1) / (CHUNK * GROUP));
    }

    /** Whether all elements are finite. */
    boolean allFinite(float[] a, int at, int n);

    /** {@code out = a + b} for every element. */
    void shift(float[] a, int at, float b, float[] out, int outAt, int n);

    /** {@code out = a / b} for every element. */
    void divide(float[] a, int at, float b, float[] out, int outAt, int n);

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
