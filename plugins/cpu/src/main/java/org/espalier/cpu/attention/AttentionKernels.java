package org.espalier.cpu.attention;

import java.util.Map;
import org.espalier.backend.KernelFactory;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.pool.WorkerPool;

/** The kernels of this package, by the id of the op. */
public final class AttentionKernels {
    private AttentionKernels() {}

    /** The kernels for one form of arithmetic. */
    public static Map<String, KernelFactory> of(Arithmetic arithmetic, WorkerPool pool) {
        return Map.of(
                "Attention", node -> AttentionKernel.of(node, arithmetic, pool),
                "AttentionGrad", node -> AttentionGradKernel.of(node, arithmetic, pool));
    }
}
