package org.espalier.core.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.plugin.API;

/** Which value of a builder stands for which edge of a graph that is being read. */
@API(status = API.Status.STABLE, since = "0.1")
public final class ValueMap {
    private final Map<Integer, Value> values = new HashMap<>();

    private ValueMap() {}

    /** A map in which the graph's inputs stand for the arguments. */
    public static ValueMap of(Graph graph, List<Value> arguments) {
        if (arguments.size() != graph.inputs().size()) {
            throw new IllegalArgumentException("the graph has " + graph.inputs().size() + " inputs, but "
                    + arguments.size() + " arguments were given");
        }
        ValueMap map = new ValueMap();
        for (int i = 0; i < arguments.size(); i++) {
            map.put(graph.inputs().get(i).edge(), arguments.get(i));
        }
        return map;
    }

    /** The value that stands for an edge. */
    public Value get(Node.Edge edge) {
        return values.get(edge.id());
    }

    /** The values that stand for edges. */
    public List<Value> get(List<Node.Edge> edges) {
        return edges.stream().map(this::get).toList();
    }

    /** Lets a value stand for an edge. */
    public void put(Node.Edge edge, Value value) {
        values.put(edge.id(), value);
    }

    /** Lets values stand for a node's outputs. */
    public void put(Node node, List<Value> outputs) {
        for (int i = 0; i < outputs.size(); i++) {
            put(node.outputs().get(i), outputs.get(i));
        }
    }
}
