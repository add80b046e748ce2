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
 * (x - mean) times a matrix, with fixed figures: what {@link PcaWhitening} yields. The input is flattened to
 * [batch,features], and the result is [batch,components], in the dtype of the network's parameters.
 *
 * @param shape of one example, without the batch
 * @param mean one a feature, row-major
 * @param matrix features × components, row-major
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Whitening(Shape shape, List<Double> mean, List<Double> matrix) implements UnaryLayer {
    public Whitening {
        Check.present("Whitening", "shape", shape);
        mean = Check.filled("Whitening", "mean", mean);
        matrix = Check.filled("Whitening", "matrix", matrix);
        Check.require(mean.size() == shape.size(), "Whitening", "mean", "one for each element of " + shape, mean.size());
        Check.require(matrix.size() % mean.size() == 0, "Whitening", "matrix", "a whole number of columns of " + mean.size(),
                matrix.size());
        mean.forEach(v -> Check.finite("Whitening", "mean", v));
        matrix.forEach(v -> Check.finite("Whitening", "matrix", v));
    }

    @Override
    public Value apply(Scope scope, Value x) {
        if (x.rank() == 0 || !x.shape().without(0).equals(shape)) {
            throw new IllegalArgumentException("[Whitening] was fitted to examples of shape " + shape + ", but the input is "
                    + x.type());
        }
        int features = mean.size();
        Value cast = x.cast(scope.dtype());
        Value flat = x.rank() == 2 ? cast : scope.ops().flatten(cast, 1);
        return flat.sub(constant(scope, mean, features)).matmul(constant(scope, matrix, features, matrix.size() / features));
    }

    private static Value constant(Scope scope, List<Double> figures, long... lengths) {
        double[] flat = figures.stream().mapToDouble(Double::doubleValue).toArray();
        return scope.ops().constant(Tensor.rounded(TensorType.of(scope.dtype(), lengths), flat));
    }
}
