package org.espalier.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.espalier.core.check.Interpreter;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.op.Trait;
import org.espalier.tensor.Tensor;

/**
 * The values that are known while a graph is being built: weights, bound inputs, and what follows from them, which is
 * computed on the reference backend when it is asked for.
 */
final class Knowledge {
    /** What is larger than this is no shape and no list of axes, but may be a lie about one. */
    private static final long LARGEST = 1 << 22;

    private final GraphBuilder builder;
    private final Interpreter interpreter;
    private final Map<Integer, Tensor> known = new HashMap<>();
    private final Map<Integer, String> inputs = new HashMap<>();
    private final Map<String, Tensor> bindable;
    private final Set<String> bound = new TreeSet<>();
    /** The position of the node that defines an edge, as far as nodes were looked at. */
    private final Map<Integer, Integer> definitions = new HashMap<>();
    private int seen;

    Knowledge(GraphBuilder builder, Engine reference, Map<String, Tensor> bindable) {
        this.builder = builder;
        this.interpreter = new Interpreter(reference);
        this.bindable = bindable;
    }

    /** A value that is known from the beginning. */
    void constant(Node.Edge edge, Tensor value) {
        known.put(edge.id(), value);
    }

    /** A value that comes from outside. */
    void input(Node.Edge edge, String name) {
        inputs.put(edge.id(), name);
    }

    /** The inputs that were bound because their values were needed. */
    Set<String> bound() {
        return bound;
    }

    /** The node that defines an edge, or null for an input. */
    Node definition(Node.Edge edge) {
        Integer at = position(edge);
        return at == null ? null : builder.nodes().get(at);
    }

    private Integer position(Node.Edge edge) {
        List<Node> nodes = builder.nodes();
        for (; seen < nodes.size(); seen++) {
            for (Node.Edge e : nodes.get(seen).outputs()) {
                definitions.put(e.id(), seen);
            }
        }
        return definitions.get(edge.id());
    }

    /**
     * The value of an edge.
     *
     * @throws IllegalArgumentException saying why it is not known
     */
    Tensor value(Node.Edge edge) {
        Tensor t = known.get(edge.id());
        return t != null ? t : computed(edge);
    }

    /** Whether the value of an edge is known. */
    boolean knows(Node.Edge edge) {
        return obstacle(edge, new TreeSet<>(), new TreeSet<>()) == null;
    }

    private Tensor computed(Node.Edge edge) {
        Set<Integer> needed = new TreeSet<>();
        Set<String> newlyBound = new TreeSet<>();
        String obstacle = obstacle(edge, needed, newlyBound);
        if (obstacle != null) {
            throw new IllegalArgumentException(obstacle);
        }
        bind(newlyBound);
        needed.forEach(at -> run(builder.nodes().get(at)));
        return known.get(edge.id());
    }

    /**
     * Why the value of an edge cannot be computed, or null if it can.
     *
     * @param needed takes the positions of the nodes that have to run for it
     * @param newlyBound takes the names of the inputs that have to be bound for it
     */
    private String obstacle(Node.Edge edge, Set<Integer> needed, Set<String> newlyBound) {
        Deque<Node.Edge> open = new ArrayDeque<>(List.of(edge));
        while (!open.isEmpty()) {
            Node.Edge e = open.pop();
            Integer at = position(e);
            String input = inputs.get(e.id());
            if (known.containsKey(e.id())) {
                continue;
            }
            if (at == null && !bindable.containsKey(input)) {
                return "it depends on the input '" + input + "', whose value is known only when the graph runs; bind it to a constant";
            }
            if (at == null) {
                newlyBound.add(input);
            } else if (needed.add(at)) {
                Node n = builder.nodes().get(at);
                String own = obstacle(n);
                if (own != null) {
                    return own;
                }
                open.addAll(n.inputs());
            }
        }
        return null;
    }

    private static String obstacle(Node n) {
        if (n.op().has(Trait.RANDOM)) {
            return "it depends on " + n.label() + ", which is random";
        }
        return n.outputTypes().stream()
                .filter(t -> !t.shape().isKnown() || t.shape().size() > LARGEST)
                .findFirst()
                .map(t -> "it depends on " + n.label() + ", whose output " + t + (t.shape().isKnown()
                        ? " is too large to be computed beforehand" : " has lengths that are not known"))
                .orElse(null);
    }

    private void bind(Set<String> names) {
        bound.addAll(names);
        inputs.forEach((id, name) -> {
            if (names.contains(name)) {
                known.put(id, bindable.get(name));
            }
        });
    }

    private void run(Node n) {
        List<Tensor> results = run(n, n.inputs().stream().map(e -> known.get(e.id())).toList());
        for (int i = 0; i < results.size(); i++) {
            known.put(n.outputs().get(i).id(), results.get(i));
        }
    }

    /** The outputs of a node for values of its inputs. */
    List<Tensor> run(Node n, List<Tensor> values) {
        List<Graph.Port> ports = new ArrayList<>();
        List<Tensor> arguments = new ArrayList<>();
        Map<Integer, Integer> given = new HashMap<>();
        IntStream.range(0, values.size()).filter(i -> given.put(n.input(i).id(), i) == null).forEach(i -> {
            ports.add(new Graph.Port("in" + i, n.input(i)));
            arguments.add(values.get(i));
        });
        List<Graph.Port> outputs = new ArrayList<>();
        n.outputs().forEach(e -> outputs.add(new Graph.Port("out" + outputs.size(), e)));
        return interpreter.run(new Graph(ports, List.of(n), outputs), arguments);
    }
}
