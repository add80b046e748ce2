package org.espalier.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.espalier.plugin.API;
import org.espalier.tensor.TensorType;

/**
 * A computation in static single assignment form: named inputs, nodes in topological order, named outputs.
 * Immutable, and verified when it is built: every edge is defined once, before it is used, and every node's output
 * types are what its op's type rule says.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Graph {
    private final List<Port> inputs;
    private final List<Node> nodes;
    private final List<Port> outputs;

    /** A named input or output. */
    public record Port(String name, Node.Edge edge) {
        /** The type that passes through. */
        public TensorType type() {
            return edge.type();
        }
    }

    /**
     * @throws IllegalArgumentException where an edge is used before it is defined, defined twice, typed differently
     *     from its op's type rule, or a port's name is used twice
     */
    public Graph(List<Port> inputs, List<Node> nodes, List<Port> outputs) {
        this.inputs = List.copyOf(inputs);
        this.nodes = List.copyOf(nodes);
        this.outputs = List.copyOf(outputs);
        verify();
    }

    /** The inputs in their declared order. */
    public List<Port> inputs() {
        return inputs;
    }

    /** The nodes, each after all that it reads from. */
    public List<Node> nodes() {
        return nodes;
    }

    /** The outputs in their declared order; one edge may leave under several names. */
    public List<Port> outputs() {
        return outputs;
    }

    /** The input of this name. */
    public Port input(String name) {
        return port(inputs, "input", name);
    }

    /** The output of this name. */
    public Port output(String name) {
        return port(outputs, "output", name);
    }

    /** The names of all dims that are not known yet. */
    public Set<String> unboundDims() {
        return inputs.stream()
                .flatMap(p -> p.type().shape().dims().stream())
                .flatMap(d -> d.names().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Port port(List<Port> ports, String kind, String name) {
        return ports.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the graph has no " + kind + " '" + name + "'; it has "
                        + ports.stream().map(Port::name).toList()));
    }

    private void verify() {
        Map<Integer, TensorType> defined = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (Port p : inputs) {
            define(defined, p.edge(), () -> "input " + p.name());
            if (!names.add(p.name())) {
                throw invalid("the input name '" + p.name() + "' is used twice");
            }
        }
        for (Node n : nodes) {
            for (Node.Edge e : n.inputs()) {
                if (!e.type().equals(defined.get(e.id()))) {
                    throw invalid(n.label() + " reads " + e + ", which is "
                            + (defined.containsKey(e.id()) ? "defined as " + defined.get(e.id()) : "not defined before it"));
                }
            }
            List<TensorType> ruled = n.op().infer(n.inputTypes(), n.attributes(), n.path());
            if (!ruled.equals(n.outputTypes())) {
                throw invalid(n.label() + " is given outputs " + n.outputTypes() + ", but its type rule says " + ruled);
            }
            for (Node.Edge e : n.outputs()) {
                define(defined, e, n::label);
            }
        }
        names.clear();
        for (Port p : outputs) {
            if (!p.type().equals(defined.get(p.edge().id()))) {
                throw invalid("output '" + p.name() + "' is " + p.edge() + ", which no node or input defines");
            }
            if (!names.add(p.name())) {
                throw invalid("the output name '" + p.name() + "' is used twice");
            }
        }
    }

    private static void define(Map<Integer, TensorType> defined, Node.Edge e, Supplier<String> by) {
        if (defined.put(e.id(), e.type()) != null) {
            throw invalid("%" + e.id() + " is defined a second time by " + by.get());
        }
    }

    private static IllegalArgumentException invalid(String why) {
        return new IllegalArgumentException("not a valid graph: " + why);
    }

    /** A stable text form: one line an input, a node or the outputs, edges numbered in order of definition. */
    @Override
    public String toString() {
        Map<Integer, String> numbers = new HashMap<>();
        List<String> lines = new ArrayList<>();
        for (Port p : inputs) {
            lines.add("input " + number(numbers, p.edge()) + ":" + p.type() + " " + p.name());
        }
        for (Node n : nodes) {
            String in = n.inputs().stream().map(e -> numbers.get(e.id())).collect(Collectors.joining(", ", "(", ")"));
            String out = n.outputs().stream()
                    .map(e -> number(numbers, e) + ":" + e.type())
                    .collect(Collectors.joining(", "));
            lines.add(out + " = " + n.op().id() + in + n.attributes() + (n.path().isEmpty() ? "" : " @" + n.path()));
        }
        lines.add("return " + outputs.stream()
                .map(p -> p.name() + "=" + numbers.get(p.edge().id()))
                .collect(Collectors.joining(", ")));
        return String.join("\n", lines);
    }

    private static String number(Map<Integer, String> numbers, Node.Edge e) {
        return numbers.computeIfAbsent(e.id(), id -> "%" + numbers.size());
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Graph g && toString().equals(g.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
