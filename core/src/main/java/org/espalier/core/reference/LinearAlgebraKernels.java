package org.espalier.core.reference;

/** Matrix products and decompositions. */
final class LinearAlgebraKernels {
    private LinearAlgebraKernels() {}

    static void add(KernelTable t) {
        t.put("MatMul", Products::matmul);
        t.put("Gemm", Products::gemm);
    }
}
