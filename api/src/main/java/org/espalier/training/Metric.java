package org.espalier.training;

import java.util.List;
import java.util.Optional;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.Tensor;

/**
 * A figure over a set of examples. In the graph it yields statistics that add up over batches; at the end one number
 * is made of their sums. So a metric costs what the backend's kernels cost, and needs no memory of predictions.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Metric {
    /** The name in histories, such as {@code accuracy}. */
    String name();

    /**
     * Statistics of a batch whose element-wise sums over batches suffice.
     *
     * @param prediction [batch, ...]
     * @param target [batch, ...]
     * @param weight [batch], 1 for each example unless the data has weights, 0 for padding
     */
    List<Value> statistics(Value prediction, Value target, Value weight);

    /** The figure, from the sums of the statistics. */
    double value(List<Tensor> sums);

    /** What there is to see beyond the figure, such as a confusion matrix, from the sums of the statistics. */
    default Optional<Tensor> table(List<Tensor> sums) {
        return Optional.empty();
    }

    /** Whether larger is better, for early stopping and checkpoints. */
    default boolean largerIsBetter() {
        return true;
    }
}
