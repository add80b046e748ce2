package org.espalier.core.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.op.Trait;
import org.espalier.tensor.TensorType;

/**
 * Works out which memory every edge lives in: views live where their origin does; the new value of a parameter is
 * written over the old one if nothing reads the old one afterwards; a kernel that allows it writes over an input that
 * nobody needs any more; all else gets a place of its own for the time that it is needed.
 */
final class Layout {
    private final Graph graph;
    private final List<Node> calls;
    private final List<Kernel> kernels;
    private final int end;
    /** The first call that may write over an input: before it, a step may still be given up. */
    private final int commit;
    /** Views lead to the edge that they look at. */
    private final Map<Integer, Integer> origin = new HashMap<>();
    private final Map<Integer, TensorType> types = new HashMap<>();
    private final Map<Integer, List<Integer>> reads = new HashMap<>();
    private final Map<Integer, Storage> storageOf = new HashMap<>();
    final List<Storage> storages = new ArrayList<>();
    /** The working memory of each call. */
    final List<List<Storage>> scratch = new ArrayList<>();
    /** Values that have to be copied over an input when all is done: from, to. */
    final List<int[]> copies = new ArrayList<>();

    Layout(Graph graph, List<Node> calls, List<Kernel> kernels, int commit) {
        this.graph = graph;
        this.calls = calls;
        this.kernels = kernels;
        this.end = calls.size();
        this.commit = commit;
    }

    /** Places everything; donations lead from the name of an output to the name of the input that it replaces. */
    void place(Map<String, String> donations) {
        collect();
        donate(donations);
        for (int i = 0; i < end; i++) {
            placeOutputs(i);
            int at = i;
            scratch.add(kernels.get(i).scratch().stream()
                    .map(t -> add(Storage.arena(storages.size(), t, at)))
                    .toList());
        }
        copyRest(donations);
        new Arena(storages).place();
    }

    Storage storage(Node.Edge edge) {
        return storageOf.get(root(edge.id()));
    }

    private void collect() {
        for (Graph.Port p : graph.inputs()) {
            types.put(p.edge().id(), p.type());
            storageOf.put(p.edge().id(), add(Storage.external(storages.size(), p.type(), p.name())));
        }
        for (Node n : graph.nodes()) {
            n.outputs().forEach(e -> types.put(e.id(), e.type()));
            if (n.op().has(Trait.CONSTANT)) {
                storageOf.put(n.output().id(), add(Storage.constant(storages.size(), n.output().type(),
                        Buffer.of(n.attributes().tensor("value")))));
            } else if (n.op().has(Trait.VIEW)) {
                origin.put(n.output().id(), root(n.input(0).id()));
            }
        }
        for (int i = 0; i < end; i++) {
            for (Node.Edge e : calls.get(i).inputs()) {
                read(e, i);
            }
        }
        graph.outputs().forEach(p -> read(p.edge(), end));
    }

    private void read(Node.Edge e, int at) {
        reads.computeIfAbsent(root(e.id()), k -> new ArrayList<>()).add(at);
    }

    private int root(int edge) {
        return origin.getOrDefault(edge, edge);
    }

    private int lastRead(int root) {
        return reads.getOrDefault(root, List.of()).stream().mapToInt(Integer::intValue).max().orElse(-1);
    }

    private Storage add(Storage s) {
        storages.add(s);
        return s;
    }

    /** The new value goes straight into the input's memory where every read of the old one is over by then. */
    private void donate(Map<String, String> donations) {
        Map<Integer, Integer> writers = writers();
        Set<Integer> taken = new HashSet<>();
        Set<Integer> shown = new HashSet<>();
        Set<Integer> donated = new HashSet<>();
        graph.outputs().forEach(p -> (donations.containsKey(p.name()) ? donated : shown).add(root(p.edge().id())));
        donations.forEach((output, input) -> {
            int value = root(graph.output(output).edge().id());
            int target = graph.input(input).edge().id();
            int writer = writers.getOrDefault(value, -1);
            boolean free = writer >= commit && !storageOf.containsKey(value) && !shown.contains(target)
                    && !donated.contains(target) && lastRead(target) <= writer && taken.add(target)
                    && storageOf.get(target).fits(types.get(value))
                    && (lastRead(target) < writer || overwrites(writer, value, target));
            if (free) {
                storageOf.put(value, storageOf.get(target));
            }
        });
    }

    /** The call that writes each edge. */
    private Map<Integer, Integer> writers() {
        Map<Integer, Integer> writers = new HashMap<>();
        for (int i = 0; i < end; i++) {
            int call = i;
            calls.get(i).outputs().forEach(e -> writers.put(e.id(), call));
        }
        return writers;
    }

    /** Whether the call may write this output over every input that lives in the target. */
    private boolean overwrites(int call, int value, int target) {
        Node n = calls.get(call);
        int output = n.outputs().stream().map(Node.Edge::id).toList().indexOf(value);
        for (int k = 0; k < n.inputs().size(); k++) {
            if (root(n.input(k).id()) == target && !kernels.get(call).inPlace(k, output)) {
                return false;
            }
        }
        return true;
    }

    private void placeOutputs(int call) {
        Node n = calls.get(call);
        Set<Storage> reused = new HashSet<>();
        for (int j = 0; j < n.outputs().size(); j++) {
            Node.Edge e = n.outputs().get(j);
            Storage s = storageOf.get(e.id());
            if (s == null) {
                s = inPlace(call, j, reused);
            }
            if (s == null) {
                s = add(Storage.arena(storages.size(), e.type(), call));
            }
            reused.add(s);
            storageOf.put(e.id(), s);
            s.to = Math.max(s.to, Math.max(call, lastRead(e.id())));
        }
    }

    private Storage inPlace(int call, int output, Set<Storage> reused) {
        Node n = calls.get(call);
        for (int k = 0; k < n.inputs().size(); k++) {
            Storage s = storage(n.input(k));
            if (s.kind == Storage.Kind.ARENA && s.to == call && !reused.contains(s)
                    && s.fits(n.outputs().get(output).type()) && overwritesAll(call, output, s)) {
                return s;
            }
        }
        return null;
    }

    private boolean overwritesAll(int call, int output, Storage s) {
        Node n = calls.get(call);
        for (int k = 0; k < n.inputs().size(); k++) {
            if (storage(n.input(k)) == s && !kernels.get(call).inPlace(k, output)) {
                return false;
            }
        }
        return true;
    }

    private void copyRest(Map<String, String> donations) {
        donations.forEach((output, input) -> {
            Storage from = storage(graph.output(output).edge());
            Storage to = storage(graph.input(input).edge());
            if (from != to) {
                copies.add(new int[] {from.index, to.index});
            }
        });
        // A value that another copy overwrites, such as in a swap, is set aside first.
        Set<Integer> overwritten = new HashSet<>();
        copies.forEach(c -> overwritten.add(c[1]));
        List<int[]> aside = new ArrayList<>();
        for (int[] c : copies) {
            if (overwritten.contains(c[0])) {
                Storage from = storages.get(c[0]);
                Storage temporary = add(Storage.arena(storages.size(),
                        TensorType.of(from.dtype, from.length), end));
                temporary.to = end;
                aside.add(new int[] {c[0], temporary.index});
                c[0] = temporary.index;
            }
        }
        copies.addAll(0, aside);
    }

    int[] indices(List<Node.Edge> edges) {
        return edges.stream().mapToInt(e -> storage(e).index).toArray();
    }

    static int[] appended(int[] list, List<Storage> more) {
        int[] all = Arrays.copyOf(list, list.length + more.size());
        for (int i = 0; i < more.size(); i++) {
            all[list.length + i] = more.get(i).index;
        }
        return all;
    }
}
