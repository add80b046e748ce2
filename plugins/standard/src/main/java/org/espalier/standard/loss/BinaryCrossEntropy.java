package org.espalier.standard.loss;

import org.espalier.backend.Buffer;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.TensorType;
import org.espalier.training.Loss;

/**
 * -(y log p + (1 - y) log(1 - p)), the mean over the outputs of an example, for y in {0, 1} or between. From raw scores
 * f, p = sigmoid(f), it is y softplus(-f) + (1 - y) softplus(f), which neither overflows nor cancels; its gradient is
 * p - y. From probabilities, p is limited to [1e-7, 1 - 1e-7], and the gradient beyond is 0; train from raw scores where
 * you can.
 *
 * <p>Prediction {@code [batch, ...]}; target of the same shape, or without a last axis of length 1, of any numeric
 * dtype.
 *
 * @param fromLogits whether the prediction is raw scores (by default) or probabilities
 */
@API(status = API.Status.STABLE, since = "0.1")
public record BinaryCrossEntropy(boolean fromLogits) implements Loss {
    /** From raw scores. */
    public static final BinaryCrossEntropy FROM_LOGITS = new BinaryCrossEntropy(true);
    /** From probabilities. */
    public static final BinaryCrossEntropy FROM_PROBABILITIES = new BinaryCrossEntropy(false);

    private static final double LEAST = 1e-7;

    @Override
    public Value perExample(Value prediction, Value target) {
        Value y = Targets.numbers("BinaryCrossEntropy", prediction, target);
        Value ifOne;
        Value ifZero;
        if (fromLogits) {
            ifOne = prediction.neg().softplus();
            ifZero = prediction.softplus();
        } else {
            Value p = prediction.clip(LEAST, 1 - LEAST);
            ifOne = p.log().neg();
            ifZero = p.neg().add(1).log().neg();
        }
        return Targets.mean(y.mul(ifOne).add(y.neg().add(1).mul(ifZero)));
    }

    @Override
    public void checkTargets(TensorType prediction, Buffer targets, int count) {
        Targets.checkUnit("BinaryCrossEntropy", prediction, targets, count);
    }
}
