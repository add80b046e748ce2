package org.espalier.core.op.math;

import static org.espalier.core.op.rule.Gradients.unary;
import static org.espalier.core.op.rule.Gradients.whereNot;
import static org.espalier.core.op.rule.TypeRules.FLOATING;
import static org.espalier.core.op.rule.TypeRules.NUMERIC;
import static org.espalier.op.Trait.ELEMENTWISE;

import java.util.ArrayList;
import java.util.List;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.Readings;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Element-wise functions of one value. */
public final class Functions {
    private Functions() {}

    static final Op EXP = Op.define("Exp", TypeRules.unary(FLOATING))
            .vjp(unary((x, y, c) -> c.mul(y)))
            .onnx(Onnx.floating(6, "Exp"))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    static final Op LOG = Op.define("Log", TypeRules.unary(FLOATING))
            .vjp(unary((x, y, c) -> c.div(x)))
            .onnx(Onnx.floating(6, "Log"))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    /**
     * log(1 + x). In ONNX, which has no such operator, by Kahan's formula: log(u) x / (u - 1) with u = 1 + x rounded, where
     * the logarithm's error at u and the quotient's make up for each other; x itself where u is 1.
     */
    static final Op LOG1P = Op.define("Log1p", TypeRules.unary(FLOATING))
            .decomposition((ops, in, attributes) -> List.of(kahanLog1p(in.get(0))))
            .vjp(unary((x, y, c) -> c.div(x.add(1))))
            .traits(ELEMENTWISE)
            .build();

    private static Value kahanLog1p(Value x) {
        Value u = x.add(1);
        Value d = u.sub(1);
        // Where nothing was rounded the quotient is 1; at infinity it would be NaN.
        Value correction = x.ops().where(d.equal(x), x.constant(1), x.div(d));
        return x.ops().where(d.equal(x.constant(0)), x, u.log().mul(correction));
    }

    /**
     * e^x - 1. In ONNX, which has no such operator, as tanh(x/2) (e^x + 1): an identity in which nothing cancels, neither
     * near 0 nor far from it.
     */
    static final Op EXPM1 = Op.define("Expm1", TypeRules.unary(FLOATING))
            .decomposition((ops, in, attributes) -> List.of(
                    in.get(0).mul(0.5).tanh().mul(in.get(0).exp().add(1))))
            .vjp(unary((x, y, c) -> c.mul(y.add(1))))
            .traits(ELEMENTWISE)
            .build();

    static final Op SQRT = Op.define("Sqrt", TypeRules.unary(FLOATING))
            .vjp(unary((x, y, c) -> c.mul(0.5).div(y)))
            .onnx(Onnx.floating(6, "Sqrt"))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    static final Op RECIPROCAL = Op.define("Reciprocal", TypeRules.unary(FLOATING))
            .vjp(unary((x, y, c) -> c.mul(y.square()).neg()))
            .onnx(Onnx.floating(6, "Reciprocal"))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    /** The error function; its derivative is 2/√π · exp(-x²). */
    static final Op ERF = Op.define("Erf", TypeRules.unary(FLOATING))
            .vjp(unary((x, y, c) -> c.mul(x.square().neg().exp().mul(2 / StrictMath.sqrt(StrictMath.PI)))))
            .onnx(Onnx.floating(9, "Erf"))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    /** Limits to [min, max], either of which may be left out. The derivative is 1 at the limits too. */
    static final Op CLIP = Op.define("Clip", Functions::clipType)
            .vjp((ops, attributes, in, out, c) -> List.of(clipGradient(attributes, in.get(0), c.get(0))))
            .onnx(Onnx.floating(6, Functions::writeClip).and(12, TypeRules.INDEX).and(12, DType.U8))
            .reading(ClipReading.READING)
            .traits(ELEMENTWISE)
            .build();

    private static List<TensorType> clipType(List<TensorType> in, Attributes attributes) {
        double min = attributes.doubleValue("min", Double.NEGATIVE_INFINITY);
        double max = attributes.doubleValue("max", Double.POSITIVE_INFINITY);
        TypeRules.require(min <= max, "min must not be above max (" + min + " > " + max + ")");
        return TypeRules.unary(NUMERIC).infer(in, attributes);
    }

    private static Value clipGradient(Attributes attributes, Value x, Value c) {
        Value result = c;
        if (attributes.has("min")) {
            result = whereNot(x.less(attributes.doubleValue("min")), result);
        }
        if (attributes.has("max")) {
            result = whereNot(x.greater(attributes.doubleValue("max")), result);
        }
        return result;
    }

    private static void writeClip(Node node, OnnxTarget target) {
        if (target.opset() < 11) {
            target.node("Clip", node.attributes().only(List.of("min", "max")));
            return;
        }
        List<String> inputs = new ArrayList<>(target.inputs());
        inputs.add(limit(node, target, "min"));
        inputs.add(limit(node, target, "max"));
        target.node("Clip", inputs, target.outputs(), Attributes.none());
    }

    /** The name of a limit, which is empty in ONNX where there is none. */
    private static String limit(Node node, OnnxTarget target, String name) {
        return node.attributes().has(name)
                ? target.constant(Tensor.scalar(node.input(0).type().dtype(), node.attributes().doubleValue(name)))
                : "";
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(EXP, LOG, LOG1P, EXPM1, SQRT, RECIPROCAL, ERF, CLIP);
    }
}
