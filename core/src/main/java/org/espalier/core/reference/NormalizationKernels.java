package org.espalier.core.reference;

/** Normalizations. */
final class NormalizationKernels {
    private NormalizationKernels() {}

    static void add(KernelTable t) {}
}
