package org.espalier.core.reference;

/** Normalizations and attention. */
final class NormalizationKernels {
    private NormalizationKernels() {}

    static void add(KernelTable t) {
        t.put("BatchNormalization", BatchNormalizationKernel::new);
        t.put("LayerNormalization", RowNormalization::layer);
        t.put("RMSNormalization", RowNormalization::rms);
        t.put("Attention", AttentionKernel::new);
        t.put("LRN", LocalResponseKernel::new);
    }
}
