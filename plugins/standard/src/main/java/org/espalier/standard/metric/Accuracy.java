package org.espalier.standard.metric;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Tensor;
import org.espalier.training.Metric;

/**
 * The share of examples that are classified rightly, weighted. The class is the largest of several scores
 * {@code [batch, ..., classes]}, the first of equals; the target holds class indices, or one-hot or soft shares of the
 * prediction's shape. With a single score {@code [batch]} or {@code [batch, 1]}, it is positive above a threshold, and a
 * target is positive above 0 (so 0 and 1, or -1 and 1).
 *
 * @param threshold for a single score: 0 by default, which is right for raw scores; 0.5 for probabilities
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Accuracy(double threshold) implements Metric {
    /** For raw scores. */
    public static final Accuracy DEFAULT = new Accuracy(0);

    public Accuracy {
        Check.finite("Accuracy", "threshold", threshold);
    }

    /** With another threshold for a single score. */
    public Accuracy withThreshold(double other) {
        return new Accuracy(other);
    }

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public List<Value> statistics(Value prediction, Value target, Value weight) {
        Statistics.requireTarget("Accuracy", target);
        Value right = Statistics.isSingle(prediction) ? bySign(prediction, target) : byClass(prediction, target);
        return Statistics.weighted(right.cast(prediction.dtype()), weight);
    }

    private static Value byClass(Value prediction, Value target) {
        Value classes = Statistics.classes("Accuracy", prediction, target);
        return prediction.ops().argMax(prediction, -1, false).equal(classes);
    }

    private Value bySign(Value prediction, Value target) {
        boolean same = target.shape().equals(prediction.shape());
        if (!same && !(prediction.rank() > 1 && target.shape().equals(prediction.shape().without(-1)))) {
            throw new IllegalArgumentException(
                    "[Accuracy] the target must be one label for each score of the prediction "
                    + prediction.type() + ", but is " + target.type());
        }
        Value y = target.cast(prediction.dtype()).reshape(prediction.shape());
        return prediction.greater(threshold).equal(y.greater(0));
    }

    @Override
    public double value(List<Tensor> sums) {
        return Statistics.mean(sums);
    }
}
