package org.espalier.cpu.gemm;

/** Copies of pieces of matrices row by row. */
final class Packing {

    private Packing() {}

    /**
     * Copies {@code depth} rows of {@code width} elements.
     *
     * @param at where the piece begins in {@code b}
     */
    static void rows(
            float[] b, int at, int ldb, int depth, int width, float[] to, int toAt, int toStep) {
        for (int p = 0; p < depth; p++) {
            System.arraycopy(b, at + p * ldb, to, toAt + p * toStep, width);
        }
    }
}
