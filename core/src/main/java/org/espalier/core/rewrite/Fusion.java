package org.espalier.core.rewrite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import org.espalier.backend.Backend;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.graph.ValueMap;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;

/**
 * Joins element-wise nodes of one shape, and an anchor such as a matrix product in front of them, into regions that
 * run as one kernel. Each region becomes a node of the op {@code Fused} that holds the region as its body. A region
 * never spans the two segments of a step, and never makes a cycle.
 */
final class Fusion implements Rewrite {
    private static final String FUSED = "Fused";
    private final Engine engine;
    private final Predicate<Node> firstSegment;

    private static final class Region {
        final List<Node> nodes = new ArrayList<>();
        final Shape shape;
        final boolean first;
        boolean anchored;
        boolean open;

        Region(Node n, Backend.Fusion part, boolean first) {
            nodes.add(n);
            this.shape = n.output().type().shape();
            this.first = first;
            this.anchored = part == Backend.Fusion.ANCHOR;
            this.open = part != Backend.Fusion.NONE && n.outputs().size() == 1;
        }
    }

    private final Map<Integer, Region> producer = new HashMap<>();
    private final Set<Region> regions = new LinkedHashSet<>();

    Fusion(Engine engine, Predicate<Node> firstSegment) {
        this.engine = engine;
        this.firstSegment = firstSegment;
    }

    @Override
    public Graph apply(GraphBuilder fresh, Graph graph) {
        Map<Node, Integer> order = new IdentityHashMap<>();
        for (Node n : graph.nodes()) {
            order.put(n, order.size());
            place(n);
        }
        Map<Integer, Integer> uses = uses(graph);
        regions.forEach(r -> r.nodes.sort(Comparator.comparing(order::get)));
        new ArrayList<>(regions).forEach(r -> splitAnchor(r, uses));
        List<Region> sorted = sort(order);
        return write(fresh, graph, sorted, uses);
    }

    /** Puts a node into the regions that feed it, if it can be joined to them, otherwise into one of its own. */
    private void place(Node n) {
        Backend.Fusion part = engine.backend().fusion(n);
        Region own = new Region(n, part, firstSegment.test(n));
        Set<Region> joined = new LinkedHashSet<>();
        if (part == Backend.Fusion.ELEMENTWISE && own.open) {
            for (Node.Edge e : n.inputs()) {
                Region r = producer.get(e.id());
                if (r != null && r.open && r.first == own.first && r.shape.equals(own.shape) && !joined.contains(r)
                        && (!isTruth(n) || r.nodes.stream().allMatch(Fusion::isTruth))
                        && !(r.anchored && joined.stream().anyMatch(j -> j.anchored))) {
                    joined.add(r);
                    if (makesCycle(joined, n)) {
                        joined.remove(r);
                    }
                }
            }
        }
        for (Region r : joined) {
            own.nodes.addAll(r.nodes);
            own.anchored |= r.anchored;
            regions.remove(r);
        }
        regions.add(own);
        own.nodes.forEach(m -> m.outputs().forEach(e -> producer.put(e.id(), own)));
    }

    /**
     * Truth values wait for their readers rather than join what they are made of: they are cheap to make, so that none
     * are stored where the one region that reads them computes them itself.
     */
    private static boolean isTruth(Node n) {
        return n.output().type().dtype() == DType.BOOL;
    }

    /**
     * Whether something outside, that the joined region would read, depends on the region itself; or its anchor, which
     * is not computed element by element, does.
     */
    private boolean makesCycle(Set<Region> joined, Node n) {
        if (joined.stream().anyMatch(r -> r.anchored && anchor(r).inputs().stream()
                .anyMatch(e -> joined.contains(producer.get(e.id()))))) {
            return true;
        }
        Set<Region> seen = new HashSet<>();
        List<Region> open = new ArrayList<>();
        joined.forEach(r -> r.nodes.forEach(m -> addSources(m, joined, seen, open)));
        addSources(n, joined, seen, open);
        while (!open.isEmpty()) {
            Region r = open.remove(open.size() - 1);
            for (Node m : r.nodes) {
                for (Node.Edge e : m.inputs()) {
                    Region source = producer.get(e.id());
                    if (source == null || source == r) {
                        continue;
                    }
                    if (joined.contains(source)) {
                        return true;
                    }
                    if (seen.add(source)) {
                        open.add(source);
                    }
                }
            }
        }
        return false;
    }

    private void addSources(Node n, Set<Region> joined, Set<Region> seen, List<Region> open) {
        for (Node.Edge e : n.inputs()) {
            Region source = producer.get(e.id());
            if (source != null && !joined.contains(source) && seen.add(source)) {
                open.add(source);
            }
        }
    }

    /** An anchor stays alone where the backend has no kernel for it and what follows it. */
    private void splitAnchor(Region r, Map<Integer, Integer> uses) {
        if (!r.anchored || r.nodes.size() == 1 || engine.backend().kernel(fused(r, uses)).isPresent()) {
            return;
        }
        Node anchor = anchor(r);
        r.nodes.remove(anchor);
        r.anchored = false;
        Region own = new Region(anchor, Backend.Fusion.NONE, r.first);
        regions.add(own);
        anchor.outputs().forEach(e -> producer.put(e.id(), own));
    }

    private Node anchor(Region r) {
        return r.nodes.stream()
                .filter(n -> engine.backend().fusion(n) == Backend.Fusion.ANCHOR)
                .findFirst()
                .orElseThrow();
    }

    /** A region as one node over the edges of the graph that it is in. */
    private Node fused(Region r, Map<Integer, Integer> uses) {
        Set<Integer> inside = new HashSet<>();
        r.nodes.forEach(n -> n.outputs().forEach(e -> inside.add(e.id())));
        Set<Node.Edge> external = new LinkedHashSet<>();
        r.nodes.forEach(n -> n.inputs().stream().filter(e -> !inside.contains(e.id())).forEach(external::add));
        List<Node.Edge> arguments = List.copyOf(external);
        List<Node.Edge> results = results(r, uses);
        return new Node(engine.registry().op(FUSED), Attributes.of("body", body(r.nodes, arguments, results)),
                arguments, results, r.nodes.get(r.nodes.size() - 1).path());
    }

    private static Map<Integer, Integer> uses(Graph graph) {
        Map<Integer, Integer> uses = new HashMap<>();
        graph.nodes().forEach(n -> n.inputs().forEach(e -> uses.merge(e.id(), 1, Integer::sum)));
        graph.outputs().forEach(p -> uses.merge(p.edge().id(), 1, Integer::sum));
        return uses;
    }

    /** The edges that something outside the region reads. */
    private static List<Node.Edge> results(Region r, Map<Integer, Integer> uses) {
        Map<Integer, Integer> outside = new HashMap<>(uses);
        r.nodes.forEach(n -> n.inputs().forEach(e -> outside.merge(e.id(), -1, Integer::sum)));
        return r.nodes.stream()
                .flatMap(n -> n.outputs().stream())
                .filter(e -> outside.getOrDefault(e.id(), 0) > 0)
                .toList();
    }

    /** Regions after those they read from; otherwise the first segment first, and each where its last node stood. */
    private List<Region> sort(Map<Node, Integer> order) {
        Map<Region, Set<Region>> readers = new HashMap<>();
        Map<Region, Integer> waiting = new HashMap<>();
        for (Region r : regions) {
            Set<Region> sources = new HashSet<>();
            r.nodes.forEach(n -> n.inputs().forEach(e -> sources.add(producer.get(e.id()))));
            sources.remove(null);
            sources.remove(r);
            waiting.put(r, sources.size());
            sources.forEach(s -> readers.computeIfAbsent(s, k -> new LinkedHashSet<>()).add(r));
        }
        Comparator<Region> byPlace = Comparator.comparing((Region r) -> !r.first)
                .thenComparing(r -> order.get(r.nodes.get(r.nodes.size() - 1)));
        PriorityQueue<Region> ready = new PriorityQueue<>(byPlace);
        regions.stream().filter(r -> waiting.get(r) == 0).forEach(ready::add);
        List<Region> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            Region r = ready.poll();
            sorted.add(r);
            for (Region reader : readers.getOrDefault(r, Set.of())) {
                if (waiting.merge(reader, -1, Integer::sum) == 0) {
                    ready.add(reader);
                }
            }
        }
        if (sorted.size() != regions.size()) {
            throw new IllegalStateException("fusion made a cycle; this is a defect of it");
        }
        return sorted;
    }

    private Graph write(GraphBuilder builder, Graph graph, List<Region> regions, Map<Integer, Integer> uses) {
        List<Value> inputs = graph.inputs().stream().map(p -> builder.input(p.name(), p.type())).toList();
        ValueMap map = ValueMap.of(graph, inputs);
        for (Region r : regions) {
            if (r.nodes.size() == 1) {
                Node n = r.nodes.get(0);
                map.put(n, NodeRule.copy(builder, n, map.get(n.inputs())));
                continue;
            }
            Node node = fused(r, uses);
            String before = builder.at(node.path());
            List<Value> out = builder.apply(FUSED, map.get(node.inputs()), node.attributes());
            builder.at(before);
            for (int i = 0; i < out.size(); i++) {
                map.put(node.outputs().get(i), out.get(i));
            }
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        graph.outputs().forEach(p -> outputs.put(p.name(), map.get(p.edge())));
        return builder.build(outputs);
    }

    private static Graph body(List<Node> nodes, List<Node.Edge> arguments, List<Node.Edge> results) {
        List<Graph.Port> in = new ArrayList<>();
        arguments.forEach(e -> in.add(new Graph.Port("in" + in.size(), e)));
        List<Graph.Port> out = new ArrayList<>();
        results.forEach(e -> out.add(new Graph.Port("out" + out.size(), e)));
        return new Graph(in, nodes, out);
    }
}
