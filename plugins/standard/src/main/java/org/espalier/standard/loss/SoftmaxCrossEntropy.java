package org.espalier.standard.loss;

import org.espalier.backend.Buffer;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;
import org.espalier.training.Loss;

/**
 * -Σ y log softmax(f) from raw scores f; its gradient is softmax(f) - y. With two classes and f₂ = 0 it equals
 * {@link Logistic}.
 *
 * <p>Prediction {@code [batch, ..., classes]}; target either class indices {@code [batch, ...]} (i32, i64, u8) or one-hot
 * or soft shares of the prediction's shape (f32, f64) that add up to 1. The mean over the axes between batch and
 * classes, where there are any.
 */
@API(status = API.Status.STABLE, since = "0.1")
public record SoftmaxCrossEntropy() implements Loss {
    /** The one there is. */
    public static final SoftmaxCrossEntropy INSTANCE = new SoftmaxCrossEntropy();

    @Override
    public Value perExample(Value prediction, Value target) {
        Targets.requireClasses("SoftmaxCrossEntropy", prediction);
        if (Targets.areIndices(prediction, target)) {
            // The op has its classes in axis 1, so what lies before them is seen as one axis.
            Shape examples = target.shape();
            Value losses = prediction.ops().softmaxCrossEntropyLoss(
                    prediction.reshape(Shape.of(examples.count(), prediction.dim(-1))),
                    Targets.indices(target).reshape(Shape.of(examples.count())), "none");
            return Targets.mean(losses.reshape(examples));
        }
        Value shares = Targets.shares("SoftmaxCrossEntropy", prediction, target);
        return Targets.mean(shares.mul(prediction.logSoftmax(-1)).sum(false, -1).neg());
    }

    @Override
    public void checkTargets(TensorType prediction, Buffer targets, int count) {
        Targets.checkShares("SoftmaxCrossEntropy", prediction, targets, count);
    }
}
