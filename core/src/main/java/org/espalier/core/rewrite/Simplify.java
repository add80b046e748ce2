package org.espalier.core.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Trait;
import org.espalier.tensor.TensorType;

/**
 * Leaves out what changes nothing: a view under the same type, a view of a view where the first would do, and a
 * broadcast in front of an element-wise op that broadcasts by itself.
 */
final class Simplify implements Rewrite {
    @Override
    public Graph apply(GraphBuilder fresh, Graph graph) {
        Map<Integer, Value> broadcastOf = new HashMap<>();
        Map<Integer, Value> viewOf = new HashMap<>();
        return Rewrite.nodeByNode(fresh, graph, (builder, node, inputs) -> {
            if (node.op().has(Trait.VIEW)) {
                Value origin = viewOf.getOrDefault(inputs.get(0).edge().id(), inputs.get(0));
                if (origin.type().equals(node.output().type())) {
                    return List.of(origin);
                }
                List<Value> out = NodeRule.copy(builder, node, inputs);
                viewOf.put(out.get(0).edge().id(), origin);
                return out;
            }
            if (node.op().has(Trait.BROADCAST) && inputs.get(0).type().equals(node.output().type())) {
                return List.of(inputs.get(0));
            }
            List<Value> out = node.op().has(Trait.ELEMENTWISE)
                    ? withoutBroadcasts(builder, node, inputs, broadcastOf)
                    : NodeRule.copy(builder, node, inputs);
            if (node.op().has(Trait.BROADCAST)) {
                broadcastOf.put(out.get(0).edge().id(), inputs.get(0));
            }
            return out;
        });
    }

    /** Feeds what was broadcast instead, one input after the other, as long as the output's type stays. */
    private static List<Value> withoutBroadcasts(
            GraphBuilder builder, Node node, List<Value> inputs, Map<Integer, Value> broadcastOf) {
        List<Value> present = new ArrayList<>(inputs);
        for (int i = 0; i < present.size(); i++) {
            Value origin = broadcastOf.get(present.get(i).edge().id());
            if (origin != null) {
                Value before = present.set(i, origin);
                List<TensorType> types = present.stream().map(Value::type).toList();
                if (!node.op().infer(types, node.attributes(), node.path()).equals(node.outputTypes())) {
                    present.set(i, before);
                }
            }
        }
        return NodeRule.copy(builder, node, present);
    }
}
