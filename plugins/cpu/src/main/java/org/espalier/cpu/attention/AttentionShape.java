package org.espalier.cpu.attention;

import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;

/**
 * The sizes of an attention and where its operands lie.
 *
 * @param batch the product of all axes before the heads
 * @param heads heads of the queries
 * @param keyHeads heads of keys and values, each for as many neighbouring ones of the queries as it takes
 * @param queries the number of queries of a head
 * @param keys the number of keys of a head
 * @param size the length of a query and of a key
 * @param valueSize the length of a value and of a result
 * @param scale the factor of the scores
 * @param causal whether a query sees no key behind it
 */
record AttentionShape(
        int batch, int heads, int keyHeads, int queries, int keys, int size, int valueSize, float scale, boolean causal,
        HeadLayout q, HeadLayout k, HeadLayout v, HeadLayout y) {

    /** The shape of a node whose first inputs are Q, K and V; null where there is nothing to compute, or not in f32. */
    static AttentionShape apart(Node node) {
        Shape q = node.input(0).type().shape();
        Shape k = node.input(1).type().shape();
        Shape v = node.input(2).type().shape();
        if (node.input(0).type().dtype() != DType.F32 || q.size() == 0 || k.size() == 0 || v.size() == 0) {
            return null;
        }
        return new AttentionShape(Math.toIntExact(q.slice(0, q.rank() - 3).size()), length(q, -3), length(k, -3),
                length(q, -2), length(k, -2), length(q, -1), length(v, -1), scale(node, length(q, -1)), causal(node),
                HeadLayout.apart(q), HeadLayout.apart(k), HeadLayout.apart(v), HeadLayout.apart(q.with(-1, v.dim(-1))));
    }

    /** The shape of a node whose first input holds queries, keys and values side by side; null as above. */
    static AttentionShape together(Node node) {
        Shape s = node.input(0).type().shape();
        if (node.input(0).type().dtype() != DType.F32 || s.size() == 0) {
            return null;
        }
        int heads = node.attributes().intValue("q_num_heads");
        int keyHeads = (int) node.attributes().longValue("kv_num_heads", heads);
        int row = length(s, 2);
        int size = row / (heads + 2 * keyHeads);
        int length = length(s, 1);
        return new AttentionShape(length(s, 0), heads, keyHeads, length, length, size, size, scale(node, size), causal(node),
                HeadLayout.together(0, length, row, size), HeadLayout.together(heads * size, length, row, size),
                HeadLayout.together((heads + keyHeads) * size, length, row, size),
                HeadLayout.together(0, length, heads * size, size));
    }

    private static float scale(Node node, int size) {
        Attributes a = node.attributes();
        return (float) (a.has("scale") ? a.doubleValue("scale") : 1 / Math.sqrt(size));
    }

    private static boolean causal(Node node) {
        return node.attributes().flag("is_causal", false);
    }

    private static int length(Shape s, int axis) {
        return Math.toIntExact(s.length(axis));
    }

    /** The axes of the scores before those of queries and keys. */
    static Shape heads(Node node) {
        Shape s = node.input(0).type().shape();
        return node.attributes().has("q_num_heads")
                ? Shape.of(s.length(0), node.attributes().longValue("q_num_heads")) : s.slice(0, s.rank() - 2);
    }

    /** How many heads of the queries share one of the keys. */
    int group() {
        return heads / keyHeads;
    }

    /** The multiply-adds of scores and results. */
    long work() {
        return (long) batch * heads * queries * keys * (size + valueSize);
    }

    /** Whether a query of a block sees a key of another. */
    boolean sees(Cut queryBlocks, int queryBlock, Cut keyBlocks, int keyBlock) {
        return !causal || keyBlocks.start(keyBlock) < queryBlocks.start(queryBlock) + queryBlocks.size(queryBlock);
    }

    /** The blocks of queries. As sums run over blocks, shapes alone decide about them. */
    Cut queryBlocks() {
        int block = Cut.MOST_QUERIES;
        while (block > Cut.LEAST_QUERIES && (long) batch * heads * Cut.of(queries, block).count() < Cut.UNITS) {
            block /= 2;
        }
        return Cut.of(queries, block);
    }

    Cut keyBlocks() {
        return Cut.of(keys, keys <= Cut.WHOLE_KEYS ? keys : Cut.MOST_KEYS);
    }
}
