package org.espalier.core.rewrite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.graph.ValueMap;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;

/** A graph made into another that computes the same. Rewrites ask for traits, never for names. */
@FunctionalInterface
interface Rewrite {
    Graph apply(GraphBuilder fresh, Graph graph);

    /** How one node is written into the new graph. */
    @FunctionalInterface
    interface NodeRule {
        List<Value> write(GraphBuilder builder, Node node, List<Value> inputs);

        /** Writes the node as it is. */
        static List<Value> copy(GraphBuilder builder, Node node, List<Value> inputs) {
            String before = builder.at(node.path());
            List<Value> out = builder.apply(node.op(), inputs, node.attributes());
            builder.at(before);
            return out;
        }
    }

    /** Walks a graph in order and writes each node by a rule; inputs and outputs keep their names and order. */
    static Graph nodeByNode(GraphBuilder builder, Graph graph, NodeRule rule) {
        List<Value> inputs = graph.inputs().stream().map(p -> builder.input(p.name(), p.type())).toList();
        ValueMap map = ValueMap.of(graph, inputs);
        for (Node n : graph.nodes()) {
            map.put(n, rule.write(builder, n, map.get(n.inputs())));
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        graph.outputs().forEach(p -> outputs.put(p.name(), map.get(p.edge())));
        return builder.build(outputs);
    }
}
