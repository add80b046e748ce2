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
 * {@link Attention} of a sequence to itself, from queries, keys and values as one projection yields them, so that nobody has
 * to take them apart.
 *
 * <p>Inputs: {@link Projected} and, if wanted, attn_mask, which broadcasts to [batch, heads, length, length]. Attributes:
 * {@code q_num_heads}, {@code kv_num_heads} (as many where it is absent), {@code scale} and {@code is_causal}. Yields
 * [batch, length, heads size] and the residual of {@link Attention}.
 */
final class SelfAttention {
    static final List<String> OF_ATTENTION = List.of("scale", "is_causal", "residuals");

    private SelfAttention() {}

    static final Op OP = Op.define("SelfAttention", SelfAttention::type)
            .decomposition(SelfAttention::decompose)
            .vjp(SelfAttention::vjp)
            .traits(Trait.RESIDUALS)
            .build();

    private static List<TensorType> type(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 1, 2);
        List<TensorType> types = types(Projected.of(in.get(0), in.subList(1, in.size()), attributes), in.get(0));
        return attributes.flag("residuals", true) ? types : types.subList(0, 1);
    }

    static List<TensorType> types(Projected p, TensorType qkv) {
        return List.of(qkv.withShape(p.result()), qkv.withShape(p.queries()));
    }

    private static List<Value> decompose(Ops ops, List<Value> in, Attributes attributes) {
        List<Value> all = new ArrayList<>(Projected.of(in.get(0).shape(), attributes).apart(in.get(0)));
        all.addAll(in.subList(1, in.size()));
        List<Value> out = new ArrayList<>(ops.apply("Attention", all, attributes.only(OF_ATTENTION)));
        out.set(0, Projected.together(out.get(0)));
        return out;
    }

    private static List<Value> vjp(Ops ops, Attributes attributes, List<Value> in, List<Value> out, List<Value> c) {
        Attributes own = attributes.only(List.of("q_num_heads", "kv_num_heads", "scale", "is_causal"));
        boolean kept = out.size() > 1;
        List<Value> all = new ArrayList<>();
        all.add(in.get(0));
        all.addAll(kept ? out : ops.apply("SelfAttention", in, own));
        all.add(c.get(0));
        all.add(kept ? c.get(1) : ops.zerosLike(all.get(2)));
        all.addAll(in.subList(1, in.size()));
        List<Value> gradients = new ArrayList<>(ops.apply("SelfAttentionGrad", all, own));
        if (gradients.size() < in.size()) {
            gradients.add(null);
        }
        return gradients;
    }
}
