package org.espalier.core.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.espalier.backend.Buffer;
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
    /** Examples that are run at once at the most. */
    private static final long LARGEST_PART = 1024;
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

    /**
     * Runs on a batch of any size; every tensor is checked against the declared input first. A large batch runs in
     * parts, so that memory stays bounded; examples do not influence each other, so the results are the same.
     */
    Map<String, Tensor> run(Map<String, Tensor> given) {
        Map<String, TensorType> types = new LinkedHashMap<>();
        given.forEach((name, t) -> types.put(name, t.type()));
        SortedMap<String, Long> binding = Binding.of(inputs, types);
        long n = binding.getOrDefault(Input.BATCH, 1L);
        Map<String, Buffer> results = new LinkedHashMap<>();
        graph.outputs().forEach(p -> results.put(p.name(), Buffer.allocate(p.type().bind(binding))));
        for (long from = 0; from < n; from += LARGEST_PART) {
            long rows = Math.min(LARGEST_PART, n - from);
            SortedMap<String, Long> part = new TreeMap<>(binding);
            part.computeIfPresent(Input.BATCH, (name, all) -> rows);
            runPart(part, given, results, from, n);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        graph.outputs().forEach(p -> tensors.put(p.name(), results.get(p.name()).toTensor(p.type().bind(binding))));
        return tensors;
    }

    private void runPart(
            SortedMap<String, Long> binding, Map<String, Tensor> given, Map<String, Buffer> results, long from, long n) {
        use(binding, e -> {
            for (Graph.Port p : inputs) {
                Buffer in = e.input(p.name());
                Tensor t = given.get(p.name());
                t.copyTo((int) (from * (t.size() / n)), in.array(), in.offset(), in.length());
            }
            e.run();
            results.forEach((name, whole) -> {
                Buffer out = e.output(name);
                // An output without the batch is the same for every part.
                int at = out.length() == whole.length() ? 0 : (int) (from * (whole.length() / n));
                System.arraycopy(out.array(), out.offset(), whole.array(), at, out.length());
            });
            return null;
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
