package org.espalier.core.rewrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;

/**
 * Replaces every op that the backend has no kernel for by its decomposition, as long as there is one; what remains
 * runs on the reference backend. A graph without such ops stays the same one.
 */
final class Lowering implements Rewrite {
    private final Engine engine;

    Lowering(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Graph apply(GraphBuilder fresh, Graph graph) {
        Set<Node> lacking = Collections.newSetFromMap(new IdentityHashMap<>());
        graph.nodes().stream().filter(this::isLacking).forEach(lacking::add);
        return lacking.isEmpty() ? graph : Rewrite.nodeByNode(fresh, graph, (builder, node, inputs) ->
                lacking.contains(node) ? decomposed(builder, node, inputs) : NodeRule.copy(builder, node, inputs));
    }

    private boolean isLacking(Node node) {
        return node.op().decomposition().isPresent() && engine.backend().kernel(node).isEmpty();
    }

    private List<Value> decomposed(GraphBuilder builder, Node node, List<Value> inputs) {
        GraphBuilder apart = builder.fresh();
        List<Value> arguments = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            arguments.add(apart.input("in" + i, node.input(i).type()));
        }
        Graph body = apply(builder.fresh(), apart.buildOf(apart.decompose(node, arguments)));
        // The body's nodes already carry this node's path.
        String before = builder.at("");
        List<Value> out = builder.inline(body, inputs);
        builder.at(before);
        return out;
    }
}
