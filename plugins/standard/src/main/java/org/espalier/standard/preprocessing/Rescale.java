package org.espalier.standard.preprocessing;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * (x - shift) / scale for each feature, with fixed figures: what fitted preprocessings yield. The input may be of any
 * numeric dtype, such as the bytes of an image; the result has the dtype of the network's parameters.
 *
 * @param shape of one example, without the batch
 * @param shift one a feature, row-major
 * @param scale one a feature, row-major, not 0
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Rescale(Shape shape, List<Double> shift, List<Double> scale) implements UnaryLayer {
    public Rescale {
        Check.present("Rescale", "shape", shape);
        shift = Check.list("Rescale", "shift", shift);
        scale = Check.list("Rescale", "scale", scale);
        long size = shape.size();
        Check.require(shift.size() == size, "Rescale", "shift", "one for each element of " + shape, shift.size());
        Check.require(scale.size() == size, "Rescale", "scale", "one for each element of " + shape, scale.size());
        shift.forEach(v -> Check.finite("Rescale", "shift", v));
        scale.forEach(v -> Check.require(v != 0 && Double.isFinite(v), "Rescale", "scale", "finite and not 0", v));
    }

    @Override
    public Value apply(Scope scope, Value x) {
        if (x.rank() == 0 || !x.shape().without(0).equals(shape)) {
            throw new IllegalArgumentException(
                    "[Rescale] was fitted to examples of shape " + shape + ", but the input is "
                    + x.type());
        }
        return x.cast(scope.dtype()).sub(constant(scope, shift)).div(constant(scope, scale));
    }

    private Value constant(Scope scope, List<Double> figures) {
        double[] flat = figures.stream().mapToDouble(Double::doubleValue).toArray();
        return scope.ops().constant(Tensor.rounded(new TensorType(scope.dtype(), shape), flat));
    }
}
