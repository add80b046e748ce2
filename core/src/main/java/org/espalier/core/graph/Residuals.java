package org.espalier.core.graph;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Trait;
import org.espalier.plugin.API;

/**
 * Leaves out the residuals of nodes where nothing uses them, as in inference: no kernel computes them there, and no file
 * names them.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Residuals {
    private static final String ATTRIBUTE = "residuals";

    private Residuals() {}

    /** The graph without residuals that nothing uses. */
    public static Graph leaveOutUnused(GraphBuilder fresh, Graph graph) {
        if (graph.nodes().stream().noneMatch(n -> n.op().has(Trait.RESIDUALS))) {
            return graph;
        }
        Set<Integer> used = new HashSet<>();
        graph.outputs().forEach(p -> used.add(p.edge().id()));
        graph.nodes().forEach(n -> n.inputs().forEach(e -> used.add(e.id())));
        List<Value> inputs = graph.inputs().stream().map(p -> fresh.input(p.name(), p.type())).toList();
        ValueMap map = ValueMap.of(graph, inputs);
        for (Node n : graph.nodes()) {
            String before = fresh.at(n.path());
            map.put(n, fresh.apply(n.op(), map.get(n.inputs()), attributes(n, used)));
            fresh.at(before);
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        graph.outputs().forEach(p -> outputs.put(p.name(), map.get(p.edge())));
        return fresh.build(outputs);
    }

    private static Attributes attributes(Node node, Set<Integer> used) {
        if (!node.op().has(Trait.RESIDUALS) || !node.attributes().flag(ATTRIBUTE, true)) {
            return node.attributes();
        }
        Attributes without = node.attributes().with(ATTRIBUTE, false);
        int ordinary = node.op().infer(node.inputTypes(), without, node.path()).size();
        boolean needed = node.outputs().stream().skip(ordinary).anyMatch(e -> used.contains(e.id()));
        return needed ? node.attributes() : without;
    }
}
