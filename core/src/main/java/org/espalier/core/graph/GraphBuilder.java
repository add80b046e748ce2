package org.espalier.core.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.op.Trait;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.TensorType;

/**
 * Builds a graph: inputs, then applications of ops in order, then outputs. Types are inferred as each op is applied,
 * so a misfit is reported where it was written. Not thread-safe; a builder is used by one thread and then dropped.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class GraphBuilder implements Ops {
    private final Function<String, Op> registry;
    private final List<Graph.Port> inputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private int edges;
    private String path = "";

    /** A builder that finds ops by id with this function, which throws where there is none. */
    public GraphBuilder(Function<String, Op> registry) {
        this.registry = registry;
    }

    /** A builder of nothing yet that finds ops as this one does. */
    public GraphBuilder fresh() {
        return new GraphBuilder(registry);
    }

    /** Declares an input. */
    public Value input(String name, TensorType type) {
        Value v = value(type);
        inputs.add(new Graph.Port(name, v.edge()));
        return v;
    }

    /** The path that nodes get from now on; returns the one they got until now. */
    public String at(String newPath) {
        String old = path;
        path = newPath;
        return old;
    }

    /** The nodes written so far. */
    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** The value that stands for an edge of one of this builder's nodes. */
    public Value value(Node.Edge edge) {
        return new Value(this, edge);
    }

    /** The path that nodes get now. */
    public String path() {
        return path;
    }

    @Override
    public List<Value> apply(String opId, List<Value> operands, Attributes attributes) {
        return apply(registry.apply(opId), operands, attributes);
    }

    /** Applies an op that is at hand. */
    public List<Value> apply(Op op, List<Value> operands, Attributes attributes) {
        for (Value v : operands) {
            if (v.ops() != this) {
                throw new EspalierException("[" + op.id() + "] reads " + v + ", which belongs to another graph"
                        + (path.isEmpty() ? "" : ", at " + path) + "; a value can only be used where it was made");
            }
        }
        List<TensorType> in = operands.stream().map(Value::type).toList();
        List<Value> out = op.infer(in, attributes, path).stream().map(this::value).toList();
        nodes.add(new Node(op, attributes, edges(operands), edges(out), path));
        return out;
    }

    /** Zeros are a constant of them, broadcast or seen under another shape on the way. */
    @Override
    public boolean isZero(Value x) {
        Node.Edge wanted = x.edge();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node n = nodes.get(i);
            if (!n.outputs().contains(wanted)) {
                continue;
            }
            if (n.op().has(Trait.CONSTANT)) {
                return Arrays.stream(n.attributes().tensor("value").toDoubles()).allMatch(v -> v == 0);
            }
            if (!n.op().has(Trait.BROADCAST) && !n.op().has(Trait.VIEW)) {
                return false;
            }
            wanted = n.input(0);
        }
        return false;
    }

    /**
     * Copies a graph's nodes, fed with values of this builder.
     *
     * @param arguments a value for each input of the graph, in order
     * @return a value for each output of the graph, in order
     */
    public List<Value> inline(Graph graph, List<Value> arguments) {
        return inline(graph, arguments, a -> a);
    }

    /** As {@link #inline(Graph, List)}, with attributes changed on the way; types are inferred again. */
    public List<Value> inline(Graph graph, List<Value> arguments, Function<Attributes, Attributes> change) {
        ValueMap map = ValueMap.of(graph, arguments);
        String before = path;
        for (Node n : graph.nodes()) {
            path = joined(before, n.path());
            map.put(n, apply(n.op(), map.get(n.inputs()), change.apply(n.attributes())));
        }
        path = before;
        return graph.outputs().stream().map(p -> map.get(p.edge())).toList();
    }

    /** Writes the decomposition of a node's op in its place, fed with values of this builder. */
    public List<Value> decompose(Node node, List<Value> arguments) {
        Op.Decomposition d = node.op().decomposition().orElseThrow(() -> new EspalierException(
                node.label() + " has no decomposition"));
        String before = at(node.path());
        List<Value> out = d.decompose(this, arguments, node.attributes());
        path = before;
        List<TensorType> types = out.stream().map(Value::type).toList();
        if (!types.equals(node.outputTypes())) {
            throw new EspalierException(node.label() + " decomposes into " + types + ", but its type rule says "
                    + node.outputTypes() + "; the op's definition contradicts itself");
        }
        return out;
    }

    /** The finished graph. */
    public Graph build(Map<String, Value> outputs) {
        return new Graph(inputs, nodes, outputs.entrySet().stream()
                .map(e -> new Graph.Port(e.getKey(), e.getValue().edge()))
                .toList());
    }

    /** The finished graph with outputs named out0, out1, ... */
    public Graph buildOf(List<Value> outputs) {
        List<Graph.Port> ports = new ArrayList<>();
        for (Value v : outputs) {
            ports.add(new Graph.Port("out" + ports.size(), v.edge()));
        }
        return new Graph(inputs, nodes, ports);
    }

    private Value value(TensorType type) {
        return new Value(this, new Node.Edge(edges++, type));
    }

    private static List<Node.Edge> edges(List<Value> values) {
        return Arrays.asList(values.stream().map(Value::edge).toArray(Node.Edge[]::new));
    }

    private static String joined(String outer, String inner) {
        return outer.isEmpty() ? inner : inner.isEmpty() ? outer : outer + "/" + inner;
    }
}
