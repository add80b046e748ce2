package org.espalier.core.reference;

/** Matrix products and decompositions. */
final class LinearAlgebraKernels {
    private LinearAlgebraKernels() {}

    static void add(KernelTable t) {
        t.put("MatMul", Products::matmul);
        t.put("Gemm", Products::gemm);
        t.put("Einsum", Contraction::new);
        t.put("Trilu", Moves::trilu);
        t.put("CumSum", CumulativeSum::new);
        t.put("Det", Factorization::det);
        t.put("Inverse", Factorization::inverse);
        t.put("SVD", JacobiRotations::new);
    }
}
