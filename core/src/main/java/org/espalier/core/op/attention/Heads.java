package org.espalier.core.op.attention;

import static org.espalier.core.op.rule.TypeRules.FLOATING;
import static org.espalier.core.op.rule.TypeRules.require;

import java.util.List;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * The shapes of an attention: queries [..., heads, L, d], keys [..., kvHeads, S, d], values [..., kvHeads, S, dv], where
 * each key head serves as many neighbouring query heads as it takes. The queries of one key head lie one behind the
 * other, so seen as [..., kvHeads, heads / kvHeads * L, d] they meet their keys in one matrix product.
 */
record Heads(Shape q, Shape k, Shape v) {
    /** Checks the types of queries, keys, values and, where there is one, of a mask. */
    static Heads of(List<TensorType> in) {
        TensorType q = in.get(0);
        TypeRules.dtype(FLOATING, "Q", q);
        TypeRules.sameDType("K", in.get(1), "Q", q);
        TypeRules.sameDType("V", in.get(2), "Q", q);
        Heads h = new Heads(q.shape(), in.get(1).shape(), in.get(2).shape());
        h.check();
        checkMask(in.subList(3, in.size()), q.dtype(), h.scores());
        return h;
    }

    /** Checks the type of a mask, if there is one. */
    static void checkMask(List<TensorType> masks, DType dtype, Shape scores) {
        for (TensorType mask : masks) {
            require(mask.dtype() == DType.BOOL || mask.dtype() == dtype, "attn_mask must be bool or " + dtype
                    + ", but is " + mask);
            require(Shape.broadcast(mask.shape(), scores).equals(scores), "attn_mask " + mask
                    + " must broadcast to the scores " + scores);
        }
    }

    static Heads of(Value q, Value k, Value v) {
        return new Heads(q.shape(), k.shape(), v.shape());
    }

    private void check() {
        int rank = q.rank();
        require(rank >= 3 && k.rank() == rank && v.rank() == rank, "Q, K and V must be [..., heads, length, size], but are "
                + q + ", " + k + " and " + v);
        require(k.dim(-1).equals(q.dim(-1)), "Q " + q + " and K " + k + " must have the same last dim");
        require(k.slice(0, rank - 1).equals(v.slice(0, rank - 1)), "K " + k + " and V " + v
                + " must be alike but for the last dim");
        require(k.slice(0, rank - 3).equals(q.slice(0, rank - 3)), "Q " + q + " and K " + k
                + " must be alike before the heads");
        require(groups().times(k.dim(-3)).equals(q.dim(-3)), "the " + q.dim(-3) + " heads of Q must be a multiple of the "
                + k.dim(-3) + " heads of K and V");
    }

    /** How many heads of the queries share one of the keys. */
    private Dim groups() {
        boolean none = k.dim(-3).equals(Dim.of(0));
        require(!none || q.dim(-3).equals(Dim.of(0)), "K and V have no heads, but Q has " + q.dim(-3));
        return none ? Dim.of(1) : q.dim(-3).floorDiv(k.dim(-3));
    }

    Shape scores() {
        return q.with(-1, k.dim(-2));
    }

    Shape result() {
        return q.with(-1, v.dim(-1));
    }

    /** One number for each query. */
    Shape queries() {
        return q.without(-1);
    }

    /** A tensor of all query heads, with those of one key head one behind the other. */
    Value grouped(Value ofQueries) {
        Dim g = groups();
        return g.equals(Dim.of(1)) ? ofQueries : ofQueries.reshape(ofQueries.shape()
                .with(-3, k.dim(-3)).with(-2, g.times(q.dim(-2))));
    }

    /** The way back. */
    Value ungrouped(Value grouped) {
        return grouped.reshape(grouped.shape().with(-3, q.dim(-3)).with(-2, q.dim(-2)));
    }

    /** The factor of the scores: the attribute {@code scale}, or 1 / √d. */
    double scale(Attributes attributes) {
        return attributes.has("scale") ? attributes.doubleValue("scale") : 1 / Math.sqrt(q.length(-1));
    }
}
