package org.espalier.standard.loss;

import org.espalier.backend.Buffer;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.TensorType;
import org.espalier.training.Loss;

/**
 * The mean of |f - y| over the outputs of an example. Its gradient is 0 where f = y.
 *
 * <p>Prediction {@code [batch, ...]}; target numbers of the same shape, or without a last axis of length 1, of any
 * numeric dtype.
 */
@API(status = API.Status.STABLE, since = "0.1")
public record MeanAbsoluteError() implements Loss {
    /** The one there is. */
    public static final MeanAbsoluteError INSTANCE = new MeanAbsoluteError();

    @Override
    public Value perExample(Value prediction, Value target) {
        return Targets.mean(prediction.sub(Targets.numbers("MeanAbsoluteError", prediction, target)).abs());
    }

    @Override
    public void checkTargets(TensorType prediction, Buffer targets, int count) {
        Targets.checkFinite("MeanAbsoluteError", prediction, targets, count);
    }
}
