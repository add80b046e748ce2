package org.espalier.standard.preprocessing;

import org.espalier.data.FittedPreprocessing;
import org.espalier.graph.Value;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;

/**
 * (x - mean) times a matrix, with fixed figures: what {@link PcaWhitening} yields. The input is flattened to
 * [batch,features], and the result is [batch,components], in the dtype of the network's parameters.
 *
 * @param mean of the shape of one example, without the batch; finite
 * @param matrix [features,components]; finite
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Whitening(Tensor mean, Tensor matrix) implements FittedPreprocessing {
    public Whitening {
        Check.present("Whitening", "mean", mean);
        Check.present("Whitening", "matrix", matrix);
        Check.require(matrix.shape().rank() == 2 && matrix.shape().length(0) == mean.size() && matrix.size() > 0, "Whitening",
                "matrix", "[" + mean.size() + ",components]", matrix);
        FixedFigures.requireFinite("Whitening", "mean", mean);
        FixedFigures.requireFinite("Whitening", "matrix", matrix);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        FixedFigures.requireExamples("Whitening", mean.shape(), x);
        Value cast = x.cast(scope.dtype());
        Value flat = x.rank() == 2 ? cast : scope.ops().flatten(cast, 1);
        Tensor row = mean.shape().equals(Shape.of(mean.size())) ? mean : mean.reshape(mean.size());
        return flat.sub(FixedFigures.constant(scope, row)).matmul(FixedFigures.constant(scope, matrix));
    }
}
