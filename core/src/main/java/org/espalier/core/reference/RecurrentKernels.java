package org.espalier.core.reference;

/** Recurrent networks. */
final class RecurrentKernels {
    private RecurrentKernels() {}

    static void add(KernelTable t) {}
}
