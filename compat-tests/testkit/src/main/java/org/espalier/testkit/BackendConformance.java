package org.espalier.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.core.check.Interpreter;
import org.espalier.core.check.RandomGraph;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.graph.ValueMap;
import org.espalier.core.plan.Plan;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whole graphs on every backend but the reference backend, drawn at random and in f32: a plan gives bit for bit what the
 * backend's kernels give one node at a time, so fusing, reusing memory and updating in place change nothing; it gives the
 * same bits with one, two and three threads; and twins, such as vector kernels and their fallback, give the same bits.
 * {@link OpConformance} holds the kernels themselves to the reference backend.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public abstract class BackendConformance {
    /** Made by the test framework. */
    protected BackendConformance() {}

    /** The plugins whose backends are tested: all that are found. */
    protected Registry registry() {
        return Registry.discover();
    }

    /** How many graphs are drawn of each size. */
    protected int graphs() {
        return 120;
    }

    /** How many times as long axes are; the first is for shapes at which nothing is split over threads. */
    protected List<Integer> scales() {
        return List.of(1, 24);
    }

    /** As {@link OpConformance#twins}. */
    protected Map<String, String> twins(Registry registry) {
        return Twins.of(registry);
    }

    /** For each backend a test for each promise. */
    @TestFactory
    Stream<DynamicNode> backends() {
        Registry registry = registry();
        Collection<String> ids = new ArrayList<>(registry.backends());
        ids.remove(Engine.REFERENCE);
        Assertions.assertFalse(ids.isEmpty(), "there is no backend beside the reference backend");
        List<DynamicNode> tests = new ArrayList<>();
        for (String id : ids) {
            tests.add(DynamicTest.dynamicTest(id + ": a plan is its kernels one by one", () -> planned(registry, id)));
            tests.add(DynamicTest.dynamicTest(id + ": any number of threads", () -> threads(registry, id)));
        }
        twins(registry).forEach((one, other) -> tests.add(DynamicTest.dynamicTest(one + " = " + other,
                () -> same(registry, Map.of(one, 2, other, 2)))));
        return tests.stream();
    }

    @FunctionalInterface
    private interface Trial {
        void of(RandomGraph.Drawn drawn, String name);
    }

    private void each(Registry registry, Trial trial) {
        for (int scale : scales()) {
            for (int i = 0; i < graphs(); i++) {
                RandomGraph.Drawn d = RandomGraph.scaled(registry, i, scale);
                trial.of(d, "graph " + i + " at scale " + scale + ":\n" + d.graph());
            }
        }
    }

    private void planned(Registry registry, String id) {
        int[] fused = new int[1];
        int[] finite = new int[1];
        try (Engine engine = Engine.create(registry, id, 2)) {
            Interpreter naive = new Interpreter(engine);
            each(registry, (d, name) -> {
                Graph prepared = Plan.of(engine, d.graph()).graph();
                fused[0] += prepared.nodes().stream().anyMatch(BackendConformance::isRegion) ? 1 : 0;
                List<Tensor> expected = naive.run(unfused(registry, prepared), d.inputs());
                List<Tensor> actual = Engines.run(engine, d.graph(), d.inputs());
                finite[0] += actual.stream().allMatch(BackendConformance::isFinite) ? 1 : 0;
                Assertions.assertNull(Comparison.of(actual, expected, Tolerance.EXACT), () -> name + "\nplanned as\n" + prepared);
            });
        }
        int all = graphs() * scales().size();
        Assertions.assertTrue(fused[0] > all / 3, () -> "only " + fused[0] + " of " + all + " graphs had a region to fuse");
        Assertions.assertTrue(finite[0] > all * 3 / 4, () -> "only " + finite[0] + " of " + all + " graphs had finite results");
    }

    private static boolean isFinite(Tensor t) {
        return Arrays.stream(t.toDoubles()).allMatch(Double::isFinite);
    }

    private static boolean isRegion(Node n) {
        return n.attributes().has("body");
    }

    /** The graph with the nodes of every region in its place. */
    private static Graph unfused(Registry registry, Graph graph) {
        GraphBuilder b = registry.graphBuilder();
        List<Value> inputs = graph.inputs().stream().map(p -> b.input(p.name(), p.type())).toList();
        ValueMap map = ValueMap.of(graph, inputs);
        for (Node n : graph.nodes()) {
            List<Value> arguments = map.get(n.inputs());
            map.put(n, isRegion(n) ? b.decompose(n, arguments) : b.apply(n.op(), arguments, n.attributes()));
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        graph.outputs().forEach(p -> outputs.put(p.name(), map.get(p.edge())));
        return b.build(outputs);
    }

    private void threads(Registry registry, String id) {
        List<Engine> engines = Engines.THREADS.stream().map(n -> Engine.create(registry, id, n)).toList();
        same(registry, engines);
    }

    private void same(Registry registry, Map<String, Integer> threads) {
        same(registry, threads.entrySet().stream().map(e -> Engine.create(registry, e.getKey(), e.getValue())).toList());
    }

    private void same(Registry registry, List<Engine> engines) {
        try {
            each(registry, (d, name) -> {
                Optional<List<Tensor>> first = Optional.empty();
                for (Engine e : engines) {
                    List<Tensor> results = Engines.run(e, d.graph(), d.inputs());
                    List<Tensor> expected = first.orElse(results);
                    Assertions.assertNull(Comparison.of(results, expected, Tolerance.EXACT),
                            () -> e.backend().id() + " with " + e.threads() + " threads on " + name);
                    first = Optional.of(expected);
                }
            });
        } finally {
            engines.forEach(Engine::close);
        }
    }
}
