package org.espalier.core.autodiff;

import java.util.ArrayList;
import java.util.List;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.graph.ValueMap;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.plugin.API;

/**
 * Writes a graph so that every op in it has a gradient rule of its own: others are replaced by their decomposition, so
 * that forward and backward pass share its intermediate values.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Differentiable {
    private Differentiable() {}

    /**
     * Writes the graph into a builder.
     *
     * @return the values that stand for the graph's edges
     */
    public static ValueMap inline(GraphBuilder builder, Graph graph, List<Value> arguments) {
        ValueMap map = ValueMap.of(graph, arguments);
        for (Node n : graph.nodes()) {
            map.put(n, write(builder, n, map.get(n.inputs())));
        }
        return map;
    }

    private static List<Value> write(GraphBuilder builder, Node n, List<Value> arguments) {
        if (n.op().vjp().isPresent() || n.op().decomposition().isEmpty()) {
            String before = builder.at(n.path());
            List<Value> out = builder.apply(n.op(), arguments, n.attributes());
            builder.at(before);
            return out;
        }
        GraphBuilder apart = builder.fresh();
        List<Value> inner = new ArrayList<>();
        for (int i = 0; i < n.inputs().size(); i++) {
            inner.add(apart.input("in" + i, n.input(i).type()));
        }
        Graph body = apart.buildOf(apart.decompose(n, inner));
        ValueMap map = inline(builder, body, arguments);
        return body.outputs().stream().map(p -> map.get(p.edge())).toList();
    }
}
