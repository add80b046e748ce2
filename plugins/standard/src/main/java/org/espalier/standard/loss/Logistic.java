package org.espalier.standard.loss;

import org.espalier.backend.Buffer;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.TensorType;
import org.espalier.training.Loss;

/**
 * log(1 + e^(-y f)) for a label y in {-1, +1} and a raw score f; without overflow. Equal to {@link SoftmaxCrossEntropy}
 * on the scores (f, 0).
 *
 * <p>Prediction {@code [batch]} or {@code [batch, ...]}, raw scores, summed over the outputs of an example; target labels
 * -1 and +1 of the same shape, or without a last axis of length 1, of any numeric dtype.
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Logistic() implements Loss {
    /** The one there is. */
    public static final Logistic INSTANCE = new Logistic();

    @Override
    public Value perExample(Value prediction, Value target) {
        Value y = Targets.numbers("Logistic", prediction, target);
        return Targets.sum(y.mul(prediction).neg().softplus());
    }

    @Override
    public void checkTargets(TensorType prediction, Buffer targets, int count) {
        Targets.checkSigns("Logistic", prediction, targets, count);
    }
}
