package org.espalier.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.core.engine.Engine;
import org.espalier.core.plan.Execution;
import org.espalier.core.plan.Plan;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.tensor.Tensor;

/** The engines that a suite runs on, made when they are first asked for. */
final class Engines implements AutoCloseable {
    /** As many threads as divide no usual length evenly, and one, and two. */
    static final List<Integer> THREADS = List.of(1, 2, 3);

    private final Registry registry;
    private final Map<String, Engine> engines = new HashMap<>();

    Engines(Registry registry) {
        this.registry = registry;
    }

    Registry registry() {
        return registry;
    }

    Engine reference() {
        return engine(Engine.REFERENCE, 1);
    }

    synchronized Engine engine(String backend, int threads) {
        return engines.computeIfAbsent(backend + "/" + threads, k -> Engine.create(registry, backend, threads));
    }

    /** The ids of all backends but the reference backend, sorted. */
    List<String> others() {
        List<String> others = new ArrayList<>(registry.backends());
        others.remove(Engine.REFERENCE);
        return others;
    }

    /** Runs a graph as a user's would be: rewritten, fused, planned. */
    static List<Tensor> run(Engine engine, Graph graph, Collection<Tensor> inputs) {
        return run(Plan.of(engine, graph).execution(), graph, inputs);
    }

    /** Runs a planned graph in memory that may have been used before. */
    static List<Tensor> run(Execution e, Graph graph, Collection<Tensor> inputs) {
        int i = 0;
        for (Tensor t : inputs) {
            e.input(graph.inputs().get(i++).name()).copyFrom(t);
        }
        e.run();
        return graph.outputs().stream().map(p -> e.result(p.name())).toList();
    }

    @Override
    public void close() {
        engines.values().forEach(Engine::close);
        engines.clear();
    }
}
