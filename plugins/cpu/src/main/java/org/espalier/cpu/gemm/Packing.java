package org.espalier.cpu.gemm;

/** Copies of pieces of matrices in the order in which the micro-kernel reads them. */
final class Packing {

    private Packing() {}

    /** Columns that are transposed together, so that each store fills a cache line. */
    private static final int GROUP = 16;

    /**
     * Packs {@code depth} rows of {@code width} columns of a B stored as [k,n].
     *
     * @param at where the piece begins in {@code b}
     */
    static void rows(
            float[] b, int at, int ldb, int depth, int width, float[] to, int toAt, int toStep) {
        for (int p = 0; p < depth; p++) {
            System.arraycopy(b, at + p * ldb, to, toAt + p * toStep, width);
        }
    }

    /**
     * Packs the transpose of {@code width} stored rows of {@code depth} elements, a piece of a B that
     * is stored as [n,k].
     */
    static void transposed(
            float[] b, int at, int ldb, int depth, int width, float[] to, int toAt, int toStep) {
        for (int j = 0; j < width; j += GROUP) {
            int group = Math.min(GROUP, width - j);
            for (int p = 0; p < depth; p++) {
                int from = at + j * ldb + p;
                int target = toAt + p * toStep + j;
                for (int g = 0; g < group; g++, from += ldb) {
                    to[target + g] = b[from];
                }
            }
        }
    }
}
