package org.espalier.standard.metric;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Tensor;

/** Weighted means over examples, and how metrics read targets. */
final class Statistics {
    private Statistics() {}

    /** The weighted sum of a figure of each example (the mean where it has several), and the sum of weights. */
    static List<Value> weighted(Value perExample, Value weight) {
        Value w = weight.cast(perExample.dtype());
        Value v = perExample.rank() == 1
                ? perExample
                : perExample.mean(false, IntStream.range(1, perExample.rank()).toArray());
        return List.of(v.mul(w).sum(), w.sum());
    }

    /** The weighted mean, from the sums. */
    static double mean(List<Tensor> sums) {
        return sums.get(0).item() / sums.get(1).item();
    }

    /** Whether the prediction is one score an example, not one a class. */
    static boolean isSingle(Value prediction) {
        return prediction.rank() == 1 || prediction.dim(-1).equals(Dim.of(1));
    }

    /** The class (i64) of each target: class indices as they are, otherwise the largest of a share for each class. */
    static Value classes(String metric, Value prediction, Value target) {
        requireTarget(metric, target);
        if (prediction.rank() < 2) {
            throw new IllegalArgumentException("[" + metric + "] the prediction must be [batch,...,classes], but is "
                    + prediction.type());
        }
        if (target.dtype().isInteger() && target.shape().equals(prediction.shape().without(-1))) {
            return target.cast(DType.I64);
        }
        if (target.shape().equals(prediction.shape()) && target.dtype() != DType.BOOL) {
            return target.ops().argMax(target, -1, false);
        }
        throw new IllegalArgumentException("[" + metric + "] the target must be class indices i32"
                + prediction.shape().without(-1) + " (or i64, u8), or a share for each class " + prediction.type()
                + ", but is " + target.type());
    }

    /** A loss on pairs of scores has no target, but a metric beside it may need one. */
    static void requireTarget(String metric, Value target) {
        if (target == null) {
            throw new IllegalArgumentException("[" + metric + "] needs a target, but the loss beside it reads none");
        }
    }
}
