package org.espalier.cpu.pooling;

import java.util.Map;
import org.espalier.backend.KernelFactory;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.pool.WorkerPool;

/** The kernels of pooling, by the id of the op. */
public final class PoolingTable {
    private PoolingTable() {}

    /** Adds the kernels to a table. */
    public static void add(Map<String, KernelFactory> table, Arithmetic arithmetic, WorkerPool pool) {
        table.put("MaxPool", node -> MaxPoolKernel.of(node, arithmetic.pairLoops(), pool));
        table.put("MaxPoolGrad", node -> MaxPoolKernel.gradient(node, arithmetic.pairLoops(), pool));
        table.put("AveragePool", node -> AveragePoolKernel.of(node, arithmetic.pairLoops(), pool));
        table.put("AveragePoolGrad", node -> AveragePoolKernel.gradient(node, arithmetic.pairLoops(), pool));
    }
}
