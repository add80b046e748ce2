package org.espalier.standard.preprocessing;

import org.espalier.data.FittedPreprocessing;
import org.espalier.graph.Value;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Tensor;

/**
 * (x - shift) / scale for each feature, with fixed figures: what fitted preprocessings yield. The input may be of any
 * numeric dtype, such as the bytes of an image; the result has the dtype of the network's parameters.
 *
 * @param shift of the shape of one example, without the batch; finite
 * @param scale of the same shape; finite and not 0
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Rescale(Tensor shift, Tensor scale) implements FittedPreprocessing {
    public Rescale {
        Check.present("Rescale", "shift", shift);
        Check.present("Rescale", "scale", scale);
        Check.require(scale.shape().equals(shift.shape()), "Rescale", "scale", "of the shape of shift, " + shift.shape(), scale);
        FixedFigures.requireFinite("Rescale", "shift", shift);
        FixedFigures.require("Rescale", "scale", scale, "finite and not 0", v -> v != 0 && Double.isFinite(v));
    }

    @Override
    public Value apply(Scope scope, Value x) {
        FixedFigures.requireExamples("Rescale", shift.shape(), x);
        return x.cast(scope.dtype()).sub(FixedFigures.constant(scope, shift)).div(FixedFigures.constant(scope, scale));
    }
}
