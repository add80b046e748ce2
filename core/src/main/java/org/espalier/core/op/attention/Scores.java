package org.espalier.core.op.attention;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Ops;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** The scores of queries and keys, -∞ where a query must not look, and what attention and its gradient make of them. */
final class Scores {
    private Scores() {}

    /** Inputs: Q, K, V and, if there is one, the mask. */
    static Value of(List<Value> in, Attributes attributes) {
        Heads h = Heads.of(in.get(0), in.get(1), in.get(2));
        Value scores = h.ungrouped(h.grouped(in.get(0).mul(h.scale(attributes))).matmul(swapped(in.get(1))));
        Value never = scores.constant(Double.NEGATIVE_INFINITY);
        if (in.size() > 3) {
            scores = in.get(3).dtype() == DType.BOOL
                    ? scores.ops().where(in.get(3), scores, never) : scores.add(in.get(3));
        }
        if (attributes.flag("is_causal", false)) {
            Value later = numbers(scores, -1).greater(numbers(scores, -2).unsqueeze(1));
            scores = scores.ops().where(later, never, scores);
        }
        return scores;
    }

    /** The last two axes exchanged. */
    static Value swapped(Value matrices) {
        int[] perm = IntStream.range(0, matrices.rank()).toArray();
        perm[perm.length - 1]--;
        perm[perm.length - 2]++;
        return matrices.transpose(perm);
    }

    /** The numbers from 0 along an axis; counted up where its length has no number yet. */
    private static Value numbers(Value scores, int axis) {
        Dim length = scores.dim(axis);
        Ops ops = scores.ops();
        if (length.isKnown()) {
            int n = Math.toIntExact(length.length());
            return ops.constant(Tensor.rounded(new TensorType(DType.F32, Shape.of(length)),
                    IntStream.range(0, n).asDoubleStream().toArray()));
        }
        return ops.cumSum(ops.full(DType.F32, Shape.of(length), 1), 0, false, false);
    }

    /** At least the lowest finite number, so that the distance from it of -∞ is -∞ and not NaN. */
    static Value finite(Value v) {
        return v.max(v.dtype() == DType.F32 ? -Float.MAX_VALUE : -Double.MAX_VALUE);
    }
}
