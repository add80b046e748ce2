package org.espalier.core.op.norm;

import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.List;
import org.espalier.core.op.rule.Gradients;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** Normalizations without parameters: by a norm along an axis, and to mean 0 and variance 1 over some axes. */
final class VectorNormalizations {
    /** What ONNX adds to the standard deviation. */
    private static final double MVN_EPSILON = 1e-9;

    private VectorNormalizations() {}

    /**
     * x over its norm along the attribute {@code axis} (-1 where it is absent): the sum of absolute values where the
     * attribute {@code p} is 1, the root of the sum of squares where it is 2 or absent. Where the norm is 0 the result is
     * 0, and so is its gradient.
     */
    static final Op LP = Op.define("LpNormalization", (in, attributes) -> {
        List<TensorType> same = TypeRules.unary(FLOATING).infer(in, attributes);
        in.get(0).shape().axis(axis(attributes));
        TypeRules.require(p(attributes) == 1 || p(attributes) == 2, "p must be 1 or 2, but is " + p(attributes));
        return same;
    })
            .decomposition((ops, in, attributes) -> List.of(in.get(0).div(notZero(norm(in.get(0), attributes)))))
            .vjp((ops, attributes, in, out, c) -> {
                Value x = in.get(0);
                Value y = out.get(0);
                Value norm = norm(x, attributes);
                Value along = c.get(0).mul(y).sum(true, axis(attributes));
                Value direction = p(attributes) == 1 ? x.sign() : y;
                Value gradient = c.get(0).sub(direction.mul(along)).div(notZero(norm));
                return List.of(Gradients.whereNot(isZero(norm), gradient));
            })
            .onnx(Onnx.floating(1, (node, target) -> target.node("LpNormalization",
                    Attributes.of("axis", node.input(0).type().shape().axis(axis(node.attributes())),
                            "p", p(node.attributes())))))
            .reading(n -> n.ops().apply("LpNormalization", List.of(n.input(0)),
                    n.attributes().only(List.of("axis", "p"))))
            .build();

    private static int axis(Attributes attributes) {
        return Math.toIntExact(attributes.longValue("axis", -1));
    }

    private static long p(Attributes attributes) {
        return attributes.longValue("p", 2);
    }

    private static Value norm(Value x, Attributes attributes) {
        return p(attributes) == 1 ? x.abs().sum(true, axis(attributes)) : x.square().sum(true, axis(attributes)).sqrt();
    }

    private static Value isZero(Value norm) {
        return norm.equal(norm.constant(0));
    }

    private static Value notZero(Value norm) {
        return norm.ops().where(isZero(norm), norm.constant(1), norm);
    }

    /**
     * (x - μ) / (σ + 1e-9), with mean and biased variance over the attribute {@code axes} ([0, 2, 3] where it is absent).
     * Where σ is 0 the gradient is that of a constant σ.
     */
    static final Op MEAN_VARIANCE = Op.define("MeanVarianceNormalization", (in, attributes) -> {
        List<TensorType> same = TypeRules.unary(FLOATING).infer(in, attributes);
        axes(in.get(0).shape(), attributes);
        return same;
    })
            .decomposition((ops, in, attributes) -> {
                Value centred = centred(in.get(0), attributes);
                return List.of(centred.div(deviation(centred, attributes).add(MVN_EPSILON)));
            })
            .vjp((ops, attributes, in, out, c) -> {
                int[] axes = axes(in.get(0).shape(), attributes);
                Value centred = centred(in.get(0), attributes);
                Value deviation = deviation(centred, attributes);
                Value ofDeviation = c.get(0).mul(out.get(0)).mean(true, axes).div(notZero(deviation));
                Value ofCentred = c.get(0).sub(centred.mul(ofDeviation)).div(deviation.add(MVN_EPSILON));
                return List.of(ofCentred.sub(ofCentred.mean(true, axes)));
            })
            .onnx(Onnx.floating(9, VectorNormalizations::writeMeanVariance))
            .reading(n -> n.ops().apply("MeanVarianceNormalization", List.of(n.input(0)),
                    n.attributes().only(List.of("axes"))))
            .build();

    private static int[] axes(Shape x, Attributes attributes) {
        return TypeRules.axes(x, attributes.has("axes") ? attributes.ints("axes") : new int[] {0, 2, 3});
    }

    private static Value centred(Value x, Attributes attributes) {
        return x.sub(x.mean(true, axes(x.shape(), attributes)));
    }

    private static Value deviation(Value centred, Attributes attributes) {
        return centred.square().mean(true, axes(centred.shape(), attributes)).sqrt();
    }

    private static void writeMeanVariance(Node node, OnnxTarget target) {
        target.node("MeanVarianceNormalization",
                Attributes.of("axes", axes(node.input(0).type().shape(), node.attributes())));
    }

    /** The ops of this table. */
    static List<Op> all() {
        return List.of(LP, MEAN_VARIANCE);
    }
}
