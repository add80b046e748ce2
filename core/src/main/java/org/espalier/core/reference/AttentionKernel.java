package org.espalier.core.reference;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** Attention, query by query in double precision; the scores of one query are its working memory. */
final class AttentionKernel implements Kernel {
    private final int queries;
    private final int keys;
    private final int size;
    private final int valueSize;
    private final int heads;
    private final int keyHeads;
    private final int count;
    private final double scale;
    private final boolean causal;
    private final IndexMap mask;
    private final boolean truth;
    private final int outputs;

    AttentionKernel(Node node) {
        Shape q = node.input(0).type().shape();
        Shape k = node.input(1).type().shape();
        this.queries = Math.toIntExact(q.length(-2));
        this.keys = Math.toIntExact(k.length(-2));
        this.size = Math.toIntExact(q.length(-1));
        this.valueSize = Math.toIntExact(node.input(2).type().shape().length(-1));
        this.heads = Math.toIntExact(q.length(-3));
        this.keyHeads = Math.toIntExact(k.length(-3));
        this.count = Math.toIntExact(q.without(-1).size());
        Attributes a = node.attributes();
        this.scale = a.has("scale") ? a.doubleValue("scale") : 1 / Math.sqrt(size);
        this.causal = a.flag("is_causal", false);
        boolean masked = node.inputs().size() > 3;
        this.mask = masked ? IndexMap.broadcast(q.with(-1, k.dim(-2)), node.input(3).type().shape()) : null;
        this.truth = masked && node.input(3).type().dtype() == DType.BOOL;
        this.outputs = node.outputs().size();
    }

    @Override
    public void run(Buffer[] in, Buffer[] out) {
        Buffer scores = out[outputs];
        for (int query = 0; query < count; query++) {
            int head = query / queries;
            int keyHead = head / heads * keyHeads + head % heads / (heads / keyHeads);
            double max = scores(in, query, keyHead * keys, scores);
            double sum = 0;
            for (int j = 0; j < keys; j++) {
                double e = max == Double.NEGATIVE_INFINITY ? 0 : StrictMath.exp(scores.getDouble(j) - max);
                scores.setDouble(j, e);
                sum += e;
            }
            for (int d = 0; d < valueSize; d++) {
                double y = 0;
                for (int j = 0; j < keys; j++) {
                    y += scores.getDouble(j) * in[2].getDouble((keyHead * keys + j) * valueSize + d);
                }
                out[0].setDouble(query * valueSize + d, sum == 0 ? 0 : y / sum);
            }
            if (outputs > 1) {
                out[1].setDouble(query, max == Double.NEGATIVE_INFINITY ? max : max + StrictMath.log(sum));
            }
        }
    }

    /** Writes the scores of a query with the keys from the first on; their maximum. */
    private double scores(Buffer[] in, int query, int firstKey, Buffer scores) {
        double max = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < keys; j++) {
            double s = 0;
            for (int d = 0; d < size; d++) {
                s += in[0].getDouble(query * size + d) * in[1].getDouble((firstKey + j) * size + d);
            }
            s = masked(in, query * keys + j, s * scale);
            s = causal && j > query % queries ? Double.NEGATIVE_INFINITY : s;
            scores.setDouble(j, s);
            max = Math.max(max, s);
        }
        return max;
    }

    private double masked(Buffer[] in, int at, double score) {
        if (mask == null) {
            return score;
        }
        if (truth) {
            return in[3].getLong(mask.at(at)) != 0 ? score : Double.NEGATIVE_INFINITY;
        }
        return score + in[3].getDouble(mask.at(at));
    }

    @Override
    public List<TensorType> scratch() {
        return List.of(TensorType.of(DType.F64, keys));
    }
}
