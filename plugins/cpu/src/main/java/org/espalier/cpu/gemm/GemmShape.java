package org.espalier.cpu.gemm;

/**
 * The sizes and the layout of a product {@code C[m,n] = op(A) op(B)} of row-major matrices.
 *
 * @param m rows of C and of op(A)
 * @param n columns of C and of op(B)
 * @param k columns of op(A) and rows of op(B)
 * @param transposeA whether A is stored as [k,m] rather than [m,k]
 * @param transposeB whether B is stored as [n,k] rather than [k,n]
 * @param lda distance between the beginnings of two stored rows of A
 * @param ldb the same of B
 * @param ldc the same of C
 */
public record GemmShape(
        int m, int n, int k, boolean transposeA, boolean transposeB, int lda, int ldb, int ldc) {

    /** Checks that sizes are not negative and that rows do not overlap. */
    public GemmShape {
        if (m < 0 || n < 0 || k < 0) {
            throw new IllegalArgumentException("negative size in GEMM " + m + "x" + n + "x" + k);
        }
        requireStride("A", lda, transposeA ? m : k);
        requireStride("B", ldb, transposeB ? k : n);
        requireStride("C", ldc, n);
    }

    /** A product of dense matrices: each leading dimension is the length of a stored row. */
    public static GemmShape dense(int m, int n, int k, boolean transposeA, boolean transposeB) {
        return new GemmShape(
                m, n, k, transposeA, transposeB, transposeA ? m : k, transposeB ? k : n, n);
    }

    /** The number of multiply-adds. */
    public long work() {
        return (long) m * n * k;
    }

    private static void requireStride(String matrix, int stride, int row) {
        if (stride < row) {
            throw new IllegalArgumentException(
                    "leading dimension " + stride + " of " + matrix + " is less than its row of " + row);
        }
    }
}
