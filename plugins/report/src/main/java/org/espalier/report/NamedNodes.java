package org.espalier.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.report.recording.Recording.GraphNode;

/** A graph with a name for each node: its scope and op, numbered where there are several in one scope. */
final class NamedNodes {
    private final Set<String> taken = new HashSet<>();
    private final Map<Integer, String> names = new HashMap<>();
    private final List<GraphNode> nodes = new ArrayList<>();

    private NamedNodes() {}

    static List<GraphNode> of(Graph graph) {
        return new NamedNodes().read(graph);
    }

    private List<GraphNode> read(Graph graph) {
        for (Graph.Port p : graph.inputs()) {
            // What is read has a batch of any size; parameters and states have known shapes.
            boolean variable = p.type().shape().isKnown();
            String name = unique(p.name());
            names.put(p.edge().id(), name);
            nodes.add(new GraphNode(name, variable ? GraphNode.VARIABLE : GraphNode.INPUT, List.of(), scope(p.name()),
                    p.type().toString()));
        }
        for (Node n : graph.nodes()) {
            String name = unique(n.path().isEmpty() ? n.op().id() : n.path() + "/" + n.op().id());
            n.outputs().forEach(e -> names.put(e.id(), name));
            nodes.add(new GraphNode(name, n.op().id(), n.inputs().stream().map(e -> names.get(e.id())).toList(), n.path(),
                    n.outputTypes().stream().map(Object::toString).collect(Collectors.joining(" "))));
        }
        return nodes;
    }

    private static String scope(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private String unique(String base) {
        String name = base;
        for (int i = 1; !taken.add(name); i++) {
            name = base + "_" + i;
        }
        return name;
    }
}
