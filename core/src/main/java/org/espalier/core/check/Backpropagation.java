package org.espalier.core.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.espalier.core.autodiff.Autodiff;
import org.espalier.core.autodiff.Differentiable;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.DeadCode;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.graph.ValueMap;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.graph.WorkedGraph;
import org.espalier.plugin.API;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;

/**
 * Works a graph out as on paper: every value of the forward pass, and the derivative of the result by every one of them
 * from the backward pass.
 *
 * <pre>{@code
 * WorkedGraph f = Backpropagation.of(engine, inputs, v -> v.get("x").add(v.get("y")).mul(v.get("z")));
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Backpropagation {
    private static final String RESULT = "f";

    private Backpropagation() {}

    /**
     * Of a formula over numbers, in f64.
     *
     * @param inputs the numbers by name; drawn in the order of the map
     * @param formula from values by name to the result, a scalar
     */
    public static WorkedGraph ofNumbers(
            Engine engine, Map<String, Double> inputs, Function<Map<String, Value>, Value> formula) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        inputs.forEach((name, v) -> tensors.put(name, Tensor.scalar(DType.F64, v)));
        return of(engine, tensors, formula);
    }

    /** Of a formula over tensors, whose result must be a scalar. */
    public static WorkedGraph of(
            Engine engine, Map<String, Tensor> inputs, Function<Map<String, Value>, Value> formula) {
        GraphBuilder b = engine.registry().graphBuilder();
        Map<String, Value> values = new LinkedHashMap<>();
        inputs.forEach((name, t) -> values.put(name, b.input(name, t.type())));
        return of(engine, b.build(Map.of(RESULT, formula.apply(values))), RESULT, inputs);
    }

    /**
     * Of a scalar output of a graph; what does not lead to it is left out.
     *
     * @param inputs a tensor for each input that leads to the output
     */
    public static WorkedGraph of(Engine engine, Graph graph, String output, Map<String, Tensor> inputs) {
        Graph wanted = leadingTo(graph, graph.output(output));
        GraphBuilder b = engine.registry().graphBuilder();
        List<Value> arguments = wanted.inputs().stream().map(p -> b.input(p.name(), p.type())).toList();
        ValueMap map = Differentiable.inline(b, wanted, arguments);
        List<Node.Edge> all = edges(wanted);
        List<Node.Edge> smooth = smooth(wanted, all);
        List<Value> results = new ArrayList<>(all.stream().map(map::get).toList());
        results.addAll(Autodiff.gradients(b, map.get(wanted.output(output).edge()), smooth.stream().map(map::get).toList()));
        List<Tensor> numbers = new Interpreter(engine).run(
                b.buildOf(results), wanted.inputs().stream().map(p -> inputs.get(p.name())).toList());
        Map<Integer, Tensor> values = new HashMap<>();
        Map<Integer, Tensor> derivatives = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            values.put(all.get(i).id(), numbers.get(i));
        }
        for (int i = 0; i < smooth.size(); i++) {
            derivatives.put(smooth.get(i).id(), numbers.get(all.size() + i));
        }
        return new WorkedGraph(wanted, values, derivatives);
    }

    private static Graph leadingTo(Graph graph, Graph.Port output) {
        Graph live = DeadCode.leaveOut(new Graph(graph.inputs(), graph.nodes(), List.of(output)));
        Set<Integer> read = new HashSet<>();
        live.nodes().forEach(n -> n.inputs().forEach(e -> read.add(e.id())));
        read.add(output.edge().id());
        return new Graph(live.inputs().stream().filter(p -> read.contains(p.edge().id())).toList(), live.nodes(), live.outputs());
    }

    private static List<Node.Edge> edges(Graph graph) {
        List<Node.Edge> edges = new ArrayList<>(graph.inputs().stream().map(Graph.Port::edge).toList());
        graph.nodes().forEach(n -> edges.addAll(n.outputs()));
        return edges;
    }

    /** The edges with real numbers that come from an input. */
    private static List<Node.Edge> smooth(Graph graph, List<Node.Edge> all) {
        Set<Integer> dependent = new HashSet<>();
        graph.inputs().forEach(p -> dependent.add(p.edge().id()));
        for (Node n : graph.nodes()) {
            if (n.inputs().stream().anyMatch(e -> dependent.contains(e.id()))) {
                n.outputs().forEach(e -> dependent.add(e.id()));
            }
        }
        return all.stream().filter(e -> e.type().dtype().isFloating() && dependent.contains(e.id())).toList();
    }
}
