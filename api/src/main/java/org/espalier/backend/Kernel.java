package org.espalier.backend;

import java.util.List;
import org.espalier.plugin.API;
import org.espalier.tensor.TensorType;

/**
 * The computation of one node, writing into buffers that it is given. A kernel holds no data of its own, so that
 * several threads may run it at once on different buffers, and allocates nothing when it runs.
 */
@FunctionalInterface
@API(status = API.Status.STABLE, since = "0.1")
public interface Kernel {
    /**
     * Computes all outputs. Outputs hold unspecified values before.
     *
     * @param inputs one buffer an input, contiguous, row-major
     * @param outputs one buffer an output, then one for each {@link #scratch()} type
     */
    void run(Buffer[] inputs, Buffer[] outputs);

    /** Types of the working memory that the kernel wants behind its outputs. */
    default List<TensorType> scratch() {
        return List.of();
    }

    /**
     * Whether an output may be written over an input's memory, given that both have the same type: true only where
     * every element is read before it is overwritten, whatever other outputs lie over other inputs.
     */
    default boolean inPlace(int input, int output) {
        return false;
    }
}
