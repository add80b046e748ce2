package org.espalier.core.op.math;

import static org.espalier.core.op.rule.Gradients.unary;
import static org.espalier.core.op.rule.Gradients.where;
import static org.espalier.core.op.rule.TypeRules.FLOATING;
import static org.espalier.core.op.rule.TypeRules.INDEX;
import static org.espalier.core.op.rule.TypeRules.SIGNED;
import static org.espalier.op.Trait.ELEMENTWISE;

import java.util.List;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.Readings;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxMapping;
import org.espalier.op.Op;

/** Element-wise activations that ONNX has as operators of their own. */
public final class Activations {
    private Activations() {}

    /** The derivative at 0 is 0. */
    static final Op RELU = Op.define("Relu", TypeRules.unary(SIGNED))
            .vjp(unary((x, y, c) -> where(y.greater(0), c)))
            .onnx(Onnx.floating(6, "Relu").and(14, INDEX))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    /** x where it is positive, otherwise alpha times x. The derivative at 0 is alpha. */
    static final Op LEAKY_RELU = Op.define("LeakyRelu", (in, attributes) -> {
        attributes.doubleValue("alpha");
        return TypeRules.unary(FLOATING).infer(in, attributes);
    })
            .vjp((ops, attributes, in, out, c) -> List.of(ops.where(
                    in.get(0).greater(0), c.get(0), c.get(0).mul(attributes.doubleValue("alpha")))))
            .onnx(Onnx.floating(6, OnnxMapping.same("LeakyRelu", "alpha")))
            .reading(Readings.with("alpha", 0.01))
            .traits(ELEMENTWISE)
            .build();

    static final Op SIGMOID = Op.define("Sigmoid", TypeRules.unary(FLOATING))
            .vjp(unary((x, y, c) -> c.mul(y.mul(y.constant(1).sub(y)))))
            .onnx(Onnx.floating(6, "Sigmoid"))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    static final Op TANH = Op.define("Tanh", TypeRules.unary(FLOATING))
            .vjp(unary((x, y, c) -> c.mul(y.constant(1).sub(y.square()))))
            .onnx(Onnx.floating(6, "Tanh"))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    static final Op SOFTPLUS = Op.define("Softplus", TypeRules.unary(FLOATING))
            .vjp(unary((x, y, c) -> c.mul(x.sigmoid())))
            .onnx(Onnx.floating(1, "Softplus"))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    /** x/(1+|x|), which is ±1 at the infinities, as no decomposition would be; its derivative is 1/(1+|x|)². */
    static final Op SOFTSIGN = Op.define("Softsign", TypeRules.unary(FLOATING))
            .vjp(unary((x, y, c) -> c.div(x.abs().add(1).square())))
            .onnx(Onnx.floating(1, "Softsign"))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(RELU, LEAKY_RELU, SIGMOID, TANH, SOFTPLUS, SOFTSIGN);
    }
}
