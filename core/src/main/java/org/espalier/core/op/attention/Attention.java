package org.espalier.core.op.attention;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.op.Trait;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Scaled dot-product attention, softmax(Q Kᵀ scale + mask) V (Vaswani et al.: Attention is all you need; NeurIPS 2017).
 *
 * <p>Inputs: Q [..., heads, L, d], K [..., kvHeads, S, d], V [..., kvHeads, S, dv] and, if wanted, attn_mask, which
 * broadcasts to [..., heads, L, S]: truth values, true where a query looks at a key, or numbers that are added. The heads
 * of Q are a multiple of those of K and V; neighbouring ones share a key head (Ainslie et al.: GQA; EMNLP 2023).
 * Attributes: {@code scale}, 1 / √d where it is absent; with {@code is_causal} query i looks at no key behind i. A query
 * that may look at nothing gives 0.
 *
 * <p>Behind the result comes a residual: for each query the logarithm of the sum of the exponentials of its scores, with
 * which a backend need not keep the scores for the gradient (Dao et al.: FlashAttention; NeurIPS 2022).
 */
public final class Attention {
    private Attention() {}

    static final Op OP = Op.define("Attention", Attention::type)
            .decomposition(Attention::decompose)
            .vjp(Attention::vjp)
            .onnx(Onnx.floating(23, Onnx.since(Attention::sinceOpset, Attention::write)))
            .reading(AttentionReading::read)
            .traits(Trait.RESIDUALS)
            .build();

    private static List<TensorType> type(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 3, 4);
        return types(Heads.of(in), in.get(0).dtype(), attributes.flag("residuals", true));
    }

    static List<TensorType> types(Heads h, DType dtype, boolean residuals) {
        TensorType y = new TensorType(dtype, h.result());
        return residuals ? List.of(y, y.withShape(h.queries())) : List.of(y);
    }

    private static List<Value> decompose(Ops ops, List<Value> in, Attributes attributes) {
        Heads h = Heads.of(in.get(0), in.get(1), in.get(2));
        Value scores = Scores.of(in, attributes);
        Value max = Scores.finite(ops.reduceMax(scores, true, -1));
        Value e = scores.sub(max).exp();
        Value sum = e.sum(true, -1);
        // The largest score adds 1, so the sum is smaller than 1 only where there is nothing to look at.
        Value y = h.ungrouped(h.grouped(e).matmul(in.get(2))).div(sum.max(1));
        return attributes.flag("residuals", true) ? List.of(y, max.add(sum.log()).reshape(h.queries())) : List.of(y);
    }

    private static List<Value> vjp(Ops ops, Attributes attributes, List<Value> in, List<Value> out, List<Value> c) {
        Attributes own = attributes.only(List.of("scale", "is_causal"));
        boolean kept = out.size() > 1;
        List<Value> results = kept ? out : ops.apply("Attention", in, own);
        List<Value> all = new ArrayList<>(in.subList(0, 3));
        all.addAll(results);
        all.add(c.get(0));
        all.add(kept ? c.get(1) : ops.zerosLike(results.get(1)));
        all.addAll(in.subList(3, in.size()));
        List<Value> gradients = ops.apply("AttentionGrad", all, own);
        return in.size() == gradients.size() ? gradients
                : Arrays.asList(gradients.get(0), gradients.get(1), gradients.get(2), null);
    }

    /**
     * ONNX has one axis before the heads, and no residual. Runtimes ask for more than ONNX: a scale above 0, and a mask
     * that is not broadcast over queries and keys.
     */
    private static int sinceOpset(Node node) {
        Shape q = node.input(0).type().shape();
        boolean simple = q.rank() == 4 && node.outputs().size() == 1 && node.attributes().doubleValue("scale", 1) > 0;
        if (simple && node.inputs().size() > 3) {
            Shape mask = node.input(3).type().shape();
            simple = mask.rank() >= 2 && mask.dim(-2).equals(q.dim(-2))
                    && mask.dim(-1).equals(node.input(1).type().shape().dim(-2));
        }
        return simple ? 23 : Integer.MAX_VALUE;
    }

    private static void write(Node node, OnnxTarget target) {
        Shape q = node.input(0).type().shape();
        Attributes a = Attributes.of("is_causal", node.attributes().flag("is_causal", false) ? 1 : 0);
        boolean stated = node.attributes().has("scale");
        target.node("Attention", stated || q.dim(-1).isKnown()
                ? a.with("scale", stated ? node.attributes().doubleValue("scale") : 1 / Math.sqrt(q.length(-1))) : a);
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(OP, AttentionGradient.OP, SelfAttention.OP, SelfAttentionGradient.OP);
    }
}
