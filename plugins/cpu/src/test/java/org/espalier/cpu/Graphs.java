package org.espalier.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.espalier.backend.BackendFactory;
import org.espalier.backend.BlockFactory;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.backend.KernelFactory;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.plan.Execution;
import org.espalier.core.plan.Plan;
import org.espalier.core.registry.Registry;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.kernel.CpuBackend;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Graphs of a few ops, run by the reference backend and by kernels of this one. */
public final class Graphs {
    private static final Registry REGISTRY = Registry.discover();

    private final GraphBuilder builder = REGISTRY.graphBuilder();
    private final Map<String, Tensor> inputs = new LinkedHashMap<>();
    private final Map<Integer, String> names = new HashMap<>();
    private final Random random = new Random(11);

    /** An input of normally distributed numbers. */
    public Value real(double deviation, long... lengths) {
        TensorType type = TensorType.of(DType.F32, lengths);
        float[] x = new float[(int) type.shape().size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (random.nextGaussian() * deviation);
        }
        return input(type, x);
    }

    /** An input of given elements. */
    public Value input(TensorType type, Object elements) {
        String name = "in" + inputs.size();
        inputs.put(name, Tensor.of(type, elements));
        Value v = builder.input(name, type);
        names.put(v.edge().id(), name);
        return v;
    }

    /** Where ops are applied. */
    public GraphBuilder ops() {
        return builder;
    }

    /** What the reference backend computes. */
    public List<Tensor> expected(List<Value> outputs) {
        try (Engine engine = Engine.create(REGISTRY, Engine.REFERENCE, 1)) {
            Graph graph = builder.buildOf(outputs);
            Execution e = Plan.of(engine, graph).execution();
            inputs.forEach((name, t) -> e.input(name).copyFrom(t));
            e.run();
            return graph.outputs().stream().map(p -> e.result(p.name())).toList();
        }
    }

    /** The nodes with their kernels and memory, ready to run one after the other. */
    public final class Run implements AutoCloseable {
        private final CpuBackend backend;
        private final List<Runnable> calls = new ArrayList<>();
        private final Map<Integer, Buffer> values = new LinkedHashMap<>();

        /** Asks the backend for a kernel of its own for each node. */
        public Run(Arithmetic arithmetic, int threads) {
            backend = new CpuBackend("test", arithmetic, new Alone(threads));
            for (Node n : builder.nodes()) {
                Kernel kernel = backend.kernel(n).orElse(null);
                assertThat(kernel).as("kernel of " + n.label()).isNotNull();
                Buffer[] in = n.inputs().stream().map(e -> values.get(e.id())).toArray(Buffer[]::new);
                for (int i = 0; i < in.length; i++) {
                    in[i] = in[i] == null ? argument(n.input(i)) : in[i];
                }
                List<Buffer> out = new ArrayList<>();
                n.outputs().forEach(e -> out.add(values.computeIfAbsent(e.id(), id -> garbage(e.type()))));
                kernel.scratch().forEach(t -> out.add(garbage(t)));
                Buffer[] all = out.toArray(Buffer[]::new);
                calls.add(() -> kernel.run(in, all));
            }
        }

        private Buffer argument(Node.Edge e) {
            return values.computeIfAbsent(e.id(), id -> Buffer.of(inputs.get(names.get(id))));
        }

        /** Runs all kernels. */
        public void run() {
            calls.forEach(Runnable::run);
        }

        /** What a value is after a run. */
        public Tensor result(Value v) {
            return values.get(v.edge().id()).toTensor(v.type());
        }

        /** The bytes that a run allocates when everything is warm. */
        public long allocated(int times) {
            return Allocations.leastOf(() -> {
                for (int i = 0; i < times; i++) {
                    for (int k = 0; k < calls.size(); k++) {
                        calls.get(k).run();
                    }
                }
            }, backend.pool());
        }

        @Override
        public void close() {
            backend.close();
        }
    }

    /** No kernels but the backend's own. */
    private record Alone(int threads) implements BackendFactory.Context {
        @Override
        public Optional<KernelFactory> kernel(String opId) {
            return Optional.empty();
        }

        @Override
        public Optional<BlockFactory> block(String opId) {
            return Optional.empty();
        }
    }

    /** A buffer of something that no kernel may take for zeros. */
    private static Buffer garbage(TensorType type) {
        Buffer b = Buffer.allocate(type);
        for (int i = 0; i < b.length(); i++) {
            b.setDouble(i, type.dtype().isFloating() ? Double.NaN : 1);
        }
        return b;
    }
}
