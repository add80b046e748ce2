package org.espalier.reference.samediff;

import java.util.Arrays;
import java.util.List;
import org.espalier.tensor.DType;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Attention. SameDiff's own has neither causal masks nor shared heads, and masks keys only. */
final class SameDiffAttention {
    private SameDiffAttention() {}

    static Translations table() {
        return new Translations()
                .composedSeveral("Attention", "its formula; its own op masks keys for all queries alike, and has no shared heads",
                        SameDiffAttention::attention)
                .lacking("AttentionGrad", "compared as the gradient of Attention")
                .lacking("SelfAttention", "Attention of three parts of one input, which is compared")
                .lacking("SelfAttentionGrad", "as SelfAttention");
    }

    /** Heads become an axis of key heads and one of those that share them. */
    private static List<SDVariable> attention(Call c) {
        long[] q = c.shape(0);
        long[] k = c.shape(1);
        int rank = q.length;
        long n = Places.size(Arrays.copyOf(q, rank - 3));
        long kvHeads = k[rank - 3];
        long shared = q[rank - 3] / kvHeads;
        long l = q[rank - 2];
        long s = k[rank - 2];
        long d = q[rank - 1];
        long dv = c.shape(2)[rank - 1];
        double scale = c.attributes().doubleValue("scale", 1 / Math.sqrt(d));
        SDVariable queries = c.sd().reshape(c.in(0), n, kvHeads, shared, l, 1, d);
        SDVariable keys = c.sd().reshape(c.in(1), n, kvHeads, 1, 1, s, d);
        SDVariable values = c.sd().reshape(c.in(2), n, kvHeads, 1, 1, s, dv);
        SDVariable scores = c.sum(queries.mul(keys), 5, n, kvHeads, shared, l, s, d).mul(scale);
        double[] allowed = new double[(int) (l * s)];
        for (int i = 0; i < allowed.length; i++) {
            allowed[i] = c.attributes().flag("is_causal", false) && i % s > i / s ? 0 : 1;
        }
        SDVariable looks = c.constant(allowed, 1, 1, 1, l, s);
        if (c.in().size() > 3) {
            boolean truth = c.node().inputTypes().get(3).dtype() == DType.BOOL;
            SDVariable mask = truth ? c.number(c.in(3)) : c.in(3);
            long[] heads = q.clone();
            heads[rank - 1] = s;
            SDVariable wide = c.sd().reshape(mask.mul(c.ones(heads)), n, kvHeads, shared, l, s);
            looks = truth ? looks.mul(wide) : looks;
            scores = truth ? scores : scores.add(wide);
        }
        INDArray largest = scores.eval().max(true, 4);
        for (long i = 0; i < largest.length(); i++) {
            // Minus infinity where a query looks at nothing.
            largest.putScalar(i, Math.max(-1e300, largest.getDouble(i)));
        }
        SDVariable most = c.sd().constant(largest);
        SDVariable powers = c.sd().math().exp(scores.sub(most)).mul(looks);
        SDVariable sum = c.sd().reshape(c.sum(powers, 4, n, kvHeads, shared, l, s), n, kvHeads, shared, l, 1);
        SDVariable shares = powers.mul(c.sd().math().reciprocal(sum.add(c.number(sum.eq(0)))));
        SDVariable y = c.sum(c.sd().reshape(shares, n, kvHeads, shared, l, s, 1).mul(values), 4, n, kvHeads, shared, l, s, dv);
        long[] queriesOnly = c.node().outputTypes().size() > 1 ? c.node().outputTypes().get(1).shape().lengths() : new long[] {n, l};
        return List.of(c.sd().reshape(y, c.outputShape()), c.sd().reshape(c.sd().math().log(sum).add(most), queriesOnly));
    }
}
