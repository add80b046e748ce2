package org.espalier.core.rewrite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.op.Trait;

/** Computes once what is written twice. Random nodes are never merged. */
final class CommonSubexpressions implements Rewrite {
    private record Key(String op, Attributes attributes, List<Integer> inputs) {}

    @Override
    public Graph apply(GraphBuilder fresh, Graph graph) {
        Map<Key, List<Value>> seen = new HashMap<>();
        return Rewrite.nodeByNode(fresh, graph, (builder, node, inputs) -> {
            if (node.op().has(Trait.RANDOM)) {
                return NodeRule.copy(builder, node, inputs);
            }
            List<Integer> ids = new ArrayList<>(inputs.stream().map(v -> v.edge().id()).toList());
            if (node.op().has(Trait.COMMUTATIVE)) {
                ids.sort(Comparator.naturalOrder());
            }
            Key key = new Key(node.op().id(), node.attributes(), ids);
            List<Value> known = seen.get(key);
            if (known == null) {
                known = NodeRule.copy(builder, node, inputs);
                seen.put(key, known);
            }
            return known;
        });
    }
}
