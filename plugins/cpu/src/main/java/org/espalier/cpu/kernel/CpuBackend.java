package org.espalier.cpu.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.espalier.backend.Backend;
import org.espalier.backend.BackendFactory;
import org.espalier.backend.BlockFactory;
import org.espalier.backend.BlockFunction;
import org.espalier.backend.Kernel;
import org.espalier.backend.KernelFactory;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.op.Trait;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * The fast backend: kernels for f32, fused regions of element-wise ops, matrix products with epilogues. What it has no
 * kernel for, other dtypes above all, is decomposed or runs on the reference backend.
 */
public final class CpuBackend implements Backend {
    private final String id;
    private final Arithmetic arithmetic;
    private final BackendFactory.Context context;
    private final WorkerPool pool;
    private final Map<String, BlockFactory> blocks;
    private final Map<String, KernelFactory> kernels;
    private final Map<String, Function<Node, Anchor>> anchors;

    /** A backend with threads of its own, as many as the context says. */
    public CpuBackend(String id, Arithmetic arithmetic, BackendFactory.Context context) {
        this.id = id;
        this.arithmetic = arithmetic;
        this.context = context;
        this.pool = new WorkerPool(context.threads());
        this.blocks = BlockTable.of(arithmetic.blocks());
        this.kernels = KernelTable.of(arithmetic, pool);
        this.anchors = Anchor.table();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String description() {
        return id + ": " + arithmetic.description() + ", "
                + (pool.threads() == 1 ? "1 thread" : pool.threads() + " threads");
    }

    /** The threads that share the work, for allocation counters. */
    public WorkerPool pool() {
        return pool;
    }

    @Override
    public Fusion fusion(Node node) {
        if (anchor(node) != null) {
            return Fusion.ANCHOR;
        }
        return block(node) != null ? Fusion.ELEMENTWISE : Fusion.NONE;
    }

    private Anchor anchor(Node node) {
        Function<Node, Anchor> known = anchors.get(node.op().id());
        return known == null ? null : known.apply(node);
    }

    private BlockFunction block(Node node) {
        if (!node.op().has(Trait.ELEMENTWISE) || !BlockTable.fits(node)) {
            return null;
        }
        BlockFactory factory = blocks.get(node.op().id());
        if (factory == null) {
            factory = context.block(node.op().id()).orElse(null);
        }
        return factory == null ? null : factory.create(node);
    }

    @Override
    public Optional<Kernel> kernel(Node node) {
        if (node.attributes().has("body")) {
            return Optional.ofNullable(region(node.attributes().graph("body")));
        }
        KernelFactory own = kernels.get(node.op().id());
        Kernel kernel = own == null ? null : own.create(node);
        if (kernel == null) {
            kernel = context.kernel(node.op().id()).map(factory -> factory.create(node)).orElse(null);
        }
        if (kernel == null) {
            kernel = single(node);
        }
        return Optional.ofNullable(kernel);
    }

    private Kernel single(Node node) {
        Anchor anchor = anchor(node);
        if (anchor != null) {
            return new ProductKernel(anchor.product(), anchor.epilogue(arithmetic), arithmetic, pool);
        }
        BlockFunction block = block(node);
        if (block == null) {
            return null;
        }
        RegionBuilder region = new RegionBuilder(node.output().type().shape(), arithmetic.chains());
        int[] arguments = new int[node.inputs().size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = region.source(i, node.input(i).type());
        }
        int result = region.step(block, arguments);
        return new RegionKernel(region.build(List.of(result), node.outputTypes()), pool);
    }

    /** The kernel of a region of element-wise nodes, with at most one product in front that reads inputs only. */
    private Kernel region(Graph body) {
        List<TensorType> outputs = body.outputs().stream().map(Graph.Port::type).toList();
        RegionBuilder region = new RegionBuilder(outputs.get(0).shape(), arithmetic.chains());
        Map<Integer, Integer> cellOf = new HashMap<>();
        Map<Integer, Integer> inputOf = new HashMap<>();
        for (int i = 0; i < body.inputs().size(); i++) {
            inputOf.put(body.inputs().get(i).edge().id(), i);
        }
        Product product = null;
        for (Node node : body.nodes()) {
            Anchor anchor = anchor(node);
            if (anchor != null) {
                boolean inputsOnly = node.inputs().stream().allMatch(e -> inputOf.containsKey(e.id()));
                if (product != null || !inputsOnly) {
                    return null;
                }
                int[] inputs = node.inputs().stream().mapToInt(e -> inputOf.get(e.id())).toArray();
                product = anchor.product().of(inputs[0], inputs[1]);
                cellOf.put(node.output().id(), anchor.steps(region, inputs, arithmetic.blocks()));
                continue;
            }
            BlockFunction block = block(node);
            if (block == null || !node.output().type().shape().equals(outputs.get(0).shape())) {
                return null;
            }
            int[] arguments = new int[node.inputs().size()];
            for (int i = 0; i < arguments.length; i++) {
                Node.Edge e = node.input(i);
                if (!cellOf.containsKey(e.id())) {
                    cellOf.put(e.id(), region.source(inputOf.get(e.id()), e.type()));
                }
                arguments[i] = cellOf.get(e.id());
            }
            cellOf.put(node.output().id(), region.step(block, arguments));
        }
        List<Integer> results = body.outputs().stream().map(p -> cellOf.get(p.edge().id())).toList();
        if (results.contains(null)) {
            return null; // an input leaves unchanged
        }
        Region built = region.build(results, outputs);
        return product == null ? new RegionKernel(built, pool) : new ProductKernel(product, built, arithmetic, pool);
    }

    /** Whether a type's elements are what the kernels of this backend compute with. */
    static boolean isF32(TensorType type) {
        return type.dtype() == DType.F32;
    }

    @Override
    public void close() {
        pool.close();
    }
}
