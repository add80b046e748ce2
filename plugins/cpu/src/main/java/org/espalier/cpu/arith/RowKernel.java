package org.espalier.cpu.arith;

/** Multiplies one row of A by a matrix that is stored by rows; for products with so few rows that a tile would be empty. */
public interface RowKernel {
    /**
     * Computes {@code width} elements of one row of C, each as one chain of fused multiply-adds in ascending p. Element p
     * of the row of A is {@code a[aAt + p * aStep]}; row p of B begins at {@code b[bAt + p * bStep]}.
     */
    void run(
            int width, int depth,
            float[] a, int aAt, int aStep,
            float[] b, int bAt, int bStep,
            float[] c, int cAt,
            boolean accumulate);
}
