package org.espalier.core.op.norm;

import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.List;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.TensorType;

/**
 * The cotangents of x, scale and B from that of the result of {@link BatchNormalization} in training. It is an op so that
 * a backend can work them out in two passes over memory; it is differentiated through its decomposition.
 *
 * <p>Inputs: x, scale, the mean of the batch and 1 / √(σ² + epsilon), which are the residuals of the normalization, and
 * the cotangent of its result.
 */
final class BatchNormalizationGradient {
    private static final String ID = "BatchNormalizationGrad";

    private BatchNormalizationGradient() {}

    static final Op OP = Op.define(ID, BatchNormalizationGradient::type)
            .decomposition(BatchNormalizationGradient::decompose)
            .build();

    /** Applies the op. */
    static List<Value> apply(Ops ops, Value x, Value scale, Value mean, Value inverse, Value ofResult) {
        return ops.apply(ID, List.of(x, scale, mean, inverse, ofResult), Attributes.none());
    }

    private static List<TensorType> type(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 5);
        TensorType x = in.get(0);
        TypeRules.dtype(FLOATING, "x", x);
        TypeRules.require(x.shape().rank() > 0, "x must have at least one axis, but is " + x);
        List<String> names = List.of("x", "scale", "mean", "the inverse deviation");
        for (int i = 1; i < names.size(); i++) {
            Channels.require(names.get(i), in.get(i), x);
        }
        TypeRules.require(in.get(4).equals(x), "the cotangent of the result must be " + x + ", but is " + in.get(4));
        return List.of(x, in.get(1), in.get(1));
    }

    /** factor (c - mean of c - centred / σ² · mean of c · centred), with numbers for each channel taken together first. */
    private static List<Value> decompose(Ops ops, List<Value> in, Attributes attributes) {
        Value x = in.get(0);
        Value inverse = in.get(3);
        Value c = in.get(4);
        Value centred = x.sub(Channels.align(in.get(2), x));
        Value product = c.mul(centred);
        Value factor = inverse.mul(in.get(1));
        Value slope = factor.mul(inverse.square()).mul(Channels.mean(product));
        Value shift = factor.mul(Channels.mean(c));
        Value ofX = c.mul(Channels.align(factor, x)).sub(centred.mul(Channels.align(slope, x))).sub(Channels.align(shift, x));
        return List.of(ofX, inverse.mul(Channels.sum(product)), Channels.sum(c));
    }
}
