package org.espalier.core.op.attention;

import java.util.ArrayList;
import java.util.List;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.op.Trait;
import org.espalier.tensor.TensorType;

/**
 * The cotangents of the inputs of {@link SelfAttention}: of queries, keys and values side by side, and of a mask of numbers.
 *
 * <p>Inputs: what is projected, both outputs of {@link SelfAttention}, the cotangents of both, and the mask, where there is
 * one. Its cotangent counts as a residual.
 */
final class SelfAttentionGradient {
    private SelfAttentionGradient() {}

    static final Op OP = Op.define("SelfAttentionGrad", SelfAttentionGradient::type)
            .decomposition(SelfAttentionGradient::decompose)
            .traits(Trait.RESIDUALS)
            .build();

    private static List<TensorType> type(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 5, 6);
        Projected p = Projected.of(in.get(0), in.subList(5, in.size()), attributes);
        AttentionGradient.requireLike(SelfAttention.types(p, in.get(0)), in.subList(1, 5));
        return AttentionGradient.ofMask(in.subList(5, in.size()), attributes)
                ? List.of(in.get(0), in.get(5)) : List.of(in.get(0));
    }

    private static List<Value> decompose(Ops ops, List<Value> in, Attributes attributes) {
        Projected p = Projected.of(in.get(0).shape(), attributes);
        List<Value> all = new ArrayList<>(p.apart(in.get(0)));
        all.add(Projected.apart(in.get(1), p.heads()));
        all.add(in.get(2));
        all.add(Projected.apart(in.get(3), p.heads()));
        all.addAll(in.subList(4, in.size()));
        List<Value> out = ops.apply("AttentionGrad", all, attributes.only(SelfAttention.OF_ATTENTION));
        List<Value> gradients = new ArrayList<>(List.of(Projected.together(out.subList(0, 3))));
        gradients.addAll(out.subList(3, out.size()));
        return gradients;
    }
}
