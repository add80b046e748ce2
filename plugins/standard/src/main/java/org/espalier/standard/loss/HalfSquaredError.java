package org.espalier.standard.loss;

import org.espalier.backend.Buffer;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.TensorType;
import org.espalier.training.Loss;

/**
 * ½ Σ (f - y)² over the outputs of an example. The ½ makes the gradient f - y.
 *
 * <p>Prediction {@code [batch, ...]}; target numbers of the same shape, or without a last axis of length 1, of any
 * numeric dtype.
 */
@API(status = API.Status.STABLE, since = "0.1")
public record HalfSquaredError() implements Loss {
    /** The one there is. */
    public static final HalfSquaredError INSTANCE = new HalfSquaredError();

    @Override
    public Value perExample(Value prediction, Value target) {
        Value error = prediction.sub(Targets.numbers("HalfSquaredError", prediction, target));
        return Targets.sum(error.square()).mul(0.5);
    }

    @Override
    public void checkTargets(TensorType prediction, Buffer targets, int count) {
        Targets.checkFinite("HalfSquaredError", prediction, targets, count);
    }
}
