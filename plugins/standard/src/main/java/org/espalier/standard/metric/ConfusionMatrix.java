package org.espalier.standard.metric;

import java.util.List;
import java.util.Optional;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.training.Metric;

/**
 * How often each true class (row) was taken for each class (column), weighted: the statistic is that matrix, the value
 * is the accuracy. Prediction {@code [batch, ..., classes]}; the target holds class indices or one-hot shares.
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ConfusionMatrix() implements Metric {
    /** The one there is. */
    public static final ConfusionMatrix INSTANCE = new ConfusionMatrix();

    @Override
    public String name() {
        return "confusion_accuracy";
    }

    @Override
    public List<Value> statistics(Value prediction, Value target, Value weight) {
        Value classes = Statistics.classes("ConfusionMatrix", prediction, target);
        long k = prediction.shape().length(-1);
        Value truth = prediction.ops().oneHot(classes, k, prediction.dtype());
        Value guess = prediction.ops().oneHot(prediction.ops().argMax(prediction, -1, false), k, prediction.dtype());
        // An example's weight, at each of its positions where it has several.
        int rank = prediction.rank();
        Shape aligned = weight.shape();
        for (int i = 1; i < rank; i++) {
            aligned = aligned.insert(aligned.rank(), Dim.of(1));
        }
        Value weighted = guess.mul(weight.cast(prediction.dtype()).reshape(aligned));
        Shape flat = Shape.of(prediction.shape().without(-1).count(), Dim.of(k));
        return List.of(prediction.ops().gemm(truth.reshape(flat), weighted.reshape(flat), true, false));
    }

    /** The share of the diagonal. */
    @Override
    public double value(List<Tensor> sums) {
        Tensor matrix = sums.get(0);
        int k = (int) matrix.shape().length(0);
        double right = 0;
        double all = 0;
        for (int i = 0; i < k * k; i++) {
            all += matrix.getDouble(i);
            right += i % (k + 1) == 0 ? matrix.getDouble(i) : 0;
        }
        return right / all;
    }

    /** The matrix f64[classes, classes]. */
    @Override
    public Optional<Tensor> table(List<Tensor> sums) {
        return Optional.of(sums.get(0));
    }
}
