package org.espalier.cpu.attention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.core.check.Interpreter;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.registry.Registry;
import org.espalier.cpu.Allocations;
import org.espalier.cpu.Bits;
import org.espalier.cpu.CpuPlugin;
import org.espalier.cpu.kernel.CpuBackend;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttentionKernelsTest {
    private static final Registry REGISTRY = Registry.discover();

    /** An attention; {@code mask} is the shape of a mask, or null. */
    record Case(int batch, int heads, int keyHeads, int queries, int keys, int size, int valueSize, boolean causal, Shape mask,
            boolean truth, double scale) {
        static Case of(int batch, int heads, int keyHeads, int queries, int keys, int size, int valueSize) {
            return new Case(batch, heads, keyHeads, queries, keys, size, valueSize, false, null, false, 0.3);
        }

        Case withCausal() {
            return new Case(batch, heads, keyHeads, queries, keys, size, valueSize, true, mask, truth, scale);
        }

        Case withMask(boolean ofTruth, long... shape) {
            return new Case(batch, heads, keyHeads, queries, keys, size, valueSize, causal, Shape.of(shape), ofTruth, scale);
        }

        Case withScale(double s) {
            return new Case(batch, heads, keyHeads, queries, keys, size, valueSize, causal, mask, truth, s);
        }

        List<TensorType> inputs() {
            List<TensorType> types = new ArrayList<>(List.of(
                    TensorType.of(DType.F32, batch, heads, queries, size),
                    TensorType.of(DType.F32, batch, keyHeads, keys, size),
                    TensorType.of(DType.F32, batch, keyHeads, keys, valueSize)));
            if (mask != null) {
                types.add(new TensorType(truth ? DType.BOOL : DType.F32, mask));
            }
            return types;
        }

        /** Attention, and its gradient where no cotangent of the mask belongs to it. */
        List<Node> nodes() {
            GraphBuilder g = REGISTRY.graphBuilder();
            List<Value> in = new ArrayList<>();
            inputs().forEach(t -> in.add(g.input("in" + in.size(), t)));
            Attributes a = Attributes.of("is_causal", causal, "scale", scale);
            List<Value> out = g.apply("Attention", in, a);
            List<Value> all = new ArrayList<>(in.subList(0, 3));
            all.addAll(out);
            all.add(g.input("ofResult", out.get(0).type()));
            all.add(g.input("ofLogarithms", out.get(1).type()));
            all.addAll(in.subList(3, in.size()));
            List<Value> gradients = g.apply("AttentionGrad", all, a);
            Graph graph = g.build(Map.of("y", gradients.get(0)));
            return mask != null && !truth ? graph.nodes().subList(0, 1) : graph.nodes();
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>(List.of(
                Case.of(1, 1, 1, 1, 1, 1, 1), Case.of(2, 2, 2, 64, 64, 32, 32), Case.of(1, 2, 2, 1, 77, 8, 24),
                Case.of(3, 4, 2, 19, 33, 17, 9), Case.of(1, 3, 1, 150, 40, 16, 16), Case.of(1, 2, 1, 70, 1100, 12, 20),
                Case.of(1, 1, 1, 300, 520, 5, 3).withScale(-0.2), Case.of(2, 1, 1, 5, 6, 4, 3).withScale(0)));
        cases.addAll(List.of(Case.of(1, 2, 2, 64, 64, 8, 8).withCausal(), Case.of(1, 2, 1, 700, 600, 8, 4).withCausal(),
                Case.of(1, 1, 1, 30, 900, 8, 4).withCausal(), Case.of(1, 1, 1, 600, 20, 8, 4).withCausal(),
                Case.of(1, 2, 2, 20, 30, 8, 8).withScale(0).withCausal()));
        Case c = Case.of(2, 4, 2, 37, 45, 8, 8);
        cases.addAll(List.of(c.withMask(true, 37, 45), c.withMask(true, 2, 1, 1, 45), c.withMask(true, 4, 1, 45),
                c.withMask(true, 2, 4, 37, 45), c.withMask(true, 37, 1), c.withMask(false, 2, 1, 37, 45),
                c.withMask(false, 45).withCausal(), c.withMask(true, 1), c.withMask(true, 37, 45).withScale(-1)));
        cases.add(Case.of(1, 1, 1, 200, 700, 4, 4).withMask(true, 200, 700));
        return cases;
    }

    /** What a kernel computes from fixed random data, results of attention included. */
    private static List<float[]> run(Case c, String backend, int threads) {
        try (Engine engine = Engine.create(REGISTRY, backend, threads)) {
            List<float[]> results = new ArrayList<>();
            for (Node n : c.nodes()) {
                Operands o = Operands.of(n, engine.backend().kernel(n).orElseThrow());
                o.run();
                o.run();
                for (int i = 0; i < n.outputs().size(); i++) {
                    results.add(o.out[i].f32());
                }
            }
            return results;
        }
    }

    private record Operands(Kernel kernel, Buffer[] in, Buffer[] out) {
        static Operands of(Node n, Kernel kernel) {
            Random random = new Random(7);
            Buffer[] in = n.inputTypes().stream().map(t -> filled(t, random)).toArray(Buffer[]::new);
            if (in.length > 4) {
                for (int i = 0; i < in[4].length(); i++) {
                    in[4].setDouble(i, 4 + random.nextDouble());
                }
            }
            List<TensorType> types = new ArrayList<>(n.outputTypes());
            types.addAll(kernel.scratch());
            return new Operands(kernel, in, types.stream().map(t -> filled(t, random)).toArray(Buffer[]::new));
        }

        private static Buffer filled(TensorType t, Random random) {
            Buffer b = Buffer.allocate(t);
            for (int i = 0; i < b.length(); i++) {
                b.setDouble(i, t.dtype() == DType.BOOL ? random.nextInt(4) > 0 ? 1 : 0 : random.nextGaussian());
            }
            return b;
        }

        void run() {
            kernel.run(in, out);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theReferenceComputesTheSame(Case c) {
        for (Node n : c.nodes()) {
            assertThat(backend(n)).as("the kernel is there").isTrue();
        }
        List<float[]> actual = run(c, CpuPlugin.BACKEND, 2);
        List<float[]> expected = expected(c);
        for (int i = 0; i < actual.size(); i++) {
            for (int k = 0; k < actual.get(i).length; k++) {
                float x = actual.get(i)[k];
                float y = expected.get(i)[k];
                assertThat(x == y || Math.abs(x - y) <= 2e-5 * (4 + Math.abs(y)))
                        .as("output %d, element %d is %s, not %s", i, k, x, y).isTrue();
            }
        }
    }

    private static boolean backend(Node n) {
        try (Engine engine = Engine.create(REGISTRY, CpuPlugin.BACKEND, 1)) {
            return engine.backend().kernel(n).isPresent();
        }
    }

    /** The reference backend's attention, and of the gradient the decomposition on it. */
    private static List<float[]> expected(Case c) {
        try (Engine engine = Engine.create(REGISTRY, Engine.REFERENCE, 1)) {
            List<float[]> results = new ArrayList<>();
            for (Node n : c.nodes()) {
                Buffer[] in = Operands.of(n, (from, to) -> {}).in;
                List<Tensor> tensors = new ArrayList<>();
                List<Graph.Port> ports = new ArrayList<>();
                for (int i = 0; i < in.length; i++) {
                    tensors.add(in[i].toTensor(n.input(i).type()));
                    ports.add(new Graph.Port("in" + i, n.input(i)));
                }
                List<Graph.Port> ends = n.outputs().stream().map(e -> new Graph.Port("out" + e.id(), e)).toList();
                new Interpreter(engine).run(new Graph(ports, List.of(n), ends), tensors)
                        .forEach(t -> results.add(t.toFloats()));
            }
            return results;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void threadsAndPlainLoopsGiveTheSameBits(Case c) {
        List<float[]> one = run(c, CpuPlugin.BACKEND, 1);
        List<List<float[]>> others = List.of(
                run(c, CpuPlugin.BACKEND, 2), run(c, CpuPlugin.BACKEND, 3), run(c, CpuPlugin.PLAIN_BACKEND, 2));
        for (List<float[]> other : others) {
            for (int i = 0; i < one.size(); i++) {
                Bits.assertSame(other.get(i), one.get(i), "output " + i);
            }
        }
    }

    @Test
    void aCallAllocatesNothing() {
        Case c = Case.of(4, 4, 2, 80, 600, 16, 16).withMask(true, 80, 600);
        try (Engine engine = Engine.create(REGISTRY, CpuPlugin.BACKEND, 2)) {
            for (Node n : c.nodes()) {
                Operands o = Operands.of(n, engine.backend().kernel(n).orElseThrow());
                long bytes = Allocations.leastOf(() -> {
                    for (int i = 0; i < 50; i++) {
                        o.run();
                    }
                }, ((CpuBackend) engine.backend()).pool());
                assertThat(bytes).as(n.op().id()).isZero();
            }
        }
    }
}
