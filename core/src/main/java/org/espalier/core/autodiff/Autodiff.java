package org.espalier.core.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Reverse-mode differentiation: vector-Jacobian products in reverse topological order, written into the same builder;
 * a value that feeds several consumers sums what comes back. What is written are nodes like any other, so gradients
 * can be differentiated again. An op without a gradient rule is differentiated through its decomposition; put
 * {@link Differentiable} before it so that the decomposition is not computed beside the op. Every dim must be known.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Autodiff {
    private final GraphBuilder builder;
    private final Map<Integer, Value> cotangents = new HashMap<>();
    private final Set<Integer> influenced = new HashSet<>();

    private Autodiff(GraphBuilder builder) {
        this.builder = builder;
    }

    /** The gradients of a scalar with respect to values of the same builder, each of its value's type. */
    public static List<Value> gradients(GraphBuilder builder, Value scalar, List<Value> with) {
        if (scalar.rank() != 0) {
            throw new EspalierException("a gradient is taken of a scalar, but this is " + scalar.type()
                    + "; sum it, or give cotangents");
        }
        return vjp(builder, List.of(scalar), List.of(builder.scalar(scalar.dtype(), 1)), with);
    }

    /**
     * The product of cotangents with the Jacobian of values with respect to others, all of the same builder.
     *
     * @param of the values that are differentiated
     * @param cotangents one for each, of its type
     * @param with inputs or any values before them
     * @return one for each of {@code with}, of its type; zeros where it does not influence the others
     */
    public static List<Value> vjp(GraphBuilder builder, List<Value> of, List<Value> cotangents, List<Value> with) {
        for (Value w : with) {
            requireDifferentiable(w);
        }
        Autodiff pass = new Autodiff(builder);
        with.forEach(w -> pass.influenced.add(w.edge().id()));
        int end = builder.nodes().size();
        pass.spread(0, end);
        for (int i = 0; i < of.size(); i++) {
            pass.accumulate(of.get(i).edge(), cotangents.get(i));
        }
        pass.backward(0, end);
        return with.stream().map(pass::cotangent).toList();
    }

    private static void requireDifferentiable(Value w) {
        if (!w.dtype().isFloating()) {
            throw new EspalierException("no gradient exists with respect to a value of " + w.type()
                    + "; only f32 and f64 have gradients");
        }
        if (!w.shape().isKnown()) {
            throw new EspalierException("the gradient with respect to " + w.type()
                    + " needs every dim to be a number; bind the names first");
        }
    }

    /** Marks what the wanted values influence, so that no gradient is written towards anything else. */
    private void spread(int from, int to) {
        for (Node n : builder.nodes().subList(from, to)) {
            if (n.inputs().stream().anyMatch(e -> influenced.contains(e.id()))) {
                n.outputs().stream()
                        .filter(e -> e.type().dtype().isFloating())
                        .forEach(e -> influenced.add(e.id()));
            }
        }
    }

    private void backward(int from, int to) {
        List<Node> nodes = new ArrayList<>(builder.nodes().subList(from, to));
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node n = nodes.get(i);
            boolean reached = n.outputs().stream().anyMatch(e -> cotangents.containsKey(e.id()));
            boolean matters = n.inputs().stream().anyMatch(e -> influenced.contains(e.id()));
            if (reached && matters) {
                String before = builder.at(n.path());
                backward(n);
                builder.at(before);
            }
        }
    }

    private void backward(Node n) {
        List<Value> inputs = n.inputs().stream().map(builder::value).toList();
        List<Value> outputs = n.outputs().stream().map(builder::value).toList();
        List<Value> given = outputs.stream().map(this::cotangent).toList();
        if (n.op().vjp().isEmpty()) {
            throughDecomposition(n, inputs, given);
            return;
        }
        Op.Vjp rule = n.op().vjp().get();
        List<Value> results = rule.vjp(builder, n.attributes(), inputs, outputs, given);
        if (results.size() != inputs.size()) {
            throw new EspalierException(n.label() + " has " + inputs.size() + " inputs, but its gradient rule gave "
                    + results.size() + " cotangents; the op's definition contradicts itself");
        }
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) != null && influenced.contains(n.input(i).id())) {
                accumulate(n.input(i), unbroadcast(results.get(i), n.input(i).type(), n));
            }
        }
    }

    private void throughDecomposition(Node n, List<Value> inputs, List<Value> given) {
        int start = builder.nodes().size();
        List<Value> rewritten = builder.decompose(n, inputs);
        int end = builder.nodes().size();
        spread(start, end);
        for (int i = 0; i < rewritten.size(); i++) {
            accumulate(rewritten.get(i).edge(), given.get(i));
        }
        backward(start, end);
    }

    private Value cotangent(Value output) {
        Value c = cotangents.get(output.edge().id());
        return c != null ? c : builder.zerosLike(output);
    }

    private void accumulate(Node.Edge edge, Value cotangent) {
        if (!cotangent.type().equals(edge.type())) {
            throw new EspalierException("the cotangent of " + edge + " must have its type, but is " + cotangent.type());
        }
        cotangents.merge(edge.id(), cotangent, Value::add);
    }

    private static Value unbroadcast(Value c, TensorType type, Node n) {
        if (c.rank() < type.shape().rank()) {
            throw new EspalierException(n.label() + " gave the cotangent " + c.type() + " for an input of " + type
                    + "; the op's gradient rule contradicts its type rule");
        }
        return unbroadcast(c, type.shape());
    }

    /**
     * Sums a cotangent over the axes along which broadcasting repeated an input of this shape: the one place that knows of
     * it.
     */
    public static Value unbroadcast(Value c, Shape wanted) {
        if (c.shape().equals(wanted)) {
            return c;
        }
        int extra = c.rank() - wanted.rank();
        List<Integer> axes = new ArrayList<>();
        for (int i = 0; i < c.rank(); i++) {
            if (i < extra || (wanted.dim(i - extra).equals(Dim.of(1)) && !c.dim(i).equals(Dim.of(1)))) {
                axes.add(i);
            }
        }
        Value sum = axes.isEmpty() ? c : c.sum(true, axes.stream().mapToInt(Integer::intValue).toArray());
        return sum.reshape(wanted);
    }
}
