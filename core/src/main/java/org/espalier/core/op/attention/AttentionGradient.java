package org.espalier.core.op.attention;

import java.util.ArrayList;
import java.util.List;
import org.espalier.core.autodiff.Autodiff;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.op.Trait;
import org.espalier.tensor.TensorType;

/**
 * The cotangents of Q, K, V and, where it is of numbers, of the mask. It is an op so that a backend can work them out
 * without keeping the scores; it is differentiated through its decomposition.
 *
 * <p>Inputs: Q, K, V, both outputs of {@link Attention}, the cotangents of both, and the mask, where there is one. Its
 * cotangent counts as a residual, so that it is left out where nobody asks for it.
 */
final class AttentionGradient {
    private static final List<String> NAMES = List.of("Y", "the residual", "the cotangent of Y",
            "the cotangent of the residual");

    private AttentionGradient() {}

    static final Op OP = Op.define("AttentionGrad", AttentionGradient::type)
            .decomposition(AttentionGradient::decompose)
            .traits(Trait.RESIDUALS)
            .build();

    private static List<TensorType> type(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 7, 8);
        List<TensorType> forward = new ArrayList<>(in.subList(0, 3));
        forward.addAll(in.subList(7, in.size()));
        List<TensorType> out = Attention.types(Heads.of(forward), in.get(0).dtype(), true);
        requireLike(out, in.subList(3, 7));
        return ofMask(in.subList(7, in.size()), attributes) ? forward : forward.subList(0, 3);
    }

    /** Whether there is a mask with a cotangent, and somebody who asks for it. */
    static boolean ofMask(List<TensorType> masks, Attributes attributes) {
        return !masks.isEmpty() && masks.get(0).dtype().isFloating() && attributes.flag("residuals", true);
    }

    private static List<TensorType> types(List<Value> values) {
        return values.stream().map(Value::type).toList();
    }

    /** Checks the types of both outputs and of their cotangents. */
    static void requireLike(List<TensorType> outputs, List<TensorType> given) {
        for (int i = 0; i < NAMES.size(); i++) {
            TensorType wanted = outputs.get(i % 2);
            TypeRules.require(given.get(i).equals(wanted), NAMES.get(i) + " must be " + wanted + ", but is " + given.get(i));
        }
    }

    private static List<Value> decompose(Ops ops, List<Value> in, Attributes attributes) {
        List<Value> forward = new ArrayList<>(in.subList(0, 3));
        forward.addAll(in.subList(7, in.size()));
        Value q = in.get(0);
        Value k = in.get(1);
        Value v = in.get(2);
        Value c = in.get(5);
        Heads h = Heads.of(q, k, v);
        Value shares = Scores.of(forward, attributes).sub(Scores.finite(in.get(4)).unsqueeze(h.q().rank() - 1)).exp();
        Value ofShares = h.ungrouped(h.grouped(c).matmul(Scores.swapped(v)));
        // What all keys of a query have in common: the sum of shares times their cotangents is that of Y times its own.
        Value common = c.mul(in.get(3)).sum(false, -1).sub(in.get(6)).unsqueeze(h.q().rank() - 1);
        Value ofScores = shares.mul(ofShares.sub(common));
        double scale = h.scale(attributes);
        Value grouped = h.grouped(ofScores);
        List<Value> out = new ArrayList<>(List.of(
                h.ungrouped(grouped.matmul(k)).mul(scale),
                Scores.swapped(grouped).matmul(h.grouped(q.mul(scale))),
                Scores.swapped(h.grouped(shares)).matmul(h.grouped(c))));
        if (ofMask(types(in.subList(7, in.size())), attributes)) {
            out.add(Autodiff.unbroadcast(ofScores, forward.get(3).shape()));
        }
        return out;
    }
}
