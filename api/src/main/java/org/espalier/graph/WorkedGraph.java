package org.espalier.graph;

import java.util.Map;
import java.util.Optional;
import org.espalier.plugin.API;
import org.espalier.tensor.Tensor;

/**
 * A graph with the numbers of one forward and one backward pass at its edges, as textbooks draw one: every value, and the
 * derivative of one scalar output by it. Made by the core, shown by plugins.
 *
 * @param graph the graph, whose output is the scalar
 * @param values what flows along each edge, by the edge's id
 * @param derivatives the derivative by the value of each edge that depends on an input and has one, by the edge's id; of
 *     the value's type
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record WorkedGraph(Graph graph, Map<Integer, Tensor> values, Map<Integer, Tensor> derivatives) {
    public WorkedGraph {
        values = Map.copyOf(values);
        derivatives = Map.copyOf(derivatives);
    }

    /** What flows along an edge. */
    public Tensor value(Node.Edge edge) {
        return values.get(edge.id());
    }

    /** The derivative by the value of an edge, where there is one. */
    public Optional<Tensor> derivative(Node.Edge edge) {
        return Optional.ofNullable(derivatives.get(edge.id()));
    }

    /** The value of the scalar. */
    public double value() {
        return value(graph.outputs().get(0).edge()).getDouble(0);
    }

    /** The derivative by an input. */
    public Tensor derivative(String input) {
        return derivative(graph.input(input).edge()).orElseThrow(() -> new IllegalArgumentException(
                "there is no derivative by '" + input + "', which is " + graph.input(input).type()));
    }
}
