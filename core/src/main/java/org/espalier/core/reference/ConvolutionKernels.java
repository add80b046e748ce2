package org.espalier.core.reference;

/** Convolution, pooling and resizing. */
final class ConvolutionKernels {
    private ConvolutionKernels() {}

    static void add(KernelTable t) {
        t.put("Conv", ConvolutionKernel::conv);
        t.put("ConvInputGrad", ConvolutionKernel::inputGrad);
        t.put("ConvWeightGrad", ConvolutionKernel::weightGrad);
        t.put("MaxPool", PoolingKernels::max);
        t.put("AveragePool", PoolingKernels::average);
        t.put("AveragePoolGrad", PoolingKernels::averageGrad);
        t.put("Resize", ResizeKernel::of);
    }
}
