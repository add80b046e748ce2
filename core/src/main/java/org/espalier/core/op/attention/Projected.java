package org.espalier.core.op.attention;

import static org.espalier.core.op.rule.TypeRules.require;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Queries, keys and values side by side, {@code [batch, length, (heads + 2 keyHeads) size]}, as one projection yields them:
 * first the queries of all heads, then the keys, then the values.
 *
 * @param all the shape of all together
 */
record Projected(Shape all, long heads, long keyHeads) {

    /** Checks the types of what is projected and, where there is one, of a mask. */
    static Projected of(TensorType qkv, List<TensorType> mask, Attributes attributes) {
        TypeRules.dtype(TypeRules.FLOATING, "QKV", qkv);
        Projected p = of(qkv.shape(), attributes);
        p.check();
        Heads.checkMask(mask, qkv.dtype(), p.queries().insert(3, qkv.shape().dim(1)));
        return p;
    }

    static Projected of(Shape qkv, Attributes attributes) {
        long heads = attributes.longValue("q_num_heads");
        return new Projected(qkv, heads, attributes.longValue("kv_num_heads", heads));
    }

    private void check() {
        require(heads > 0 && keyHeads > 0, "q_num_heads and kv_num_heads must be positive, but are " + heads + " and "
                + keyHeads);
        require(heads % keyHeads == 0, "the " + heads + " heads of Q must be a multiple of the " + keyHeads
                + " heads of K and V");
        require(all.rank() == 3, "QKV must be [batch, length, (heads + 2 * kv_heads) * size], but is " + all);
        require(!all.dim(2).isKnown() || all.length(2) % parts() == 0, "the last dim of QKV " + all
                + " must be a multiple of " + parts() + ", all heads of queries, keys and values together");
    }

    private long parts() {
        return heads + 2 * keyHeads;
    }

    private Dim size() {
        return all.dim(2).floorDiv(parts());
    }

    /** One number for each query of each head. */
    Shape queries() {
        return Shape.of(all.dim(0), Dim.of(heads), all.dim(1));
    }

    Shape result() {
        return all.with(2, size().times(heads));
    }

    /** Queries, keys and values {@code [batch, heads, length, size]}. */
    List<Value> apart(Value qkv) {
        long size = qkv.shape().length(2) / parts();
        List<Value> parts = qkv.ops().split(qkv, 2, new long[] {heads * size, keyHeads * size, keyHeads * size});
        return List.of(apart(parts.get(0), heads), apart(parts.get(1), keyHeads), apart(parts.get(2), keyHeads));
    }

    /** From {@code [batch, length, heads * size]} to {@code [batch, heads, length, size]}. */
    static Value apart(Value v, long heads) {
        return v.reshape(Shape.of(v.dim(0), v.dim(1), Dim.of(heads), v.dim(2).floorDiv(heads))).transpose(0, 2, 1, 3);
    }

    /** The way back. */
    static Value together(Value v) {
        return v.transpose(0, 2, 1, 3).reshape(Shape.of(v.dim(0), v.dim(2), v.dim(1).times(v.dim(3))));
    }

    /** The way back from queries, keys and values. */
    static Value together(List<Value> qkv) {
        return qkv.get(0).ops().concat(2, Stream.of(qkv.get(0), qkv.get(1), qkv.get(2)).map(Projected::together).toList());
    }
}
