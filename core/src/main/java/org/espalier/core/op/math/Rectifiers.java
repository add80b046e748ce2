package org.espalier.core.op.math;

import static org.espalier.core.op.rule.Gradients.unary;
import static org.espalier.core.op.rule.Gradients.where;
import static org.espalier.core.op.rule.Gradients.whereNot;
import static org.espalier.core.op.rule.TypeRules.FLOATING;
import static org.espalier.op.Trait.ELEMENTWISE;
import static org.espalier.tensor.DType.F32;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.core.op.rule.Gradients;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.Readings;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxMapping;
import org.espalier.export.OnnxNode;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** Activations that are put together of pieces: where they have a kink, the derivative there is stated. NaN stays. */
public final class Rectifiers {
    private Rectifiers() {}

    /** x above 0, otherwise slope times x, with a slope that broadcasts to x. The derivative at 0 is the slope. */
    static final Op PRELU = Op.define("PRelu", Rectifiers::preluType)
            .decomposition((ops, in, attributes) ->
                    List.of(ops.where(in.get(0).greater(0), in.get(0), in.get(0).mul(in.get(1)))))
            .vjp(Gradients.binary(
                    (x, slope, y, c) -> c.ops().where(x.greater(0), c, c.mul(slope)),
                    (x, slope, y, c) -> whereNot(x.greater(0), c.mul(x))))
            .onnx(Onnx.floating(7, "PRelu"))
            .reading(node -> List.of(node.ops().prelu(node.input(0), slope(node))))
            .traits(ELEMENTWISE)
            .build();

    private static List<TensorType> preluType(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 2);
        TypeRules.dtype(FLOATING, "input", in.get(0));
        TypeRules.sameDType("input", in.get(0), "slope", in.get(1));
        Shape both = Shape.broadcast(in.get(0).shape(), in.get(1).shape());
        TypeRules.require(both.equals(in.get(0).shape()), "slope " + in.get(1) + " must broadcast to input "
                + in.get(0) + ", but would widen it to " + both);
        return List.of(in.get(0));
    }

    /** Before opset 7 several slopes were those of the channels, the second axis. */
    private static Value slope(OnnxNode node) {
        Value slope = node.input(1);
        int behind = node.input(0).rank() - 2;
        return node.opset() >= 7 || slope.rank() != 1 || behind <= 0
                ? slope
                : node.ops().unsqueeze(slope, IntStream.rangeClosed(1, behind).toArray());
    }

    /** x above the attribute {@code alpha}, otherwise 0. The derivative at alpha is 0. */
    static final Op THRESHOLDED_RELU = configured("ThresholdedRelu", "alpha")
            .decomposition((ops, in, attributes) -> List.of(
                    whereNot(in.get(0).lessOrEqual(attributes.doubleValue("alpha")), in.get(0))))
            .onnx(Onnx.floating(10, OnnxMapping.same("ThresholdedRelu", "alpha")))
            .reading(Readings.with("alpha", 1.0))
            .build();

    /** x above 0, otherwise {@code alpha} (e^x - 1). The derivative at 0 is alpha. */
    static final Op ELU = configured("Elu", "alpha")
            .decomposition((ops, in, attributes) -> List.of(ops.where(
                    in.get(0).greater(0), in.get(0), notPositive(in.get(0)).expm1().mul(attributes.doubleValue("alpha")))))
            .vjp((ops, attributes, in, out, c) -> List.of(ops.where(
                    in.get(0).greater(0), c.get(0), c.get(0).mul(out.get(0).add(attributes.doubleValue("alpha"))))))
            .onnx(Onnx.floating(6, OnnxMapping.same("Elu", "alpha")))
            .reading(Readings.with("alpha", 1.0))
            .build();

    /** {@code gamma} times Elu of {@code alpha}. The derivative at 0 is gamma alpha. */
    static final Op SELU = configured("Selu", "alpha", "gamma")
            .decomposition((ops, in, attributes) -> List.of(
                    ops.elu(in.get(0), attributes.doubleValue("alpha")).mul(attributes.doubleValue("gamma"))))
            .onnx(Onnx.floating(6, OnnxMapping.same("Selu", "alpha", "gamma")))
            .reading(Readings.with("alpha", 1.6732632, "gamma", 1.050701))
            .build();

    /** x above 0, otherwise {@code alpha} (e^(x/alpha) - 1). The derivative at 0 is 1. ONNX has it for f32 alone. */
    static final Op CELU = Op.define("Celu", Rectifiers::celuType)
            .decomposition((ops, in, attributes) -> {
                double alpha = attributes.doubleValue("alpha");
                Value e = notPositive(in.get(0)).div(alpha).expm1();
                return List.of(ops.where(in.get(0).greater(0), in.get(0), e.mul(alpha)));
            })
            .vjp((ops, attributes, in, out, c) -> List.of(ops.where(
                    in.get(0).greater(0), c.get(0), c.get(0).mul(out.get(0).div(attributes.doubleValue("alpha")).add(1)))))
            .onnx(Onnx.of(12, OnnxMapping.same("Celu", "alpha"), F32))
            .reading(Readings.with("alpha", 1.0))
            .traits(ELEMENTWISE)
            .build();

    private static List<TensorType> celuType(List<TensorType> in, Attributes attributes) {
        TypeRules.require(attributes.doubleValue("alpha") != 0, "alpha must not be 0");
        return TypeRules.unary(FLOATING).infer(in, attributes);
    }

    /** The exponent is kept from growing where its result is not used: 0 times infinity would spoil the gradient. */
    private static Value notPositive(Value x) {
        return x.min(0);
    }

    /** {@code alpha} x + {@code beta}, limited to [0, 1]. The derivative at both corners is alpha. */
    static final Op HARD_SIGMOID = configured("HardSigmoid", "alpha", "beta")
            .decomposition((ops, in, attributes) -> List.of(in.get(0)
                    .mul(attributes.doubleValue("alpha"))
                    .add(attributes.doubleValue("beta"))
                    .clip(0, 1)))
            .onnx(Onnx.floating(6, OnnxMapping.same("HardSigmoid", "alpha", "beta")))
            .reading(Readings.with("alpha", 0.2, "beta", 0.5))
            .build();

    /** x HardSigmoid(x, 1/6, 1/2). The derivative is -1/2 at -3 and 3/2 at 3. */
    static final Op HARD_SWISH = configured("HardSwish")
            .decomposition((ops, in, attributes) -> List.of(in.get(0).mul(ops.hardSigmoid(in.get(0), 1 / 6.0, 0.5))))
            .onnx(Onnx.floating(14, "HardSwish"))
            .reading(Readings.plain())
            .build();

    /** x + {@code bias} below -{@code lambd}, x - bias above lambd, otherwise 0. The derivative at both ends is 0. */
    static final Op SHRINK = configured("Shrink", "bias", "lambd")
            .decomposition((ops, in, attributes) -> List.of(shrink(
                    ops, in.get(0), attributes.doubleValue("bias"), attributes.doubleValue("lambd"))))
            .onnx(Onnx.floating(9, OnnxMapping.same("Shrink", "bias", "lambd")))
            .reading(Readings.with("bias", 0.0, "lambd", 0.5))
            .build();

    private static Value shrink(Ops ops, Value x, double bias, double lambd) {
        return ops.where(x.less(-lambd), x.add(bias), whereNot(x.lessOrEqual(lambd), x.sub(bias)));
    }

    /** An op of one floating input with these attributes, all of them numbers. */
    private static Op.Builder configured(String id, String... numbers) {
        return Op.define(id, (in, attributes) -> {
            for (String name : numbers) {
                attributes.doubleValue(name);
            }
            return TypeRules.unary(FLOATING).infer(in, attributes);
        }).traits(ELEMENTWISE);
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(PRELU, THRESHOLDED_RELU, ELU, SELU, CELU, HARD_SIGMOID, HARD_SWISH, SHRINK);
    }
}
