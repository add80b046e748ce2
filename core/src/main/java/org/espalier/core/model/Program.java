package org.espalier.core.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.Binder;
import org.espalier.core.plan.Execution;
import org.espalier.core.plan.Plan;
import org.espalier.graph.Graph;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * A graph over shared variables that can be run with any batch size, by many threads at once: a plan for each binding,
 * and for each plan as many executions as were ever needed at one time.
 */
final class Program {
    private final Engine engine;
    private final Graph graph;
    private final Variables variables;
    private final List<Graph.Port> inputs;
    private final PlanCache<SortedMap<String, Long>, Pool> pools = new PlanCache<>(this::pool);

    private record Pool(Plan plan, Queue<Execution> idle) {}

    Program(Engine engine, Graph graph, Variables variables) {
        this.engine = engine;
        this.graph = graph;
        this.variables = variables;
        this.inputs = graph.inputs().stream().filter(p -> !variables.types().containsKey(p.name())).toList();
    }

    /** Something done with a leased execution whose inputs are yet to be filled. */
    interface Use<T> {
        T with(Execution execution);
    }

    /** Leases an execution for a binding; variables do not change meanwhile. */
    <T> T use(SortedMap<String, Long> binding, Use<T> use) {
        Pool pool = pools.get(binding);
        Execution leased = pool.idle.poll();
        Execution e = leased != null ? leased : pool.plan.execution(variables.buffers());
        long stamp = variables.lock().readLock();
        try {
            return use.with(e);
        } finally {
            variables.lock().unlockRead(stamp);
            pool.idle.add(e);
        }
    }

    /** Runs once; every tensor is checked against the declared input first. */
    Map<String, Tensor> run(Map<String, Tensor> given) {
        Map<String, TensorType> types = new LinkedHashMap<>();
        given.forEach((name, t) -> types.put(name, t.type()));
        return use(Binding.of(inputs, types), e -> {
            inputs.forEach(p -> e.input(p.name()).copyFrom(given.get(p.name())));
            e.run();
            Map<String, Tensor> results = new LinkedHashMap<>();
            graph.outputs().forEach(p -> results.put(p.name(), e.result(p.name())));
            return results;
        });
    }

    /** The plan for a binding. */
    Plan plan(SortedMap<String, Long> binding) {
        return pools.get(binding).plan;
    }

    private Pool pool(SortedMap<String, Long> binding) {
        Graph bound = Binder.bind(engine.registry().graphBuilder(), graph, binding);
        return new Pool(Plan.of(engine, bound), new ConcurrentLinkedQueue<>());
    }
}
