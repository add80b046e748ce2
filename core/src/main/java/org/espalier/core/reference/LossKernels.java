package org.espalier.core.reference;

/** Losses. */
final class LossKernels {
    private LossKernels() {}

    static void add(KernelTable t) {
        t.put("NegativeLogLikelihoodLoss", ClassLossKernel::ofLogProbabilities);
        t.put("SoftmaxCrossEntropyLoss", ClassLossKernel::ofScores);
    }
}
