package org.espalier.core.op.math;

import static org.espalier.core.op.rule.TypeRules.FLOATING;
import static org.espalier.op.Trait.ELEMENTWISE;

import java.util.List;
import java.util.Set;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.Readings;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxMapping;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * Activations without kinks, differentiated through their decompositions. Those that are x times a smooth step from 0 to
 * 1 are infinity times 0 at minus infinity, which is NaN.
 */
public final class SmoothActivations {
    private static final double SQRT_2 = StrictMath.sqrt(2);
    private static final double SQRT_2_OVER_PI = StrictMath.sqrt(2 / StrictMath.PI);
    private static final Set<String> APPROXIMATIONS = Set.of("none", "tanh");

    private SmoothActivations() {}

    /** log(sigmoid(x)), which neither overflows nor becomes log(0). */
    static final Op LOG_SIGMOID = Op.define("LogSigmoid", TypeRules.unary(FLOATING))
            .decomposition((ops, in, attributes) -> List.of(in.get(0).neg().softplus().neg()))
            .traits(ELEMENTWISE)
            .build();

    /** x sigmoid(x). */
    static final Op SILU = Op.define("SiLU", TypeRules.unary(FLOATING))
            .decomposition((ops, in, attributes) -> List.of(in.get(0).mul(in.get(0).sigmoid())))
            .onnx(Onnx.floating(6, SmoothActivations::writeSilu))
            .traits(ELEMENTWISE)
            .build();

    /**
     * As it is decomposed; but ONNX Runtime turns x sigmoid(x) into an operator that it has for f32 alone, so for f64 that is
     * hidden from it as -(-x sigmoid(x)), which has the same bits.
     */
    private static void writeSilu(Node node, OnnxTarget target) {
        String x = target.inputs().get(0);
        String sigmoid = target.intermediate("sigmoid");
        target.node("Sigmoid", List.of(x), List.of(sigmoid), Attributes.none());
        if (node.input(0).type().dtype() == DType.F32) {
            target.node("Mul", List.of(x, sigmoid), target.outputs(), Attributes.none());
            return;
        }
        String negative = target.intermediate("negative");
        String product = target.intermediate("product");
        target.node("Neg", List.of(x), List.of(negative), Attributes.none());
        target.node("Mul", List.of(negative, sigmoid), List.of(product), Attributes.none());
        target.node("Neg", List.of(product), target.outputs(), Attributes.none());
    }

    /** x tanh(softplus(x)). */
    static final Op MISH = Op.define("Mish", TypeRules.unary(FLOATING))
            .decomposition((ops, in, attributes) -> List.of(in.get(0).mul(in.get(0).softplus().tanh())))
            .onnx(Onnx.floating(18, "Mish"))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    /** x times the normal distribution function: as it is, or with the attribute {@code approximate=tanh} nearly so. */
    static final Op GELU = Op.define("Gelu", SmoothActivations::geluType)
            .decomposition((ops, in, attributes) -> List.of(gelu(in.get(0), approximation(attributes))))
            .onnx(Onnx.floating(20, OnnxMapping.same("Gelu", "approximate")))
            .reading(Readings.with("approximate", "none"))
            .traits(ELEMENTWISE)
            .build();

    private static List<TensorType> geluType(List<TensorType> in, Attributes attributes) {
        TypeRules.require(APPROXIMATIONS.contains(approximation(attributes)),
                "approximate must be none or tanh, but is '" + approximation(attributes) + "'");
        return TypeRules.unary(FLOATING).infer(in, attributes);
    }

    private static String approximation(Attributes attributes) {
        return attributes.string("approximate", "none");
    }

    /** Halved first, so that what is finite stays finite. The erf form is the one that ONNX runtimes recognise. */
    private static Value gelu(Value x, String approximation) {
        Value half = x.mul(0.5);
        if (approximation.equals("none")) {
            return half.mul(x.div(SQRT_2).erf().add(1));
        }
        Value cube = x.mul(x).mul(x);
        return half.mul(cube.mul(0.044715).add(x).mul(SQRT_2_OVER_PI).tanh().add(1));
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(LOG_SIGMOID, SILU, MISH, GELU);
    }
}
