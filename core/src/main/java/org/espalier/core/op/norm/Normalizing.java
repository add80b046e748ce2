package org.espalier.core.op.norm;

import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.TensorType;

/** Softmax and its logarithm along the attribute {@code axis}, both shifted by the maximum so that none overflows. */
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

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(SOFTMAX, LOG_SOFTMAX);
    }
}
