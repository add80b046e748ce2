package org.espalier.cpu.index;

import java.util.Map;
import org.espalier.backend.KernelFactory;
import org.espalier.cpu.arith.Runs;
import org.espalier.cpu.pool.WorkerPool;

/** The kernels of ops that find their way by indices, by the id of the op. */
public final class IndexTable {
    private IndexTable() {}

    /** Adds the kernels to a table. */
    public static void add(Map<String, KernelFactory> table, Runs runs, WorkerPool pool) {
        table.put("Gather", node -> GatherKernel.of(node, pool));
        table.put("GatherGrad", node -> GatherGradientKernel.of(node, runs, pool));
    }
}
