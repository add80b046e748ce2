package org.espalier.standard.loss;

import org.espalier.backend.Buffer;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.TensorType;
import org.espalier.training.Loss;

/**
 * -Σ y log p on probabilities p, such as a softmax activation's. p is limited to at least 1e-7, and the gradient below is
 * 0; train with {@link SoftmaxCrossEntropy} from raw scores where you can.
 *
 * <p>Prediction {@code [batch, ..., classes]}; target either class indices {@code [batch, ...]} (i32, i64, u8) or one-hot
 * or soft shares of the prediction's shape (f32, f64) that add up to 1. The mean over the axes between batch and
 * classes, where there are any.
 */
@API(status = API.Status.STABLE, since = "0.1")
public record CrossEntropy() implements Loss {
    /** The one there is. */
    public static final CrossEntropy INSTANCE = new CrossEntropy();

    @Override
    public Value perExample(Value prediction, Value target) {
        Value shares = Targets.shares("CrossEntropy", prediction, target);
        return Targets.mean(shares.mul(prediction.max(1e-7).log()).sum(false, -1).neg());
    }

    @Override
    public void checkTargets(TensorType prediction, Buffer targets, int count) {
        Targets.checkShares("CrossEntropy", prediction, targets, count);
    }
}
