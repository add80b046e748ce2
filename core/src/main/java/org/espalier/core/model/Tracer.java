package org.espalier.core.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.nn.Layer;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/** Writes one network into one graph and remembers what its layers declare on the way. Used once. */
final class Tracer {
    final GraphBuilder builder;
    final TraceMode mode;
    final DType dtype;
    final Map<String, Traced.Parameter> parameters = new LinkedHashMap<>();
    final Map<String, Traced.State> states = new LinkedHashMap<>();
    final List<Traced.Call> calls = new ArrayList<>();
    final List<Value> penalties = new ArrayList<>();
    final List<String> hints = new ArrayList<>();
    /** The value that a parameter or state has by now; a state that was updated has its new one. */
    final Map<String, Value> variables = new LinkedHashMap<>();
    final Map<Integer, String> stateOfEdge = new HashMap<>();
    final Set<String> updated = new HashSet<>();
    final Set<String> scopes = new HashSet<>();
    final Preparations preparations = new Preparations();
    /** The types of inputs that come prepared; their preparations are left out. */
    private final Map<String, TensorType> prepared;
    final Map<String, Layer> sharedLayers = new HashMap<>();
    final Map<String, Integer> randomCalls = new HashMap<>();
    private final Predicate<String> captured;
    private final Map<String, Value> captures = new LinkedHashMap<>();
    private Value seed;
    private Value step;

    Tracer(Registry registry, TraceMode mode, DType dtype, Predicate<String> captured) {
        this(registry, mode, dtype, captured, Map.of());
    }

    Tracer(Registry registry, TraceMode mode, DType dtype, Predicate<String> captured, Map<String, TensorType> prepared) {
        this.prepared = prepared;
        this.builder = registry.graphBuilder();
        this.mode = mode;
        this.dtype = dtype;
        this.captured = captured;
    }

    Traced trace(Network network) {
        List<Value> inputs = network.inputs().stream()
                .map(i -> builder.input(i.name(), prepared.getOrDefault(i.name(), i.batched(dtype))))
                .toList();
        for (int i = 0; i < inputs.size(); i++) {
            preparations.declare(network.inputs().get(i).name(), inputs.get(i));
        }
        List<Value> results = new GraphScope(this, "", false).write(network.body(), inputs);
        if (results.size() != network.outputs().size()) {
            throw new EspalierException("the network yields " + results.size() + " values, but names the outputs "
                    + network.outputs());
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (int i = 0; i < results.size(); i++) {
            outputs.put(network.outputs().get(i), results.get(i));
        }
        updated.stream().sorted().forEach(path -> outputs.put(Traced.UPDATE + path, variables.get(path)));
        penalties.stream().reduce(Value::add).ifPresent(p -> outputs.put(Traced.PENALTY, p));
        captures.forEach((path, v) -> outputs.put(Traced.VALUE + path, v));
        Graph graph = builder.build(outputs);
        return new Traced(inOrder(graph, network), List.copyOf(parameters.values()), List.copyOf(states.values()), List.copyOf(calls),
                List.copyOf(hints));
    }

    /** Declared inputs first, then seed and step, then parameters and states as they were declared. */
    private Graph inOrder(Graph graph, Network network) {
        List<Graph.Port> ports = new ArrayList<>(graph.inputs().subList(0, network.inputs().size()));
        List<Graph.Port> rest = graph.inputs().subList(network.inputs().size(), graph.inputs().size());
        rest.stream().filter(p -> p.name().startsWith("$")).forEach(ports::add);
        rest.stream().filter(p -> parameters.containsKey(p.name())).forEach(ports::add);
        rest.stream().filter(p -> states.containsKey(p.name())).forEach(ports::add);
        return new Graph(ports, graph.nodes(), graph.outputs());
    }

    /** Whether a layer is not to be written, since its input comes prepared. */
    boolean leavesOut(Layer layer, List<Value> inputs) {
        return !prepared.isEmpty() && preparations.isOne(layer, inputs);
    }

    Value seed() {
        if (seed == null) {
            seed = builder.input(Traced.SEED, TensorType.of(DType.I64));
        }
        return seed;
    }

    Value step() {
        if (step == null) {
            step = builder.input(Traced.STEP, TensorType.of(DType.I64));
        }
        return step;
    }

    /** Keeps a place for a layer before those within it. */
    int calling() {
        calls.add(null);
        return calls.size() - 1;
    }

    void called(int place, String path, Layer layer, List<Value> inputs, List<Value> outputs) {
        if (preparations.isOne(layer, inputs)) {
            preparations.note(path, inputs.get(0), outputs.get(0));
        }
        calls.set(place, new Traced.Call(path, layer, outputs.stream().map(Value::type).toList()));
        if (captured.test(path) && outputs.size() == 1) {
            captures.put(path, outputs.get(0));
        }
    }
}
