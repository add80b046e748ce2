package org.espalier.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.Binder;
import org.espalier.core.model.Binding;
import org.espalier.core.plan.Execution;
import org.espalier.core.plan.Plan;
import org.espalier.graph.Graph;
import org.espalier.plugin.API;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * What was read from an ONNX file.
 *
 * @param name the graph's name in the file
 * @param graph the graph; the file's inputs come first, in their order, then weights that were made inputs
 * @param weights the values of inputs that are weights; empty where weights became constants
 * @param bound the names of inputs that were replaced by constants
 * @param opset the opset of ONNX's own operators
 * @param metadata the texts that go with the file
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ImportedModel(String name, Graph graph, SortedMap<String, Tensor> weights, SortedSet<String> bound, int opset,
        SortedMap<String, String> metadata) {

    public ImportedModel {
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
        bound = Collections.unmodifiableSortedSet(new TreeSet<>(bound));
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /**
     * Runs the graph once. To run it often, or to train it, plan it or export it, use the {@link #graph()} itself.
     *
     * @param given a tensor for each of the {@link #inputs()}, by name; they fix the lengths that are open
     * @return every output by its name
     */
    public Map<String, Tensor> run(Engine engine, Map<String, Tensor> given) {
        SortedMap<String, TensorType> types = new TreeMap<>();
        given.forEach((input, t) -> types.put(input, t.type()));
        SortedMap<String, Long> lengths = Binding.of(inputs(), types);
        Graph fixed = Binder.bind(engine.registry().graphBuilder(), graph, lengths);
        Execution execution = Plan.of(engine, fixed).execution();
        for (Graph.Port p : graph.inputs()) {
            execution.input(p.name()).copyFrom(weights.getOrDefault(p.name(), given.get(p.name())));
        }
        execution.run();
        Map<String, Tensor> results = new LinkedHashMap<>();
        graph.outputs().forEach(p -> results.put(p.name(), execution.result(p.name())));
        return results;
    }

    /** The inputs that are not weights. */
    public List<Graph.Port> inputs() {
        return graph.inputs().stream().filter(p -> !weights.containsKey(p.name())).toList();
    }
}
