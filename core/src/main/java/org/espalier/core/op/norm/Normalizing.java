package org.espalier.core.op.norm;

import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Softmax and its logarithm along the attribute {@code axis}, both shifted by the maximum so that none overflows; and
 * Hardmax, which is 1 at the first largest element (NaN counts as largest) and 0 elsewhere.
 */
public final class Normalizing {
    private Normalizing() {}

    static final Op SOFTMAX = Op.define("Softmax", Normalizing::type)
            .decomposition((ops, in, attributes) -> {
                int axis = attributes.intValue("axis");
                Value e = shifted(in.get(0), axis).exp();
                return List.of(e.div(e.sum(true, axis)));
            })
            .vjp((ops, attributes, in, out, c) -> {
                Value y = out.get(0);
                Value mean = c.get(0).mul(y).sum(true, attributes.intValue("axis"));
                return List.of(y.mul(c.get(0).sub(mean)));
            })
            .onnx(Onnx.floating(1, (node, target) -> write("Softmax", node, target)))
            .reading(Normalizing::read)
            .build();

    static final Op LOG_SOFTMAX = Op.define("LogSoftmax", Normalizing::type)
            .decomposition((ops, in, attributes) -> {
                int axis = attributes.intValue("axis");
                Value s = shifted(in.get(0), axis);
                return List.of(s.sub(s.exp().sum(true, axis).log()));
            })
            .vjp((ops, attributes, in, out, c) -> List.of(
                    c.get(0).sub(out.get(0).exp().mul(c.get(0).sum(true, attributes.intValue("axis"))))))
            .onnx(Onnx.floating(1, (node, target) -> write("LogSoftmax", node, target)))
            .reading(Normalizing::read)
            .build();

    static final Op HARDMAX = Op.define("Hardmax", Normalizing::type)
            .decomposition((ops, in, attributes) -> {
                Value x = in.get(0);
                int axis = x.shape().axis(attributes.intValue("axis"));
                return List.of(x.dim(axis).equals(Dim.of(0)) ? x
                        : ops.oneHot(ops.argMax(x, axis, false), axis, x.dim(axis).length(), x.dtype()));
            })
            .notDifferentiable()
            .onnx(Onnx.floating(1, (node, target) -> write("Hardmax", node, target)))
            .reading(Normalizing::read)
            .build();

    private static List<TensorType> type(List<TensorType> in, Attributes attributes) {
        List<TensorType> same = TypeRules.unary(FLOATING).infer(in, attributes);
        in.get(0).shape().axis(attributes.intValue("axis"));
        return same;
    }

    private static Value shifted(Value x, int axis) {
        return x.sub(x.ops().reduceMax(x, true, axis));
    }

    /** Before opset 13 the operators work on all axes from the given one on, so there the axis is made the last. */
    private static void write(String opType, Node node, OnnxTarget target) {
        int axis = Onnx.axis(node);
        int last = node.input(0).type().shape().rank() - 1;
        Attributes attributes = Attributes.of("axis", axis);
        if (target.opset() >= 13 || axis == last) {
            target.node(opType, attributes);
            return;
        }
        int[] swap = IntStream.rangeClosed(0, last).map(i -> i == axis ? last : i == last ? axis : i).toArray();
        String before = target.intermediate("swapped");
        String after = target.intermediate("normalized");
        target.node("Transpose", target.inputs(), List.of(before), Attributes.of("perm", swap));
        target.node(opType, List.of(before), List.of(after), Attributes.of("axis", last));
        target.node("Transpose", List.of(after), target.outputs(), Attributes.of("perm", swap));
    }

    /** Before opset 13 the axis, by default 1, parted x into the rows and columns of a matrix. */
    private static List<Value> read(OnnxNode n) {
        Value x = n.input(0);
        if (n.opset() >= 13) {
            return n.ops().apply(n.opType(), List.of(x), Attributes.of("axis", n.attributes().longValue("axis", -1)));
        }
        int axis = Math.toIntExact(n.attributes().longValue("axis", 1));
        int first = axis == x.rank() ? axis : x.shape().axis(axis);
        Shape matrix = Shape.of(x.shape().slice(0, first).count(), x.shape().slice(first, x.rank()).count());
        return List.of(n.ops().apply1(n.opType(), Attributes.of("axis", 1), x.reshape(matrix)).reshape(x.shape()));
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(SOFTMAX, LOG_SOFTMAX, HARDMAX);
    }
}
