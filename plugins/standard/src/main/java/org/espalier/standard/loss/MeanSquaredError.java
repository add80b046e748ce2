package org.espalier.standard.loss;

import org.espalier.backend.Buffer;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.TensorType;
import org.espalier.training.Loss;

/**
 * The mean of (f - y)² over the outputs of an example.
 *
 * <p>Prediction {@code [batch, ...]}; target numbers of the same shape, or without a last axis of length 1, of any
 * numeric dtype.
 */
@API(status = API.Status.STABLE, since = "0.1")
public record MeanSquaredError() implements Loss {
    /** The one there is. */
    public static final MeanSquaredError INSTANCE = new MeanSquaredError();

    @Override
    public Value perExample(Value prediction, Value target) {
        return Targets.mean(prediction.sub(Targets.numbers("MeanSquaredError", prediction, target)).square());
    }

    @Override
    public void checkTargets(TensorType prediction, Buffer targets, int count) {
        Targets.checkFinite("MeanSquaredError", prediction, targets, count);
    }
}
