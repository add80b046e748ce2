package org.espalier.core.op.norm;

import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.Arrays;
import java.util.List;
import org.espalier.core.op.rule.Cotangent;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.op.Trait;
import org.espalier.tensor.TensorType;

/**
 * y = scale x / √(mean of x² + epsilon), with the mean over the attribute {@code axis} and all axes after it (Zhang,
 * Sennrich: Root mean square layer normalization; NeurIPS 2019). Inputs: x and scale, which broadcasts to x. Behind y
 * comes a residual: 1 / √(mean of x² + epsilon), with axes of length 1.
 */
final class RmsNormalization {
    private RmsNormalization() {}

    static final Op OP = Op.define("RMSNormalization", RmsNormalization::type)
            .decomposition((ops, in, attributes) -> {
                Value x = in.get(0);
                Value inverse = inverse(x, LastAxes.of(x.shape(), attributes), attributes);
                Value y = x.mul(inverse).mul(in.get(1));
                return attributes.flag("residuals", true) ? List.of(y, inverse) : List.of(y);
            })
            .vjp(RmsNormalization::vjp)
            .onnx(Onnx.floating(23, Onnx.since(node -> node.outputs().size() > 1 ? Integer.MAX_VALUE : 23,
                    (node, target) -> target.node("RMSNormalization", Attributes.of("axis",
                            LastAxes.of(node.input(0).type().shape(), node.attributes()).first(),
                            "epsilon", epsilon(node.attributes()))))))
            .reading(n -> {
                TypeRules.require(n.attributes().longValue("stash_type", 1) == 1,
                        "stash_type must be 1 (f32), but is " + n.attributes().longValue("stash_type", 1));
                return n.ops().apply("RMSNormalization", List.of(n.input(0), n.input(1)), Attributes.of("axis",
                        n.attributes().longValue("axis", -1), "epsilon", epsilon(n.attributes()))).subList(0, 1);
            })
            .traits(Trait.RESIDUALS)
            .build();

    private static double epsilon(Attributes attributes) {
        return attributes.doubleValue("epsilon", 1e-5);
    }

    private static List<TensorType> type(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 2);
        TensorType x = in.get(0);
        TypeRules.dtype(FLOATING, "x", x);
        LastAxes last = LastAxes.of(x.shape(), attributes);
        LastAxes.require("scale", in.get(1), x);
        return attributes.flag("residuals", true) ? List.of(x, x.withShape(last.parts(x.shape()))) : List.of(x);
    }

    private static Value inverse(Value x, LastAxes last, Attributes attributes) {
        return last.mean(x.square()).add(epsilon(attributes)).sqrt().reciprocal();
    }

    private static List<Value> vjp(Ops ops, Attributes attributes, List<Value> in, List<Value> out, List<Value> c) {
        Value x = in.get(0);
        LastAxes last = LastAxes.of(x.shape(), attributes);
        boolean kept = out.size() > 1;
        Value inverse = kept ? out.get(1) : inverse(x, last, attributes);
        Value standard = x.mul(inverse);
        Cotangent ofX = new Cotangent().plus(c.get(0), cy -> {
            Value g = cy.mul(in.get(1));
            return inverse.mul(g.sub(standard.mul(last.mean(g.mul(standard)))));
        });
        if (kept) {
            ofX.plus(c.get(1), v -> x.mul(v.mul(inverse.square()).mul(inverse).mul(-1 / last.count(x.shape()))));
        }
        return Arrays.asList(ofX.of(x), new Cotangent().plus(c.get(0), cy -> cy.mul(standard)).of(x));
    }
}
