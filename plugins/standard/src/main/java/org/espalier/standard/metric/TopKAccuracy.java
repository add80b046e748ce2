package org.espalier.standard.metric;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Tensor;
import org.espalier.training.Metric;

/**
 * The share of examples whose true class is among the k with the largest scores, weighted: fewer than k scores are larger
 * than the true class's. Prediction {@code [batch, ..., classes]}; the target holds class indices or one-hot shares.
 *
 * @param k at least 1; 5 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record TopKAccuracy(int k) implements Metric {
    /** Among the first five. */
    public static final TopKAccuracy DEFAULT = new TopKAccuracy(5);

    public TopKAccuracy {
        Check.positive("TopKAccuracy", "k", k);
    }

    /** Among the first k. */
    public static TopKAccuracy of(int k) {
        return new TopKAccuracy(k);
    }

    @Override
    public String name() {
        return "top_" + k + "_accuracy";
    }

    @Override
    public List<Value> statistics(Value prediction, Value target, Value weight) {
        Value classes = Statistics.classes("TopKAccuracy", prediction, target);
        Value mask = prediction.ops().oneHot(classes, prediction.shape().length(-1), prediction.dtype());
        Value score = prediction.mul(mask).sum(true, -1);
        Value larger = prediction.greater(score).cast(prediction.dtype()).sum(false, -1);
        return Statistics.weighted(larger.less(k).cast(prediction.dtype()), weight);
    }

    @Override
    public double value(List<Tensor> sums) {
        return Statistics.mean(sums);
    }
}
