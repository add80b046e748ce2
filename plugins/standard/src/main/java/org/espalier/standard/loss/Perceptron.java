package org.espalier.standard.loss;

import org.espalier.backend.Buffer;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.TensorType;
import org.espalier.training.Loss;

/**
 * max(0, -y f) for a label y in {-1, +1}. Its gradient at y f = 0 is -y, as a mistake's, or weights that start at 0
 * would never leave 0. With SGD, learning rate 1 and batches of 1 it is the perceptron's learning rule (Rosenblatt
 * 1958).
 *
 * <p>Prediction {@code [batch]} or {@code [batch, ...]}, raw scores, summed over the outputs of an example; target labels
 * -1 and +1 of the same shape, or without a last axis of length 1, of any numeric dtype.
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Perceptron() implements Loss {
    /** The one there is. */
    public static final Perceptron INSTANCE = new Perceptron();

    @Override
    public Value perExample(Value prediction, Value target) {
        Value score = Targets.numbers("Perceptron", prediction, target).mul(prediction);
        return Targets.sum(prediction.ops().where(score.greater(0), score.constant(0), score.neg()));
    }

    @Override
    public void checkTargets(TensorType prediction, Buffer targets, int count) {
        Targets.checkSigns("Perceptron", prediction, targets, count);
    }
}
