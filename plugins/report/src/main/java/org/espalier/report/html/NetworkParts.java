package org.espalier.report.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.report.recording.Recording.GraphNode;

/**
 * A graph of ops, gathered into the scopes they stand in: few enough boxes to be looked at. Ops of one scope are one box,
 * unless something outside the scope lies between them, as in a layer that does something before and after another within
 * it; then they are several, for no box may come both before and after another.
 */
final class NetworkParts {
    /** Beyond this many boxes, scopes within others are taken together. */
    private static final int MOST = 80;

    /** One box: the scope, the ops in it, what the last of them yields, and the boxes that it reads from. */
    static final class Part {
        final String path;
        final boolean input;
        final List<String> ops = new ArrayList<>();
        final Set<Part> sources = new LinkedHashSet<>();
        String type = "";

        Part(String path, boolean input) {
            this.path = path;
            this.input = input;
        }
    }

    private final int depth;
    private final List<Part> parts = new ArrayList<>();
    private final Map<String, Part> latest = new HashMap<>();
    private final Map<String, Part> byNode = new HashMap<>();

    private NetworkParts(int depth) {
        this.depth = depth;
    }

    /** The boxes, each after those it reads from where nothing is read twice. */
    static List<Part> of(List<GraphNode> graph) {
        int deepest = graph.stream().mapToInt(n -> n.path().split("/").length).max().orElse(1);
        for (int depth = deepest; ; depth--) {
            List<Part> parts = new NetworkParts(depth).gather(graph);
            if (parts.size() <= MOST || depth == 1) {
                return parts;
            }
        }
    }

    private List<Part> gather(List<GraphNode> graph) {
        for (GraphNode n : graph) {
            if (n.op().equals(GraphNode.VARIABLE)) {
                continue;
            }
            Set<Part> sources = new LinkedHashSet<>();
            n.inputs().stream().map(byNode::get).filter(p -> p != null).forEach(sources::add);
            Part p = n.op().equals(GraphNode.INPUT) ? added(n.name(), true) : box(n, sources);
            sources.stream().filter(s -> s != p).forEach(p.sources::add);
            if (!p.input) {
                p.ops.add(n.op());
            }
            p.type = n.type();
            byNode.put(n.name(), p);
        }
        return parts;
    }

    private Part box(GraphNode n, Set<Part> sources) {
        String path = shortened(n.path());
        Part open = latest.get(path);
        boolean fits = open != null && sources.stream().noneMatch(s -> s != open && reaches(s, open, new HashSet<>()));
        return fits ? open : added(path, false);
    }

    private Part added(String path, boolean input) {
        Part p = new Part(path, input);
        parts.add(p);
        if (!input) {
            latest.put(path, p);
        }
        return p;
    }

    /** Whether a box comes after another. */
    private static boolean reaches(Part from, Part to, Set<Part> seen) {
        return from == to || from.sources.stream().filter(seen::add).anyMatch(s -> reaches(s, to, seen));
    }

    private String shortened(String path) {
        String[] names = path.split("/");
        return names.length <= depth ? path : String.join("/", List.of(names).subList(0, depth));
    }
}
