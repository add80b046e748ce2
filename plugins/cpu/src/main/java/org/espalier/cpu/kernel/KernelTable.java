package org.espalier.cpu.kernel;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.backend.Kernel;
import org.espalier.backend.KernelFactory;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.attention.AttentionKernels;
import org.espalier.cpu.conv.ConvKernels;
import org.espalier.cpu.conv.winograd.WinogradKernels;
import org.espalier.cpu.norm.NormalizationTable;
import org.espalier.cpu.index.IndexTable;
import org.espalier.cpu.layout.MoveTable;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.cpu.pooling.PoolingTable;
import org.espalier.cpu.recurrent.RecurrentTable;

/** The kernels of ops that are neither element-wise nor products, by the id of the op. */
final class KernelTable {
    private KernelTable() {}

    static Map<String, KernelFactory> of(Arithmetic arithmetic, WorkerPool pool) {
        Map<String, KernelFactory> table = new TreeMap<>();
        table.put("ReduceSum", node -> ReduceKernel.of(node, new SumFold(arithmetic.runs(), false), pool));
        table.put("ReduceMean", node -> ReduceKernel.of(node, new SumFold(arithmetic.runs(), true), pool));
        table.put("ReduceMax", node -> ReduceKernel.of(node, ExtremeFold.max(arithmetic.runs()), pool));
        table.put("ReduceMin", node -> ReduceKernel.of(node, ExtremeFold.min(arithmetic.runs()), pool));
        table.put("ArgMax", node -> ArgMaxKernel.of(node, pool));
        table.put("Softmax", node -> SoftmaxKernel.of(node, false, arithmetic, pool));
        table.put("LogSoftmax", node -> SoftmaxKernel.of(node, true, arithmetic, pool));
        table.put("SoftmaxCrossEntropyLoss", node -> ClassLossKernel.of(node, arithmetic, pool));
        table.put("SoftmaxCrossEntropyLossGrad", node -> ClassLossGradKernel.of(node, arithmetic, pool));
        MoveTable.add(table, pool);
        IndexTable.add(table, arithmetic.runs(), pool);
        table.merge("Transpose", node -> TransposeKernel.of(node, pool), KernelTable::orElse);
        table.put("OneHot", OneHotKernel::of);
        table.put("AllFinite", node -> FiniteKernel.of(node, arithmetic.runs(), pool));
        table.put("RandomUniform", node -> RandomKernel.uniform(node, arithmetic.randomWords(), pool));
        table.put("RandomNormal", node -> RandomKernel.normal(node, arithmetic.randomWords(), pool));
        table.put("Bernoulli", node -> RandomKernel.bernoulli(node, arithmetic.randomWords(), pool));
        RecurrentTable.add(table, arithmetic, pool);
        table.putAll(ConvKernels.of(arithmetic, pool));
        WinogradKernels.of(arithmetic, pool).forEach((op, fast) -> table.merge(op, fast, KernelTable::orElse));
        NormalizationTable.add(table, arithmetic, pool);
        table.putAll(AttentionKernels.of(arithmetic, pool));
        PoolingTable.add(table, arithmetic, pool);
        return Collections.unmodifiableMap(table);
    }

    /** The second factory's kernel, and where it has none the first one's. */
    private static KernelFactory orElse(KernelFactory general, KernelFactory special) {
        return node -> {
            Kernel kernel = special.create(node);
            return kernel == null ? general.create(node) : kernel;
        };
    }
}
