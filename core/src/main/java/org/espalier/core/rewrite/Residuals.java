package org.espalier.core.rewrite;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Trait;

/** Leaves out the residuals of a node where nothing uses them, as in inference: no kernel computes them there. */
final class Residuals implements Rewrite {
    private static final String ATTRIBUTE = "residuals";

    @Override
    public Graph apply(GraphBuilder fresh, Graph graph) {
        if (graph.nodes().stream().noneMatch(n -> n.op().has(Trait.RESIDUALS))) {
            return graph;
        }
        Set<Integer> used = new HashSet<>();
        graph.outputs().forEach(p -> used.add(p.edge().id()));
        graph.nodes().forEach(n -> n.inputs().forEach(e -> used.add(e.id())));
        return Rewrite.nodeByNode(fresh, graph, (builder, node, inputs) -> write(builder, node, inputs, used));
    }

    private static List<Value> write(GraphBuilder builder, Node node, List<Value> inputs, Set<Integer> used) {
        if (!node.op().has(Trait.RESIDUALS) || !node.attributes().flag(ATTRIBUTE, true)) {
            return NodeRule.copy(builder, node, inputs);
        }
        Attributes without = node.attributes().with(ATTRIBUTE, false);
        int ordinary = node.op().infer(node.inputTypes(), without, node.path()).size();
        boolean needed = node.outputs().stream().skip(ordinary).anyMatch(e -> used.contains(e.id()));
        if (needed) {
            return NodeRule.copy(builder, node, inputs);
        }
        String before = builder.at(node.path());
        List<Value> out = builder.apply(node.op(), inputs, without);
        builder.at(before);
        return out;
    }
}
