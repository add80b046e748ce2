package org.espalier.core.reference;

/** Convolution, pooling and resizing. */
final class ConvolutionKernels {
    private ConvolutionKernels() {}

    static void add(KernelTable t) {}
}
