package org.espalier.cpu.norm;

import java.util.Map;
import org.espalier.backend.KernelFactory;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.pool.WorkerPool;

/** The kernels of normalizations, by the id of the op. */
public final class NormalizationTable {
    private NormalizationTable() {}

    /** Adds the kernels to a table. */
    public static void add(Map<String, KernelFactory> table, Arithmetic arithmetic, WorkerPool pool) {
        table.put("BatchNormalization", node -> BatchNormalizationKernel.of(node, arithmetic, pool));
        table.put("BatchNormalizationGrad", node -> BatchNormalizationGradKernel.of(node, arithmetic, pool));
        table.put("LayerNormalization", node -> LayerNormalizationKernel.of(node, arithmetic, pool));
        table.put("LayerNormalizationGrad", node -> LayerNormalizationGradKernel.of(node, arithmetic, pool));
    }
}
