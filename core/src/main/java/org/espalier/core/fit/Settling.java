package org.espalier.core.fit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.backend.Buffer;
import org.espalier.core.graph.Binder;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.TraceMode;
import org.espalier.core.model.Traced;
import org.espalier.core.plan.Execution;
import org.espalier.core.plan.Plan;
import org.espalier.data.BatchSource;
import org.espalier.data.BatchStream;
import org.espalier.graph.Graph;
import org.espalier.tensor.Tensor;

/**
 * The pass over the whole training set that follows a training, for layers with states that belong to finished weights,
 * such as population statistics. Where no layer has one nothing is done.
 */
final class Settling {
    private final Model model;
    private final Training training;
    private final BatchSource source;
    private final Traced traced;
    private final Map<Integer, Execution> executions = new HashMap<>();

    private Settling(Model model, Training training, BatchSource source, Traced traced) {
        this.model = model;
        this.training = training;
        this.source = source;
        this.traced = traced;
    }

    /** Runs it; the source should give every example once. */
    static void run(Model model, Training training, BatchSource source) {
        Traced traced = model.network().trace(model.registry(), TraceMode.SETTLING, model.dtype());
        Map<String, Tensor> first = new LinkedHashMap<>();
        for (Traced.State s : traced.states()) {
            if (updated(traced.graph()).contains(s.path()) && !training.rules().freezes(s.path())) {
                first.put(s.path(), Tensor.full(s.type(), s.initial()));
            }
        }
        if (!first.isEmpty()) {
            model.variables().set(first);
            new Settling(model, training, source, traced).run(List.copyOf(first.keySet()));
        }
    }

    private static List<String> updated(Graph graph) {
        return graph.outputs().stream()
                .map(Graph.Port::name)
                .filter(n -> n.startsWith(Traced.UPDATE))
                .map(n -> n.substring(Traced.UPDATE.length()))
                .toList();
    }

    private void run(List<String> states) {
        try (BatchStream batches = source.epoch(training.seed(), training.epochs())) {
            for (int done = 0; done < source.size(); ) {
                int count = batches.next();
                if (count < 1) {
                    return;
                }
                Execution e = executions.computeIfAbsent(count, n -> execution(states, n));
                for (Input input : model.network().inputs()) {
                    Buffer b = e.inputOrNull(input.name());
                    if (b != null) {
                        batches.read(input.name(), b);
                    }
                }
                long stamp = model.variables().lock().writeLock();
                try {
                    e.run();
                } finally {
                    model.variables().lock().unlockWrite(stamp);
                }
                done += count;
            }
        }
    }

    private Execution execution(List<String> states, int rows) {
        Graph bound = Binder.bind(model.registry().graphBuilder(), traced.graph(), Map.of(Input.BATCH, (long) rows));
        Map<String, String> donations = new LinkedHashMap<>();
        states.forEach(s -> donations.put(Traced.UPDATE + s, s));
        Graph wanted = new Graph(bound.inputs(), bound.nodes(),
                bound.outputs().stream().filter(p -> donations.containsKey(p.name())).toList());
        return Plan.of(model.engine(), wanted, donations, Set.of()).execution(model.variables().buffers());
    }
}
