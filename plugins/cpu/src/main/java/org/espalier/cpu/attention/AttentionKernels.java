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
                "Attention", node -> AttentionKernel.of(
                        node, AttentionShape.apart(node), Operands.APART, arithmetic, pool),
                "AttentionGrad", node -> AttentionGradKernel.of(
                        node, AttentionShape.apart(node), Operands.GRADIENT_APART, arithmetic, pool),
                "SelfAttention", node -> AttentionKernel.of(
                        node, AttentionShape.together(node), Operands.TOGETHER, arithmetic, pool),
                "SelfAttentionGrad", node -> AttentionGradKernel.of(
                        node, AttentionShape.together(node), Operands.GRADIENT_TOGETHER, arithmetic, pool));
    }
}
