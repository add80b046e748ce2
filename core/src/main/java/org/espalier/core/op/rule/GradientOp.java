package org.espalier.core.op.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.espalier.core.autodiff.Autodiff;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.TensorType;

/**
 * What a gradient op, whose kernel computes an op's vector-Jacobian product at once, decomposes into: the vector-Jacobian
 * product of the op's own decomposition. So the two have to agree, and the gradient op can be differentiated again.
 */
public final class GradientOp {
    private GradientOp() {}

    /**
     * Differentiates an op's decomposition, apart from whatever the inputs are made of, so that an input that is a function
     * of another counts as independent of it.
     *
     * @param cotangents one for each of the op's first outputs, or null for zeros; the others have none
     * @return a cotangent of each floating input, in order
     */
    public static List<Value> decomposition(Ops ops, Op op, Attributes attributes, List<Value> inputs, List<Value> cotangents) {
        if (!(ops instanceof GraphBuilder into)) {
            throw new EspalierException("the gradient of [" + op.id() + "] can only be written into a graph builder");
        }
        GraphBuilder apart = into.fresh();
        List<Value> point = declare(apart, "in", inputs);
        List<Value> present = cotangents.stream().filter(Objects::nonNull).toList();
        List<Value> given = declare(apart, "cotangent", present);
        List<Value> outputs = op.decomposition().orElseThrow().decompose(apart, point, attributes);
        List<Value> of = IntStream.range(0, cotangents.size()).filter(i -> cotangents.get(i) != null)
                .mapToObj(outputs::get).toList();
        Graph graph = apart.buildOf(Autodiff.vjp(apart, of, given, floating(point)));
        List<Value> arguments = new ArrayList<>(inputs);
        arguments.addAll(present);
        return into.inline(graph, arguments);
    }

    private static List<Value> declare(GraphBuilder builder, String name, List<Value> like) {
        List<Value> declared = new ArrayList<>();
        for (Value v : like) {
            declared.add(builder.input(name + declared.size(), v.type()));
        }
        return declared;
    }

    private static List<Value> floating(List<Value> values) {
        return values.stream().filter(v -> v.dtype().isFloating()).toList();
    }

    /** The types of the outputs: those of the floating inputs. */
    public static List<TensorType> types(List<TensorType> inputs) {
        return inputs.stream().filter(t -> t.dtype().isFloating()).toList();
    }

    /** The cotangents of all inputs from those of the floating ones: null for the others. */
    public static List<Value> spread(List<Value> ofFloating, List<Value> inputs) {
        List<Value> all = new ArrayList<>();
        int next = 0;
        for (Value v : inputs) {
            all.add(v.dtype().isFloating() ? ofFloating.get(next++) : null);
        }
        return all;
    }
}
