package org.espalier.core.op.norm;

import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.List;
import org.espalier.core.autodiff.Autodiff;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.TensorType;

/**
 * The cotangents of x, scale and a summand of scale's type from that of the result of {@link LayerNormalization}. It is an
 * op so that a backend can work them out in one pass; it is differentiated through its decomposition.
 *
 * <p>Inputs: x, scale, the means and 1 / √(σ² + epsilon), which are the residuals of the normalization, and the cotangent
 * of its result; attribute {@code axis} as of the normalization.
 */
final class LayerNormalizationGradient {
    private static final String ID = "LayerNormalizationGrad";

    private LayerNormalizationGradient() {}

    static final Op OP = Op.define(ID, LayerNormalizationGradient::type)
            .decomposition(LayerNormalizationGradient::decompose)
            .build();

    /** Applies the op. */
    static List<Value> apply(Ops ops, Attributes attributes, Value x, Value scale, Value mean, Value inverse, Value ofResult) {
        return ops.apply(ID, List.of(x, scale, mean, inverse, ofResult), attributes.only(List.of("axis")));
    }

    private static List<TensorType> type(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 5);
        TensorType x = in.get(0);
        TypeRules.dtype(FLOATING, "x", x);
        LastAxes last = LastAxes.of(x.shape(), attributes);
        LastAxes.require("scale", in.get(1), x);
        TensorType part = x.withShape(last.parts(x.shape()));
        TypeRules.require(in.get(2).equals(part), "the means must be " + part + ", but are " + in.get(2));
        TypeRules.require(in.get(3).equals(part), "the inverse deviations must be " + part + ", but are " + in.get(3));
        TypeRules.require(in.get(4).equals(x), "the cotangent of the result must be " + x + ", but is " + in.get(4));
        return List.of(x, in.get(1), in.get(1));
    }

    private static List<Value> decompose(Ops ops, List<Value> in, Attributes attributes) {
        Value x = in.get(0);
        Value inverse = in.get(3);
        Value c = in.get(4);
        LastAxes last = LastAxes.of(x.shape(), attributes);
        Value standard = x.sub(in.get(2)).mul(inverse);
        Value g = c.mul(in.get(1));
        Value ofX = inverse.mul(g.sub(last.mean(g)).sub(standard.mul(last.mean(g.mul(standard)))));
        return List.of(ofX, Autodiff.unbroadcast(c.mul(standard), in.get(1).shape()), Autodiff.unbroadcast(c, in.get(1).shape()));
    }
}
