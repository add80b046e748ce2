package org.espalier.core.rewrite;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.DeadCode;
import org.espalier.core.graph.Residuals;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;

/** The rewrites that every bound graph goes through before it is planned, in their order. */
public final class Rewrites {
    static final Rewrite DEAD_CODE = (fresh, graph) -> DeadCode.leaveOut(graph);

    private Rewrites() {}

    /**
     * The graph, made ready for a backend.
     *
     * @param first the outputs that the first segment of a step must have computed before the second begins; all
     *     outputs where there is but one segment
     */
    public static Graph prepare(Engine engine, Graph graph, Set<String> first) {
        Graph g = graph;
        List<Rewrite> before = List.of(
                DEAD_CODE, Residuals::leaveOutUnused, new Simplify(), new ConstantFolding(engine), new CommonSubexpressions(),
                DEAD_CODE);
        g = all(engine, g, before);
        Graph lowered = new Lowering(engine).apply(engine.registry().graphBuilder(), g);
        g = lowered == g ? g : all(engine, lowered, before);
        Set<Node> early = ancestors(g, first);
        g = new Fusion(engine, early::contains).apply(engine.registry().graphBuilder(), g);
        return g;
    }

    private static Graph all(Engine engine, Graph graph, List<Rewrite> rewrites) {
        Graph g = graph;
        for (Rewrite r : rewrites) {
            g = r.apply(engine.registry().graphBuilder(), g);
        }
        return g;
    }

    /** The nodes that the named outputs depend on. */
    public static Set<Node> ancestors(Graph graph, Set<String> outputs) {
        Set<Integer> needed = new HashSet<>();
        graph.outputs().stream().filter(p -> outputs.contains(p.name())).forEach(p -> needed.add(p.edge().id()));
        Set<Node> found = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node n = graph.nodes().get(i);
            if (n.outputs().stream().anyMatch(e -> needed.contains(e.id()))) {
                found.add(n);
                n.inputs().forEach(e -> needed.add(e.id()));
            }
        }
        return found;
    }
}
