package org.espalier.core.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.plugin.API;

/** Leaves out nodes that no output depends on. */
@API(status = API.Status.STABLE, since = "0.1")
public final class DeadCode {
    private DeadCode() {}

    /** The graph without them; the same where there are none. */
    public static Graph leaveOut(Graph graph) {
        Set<Integer> live = new HashSet<>();
        graph.outputs().forEach(p -> live.add(p.edge().id()));
        Deque<Node> kept = new ArrayDeque<>();
        List<Node> nodes = graph.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node n = nodes.get(i);
            if (n.outputs().stream().anyMatch(e -> live.contains(e.id()))) {
                kept.addFirst(n);
                n.inputs().forEach(e -> live.add(e.id()));
            }
        }
        return kept.size() == nodes.size() ? graph : new Graph(graph.inputs(), List.copyOf(kept), graph.outputs());
    }
}
