package org.espalier.backend;

import org.espalier.plugin.API;

/**
 * An element-wise op over a run of f32 elements: the unit that fused kernels are made of. Truth values are 1 and 0.
 * The output may be one of the inputs at the same offset.
 */
@FunctionalInterface
@API(status = API.Status.STABLE, since = "0.1")
public interface BlockFunction {
    /**
     * Computes {@code out[outOffset + i]} from {@code in[k][inOffsets[k] + i]} for {@code 0 <= i < n}.
     */
    void apply(float[][] in, int[] inOffsets, float[] out, int outOffset, int n);
}
