package org.espalier.standard.preprocessing;

import org.espalier.data.Dataset;
import org.espalier.data.FittedPreprocessing;
import org.espalier.data.Preprocessing;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Tensor;

/**
 * √n·(x - μ)V/S, where USV' is the singular value decomposition of the n centred examples of the training set as rows:
 * its directions of greatest variance first, without correlation, each of variance 1. A direction in which the training
 * set does not vary becomes 0, for whatever example.
 *
 * @param components how many directions are kept; all where it is 0, which is the default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record PcaWhitening(int components) implements Preprocessing {
    /** All directions. */
    public static final PcaWhitening DEFAULT = new PcaWhitening(0);

    public PcaWhitening {
        Check.notNegative("PcaWhitening", "components", components);
    }

    /** The leading directions. */
    public static PcaWhitening of(int components) {
        return new PcaWhitening(components);
    }

    @Override
    public FittedPreprocessing fit(Dataset training, String field) {
        Figures f = Figures.of("PcaWhitening", training, field);
        int features = f.mean().length;
        if (components > features) {
            throw new DataException("[PcaWhitening] " + components + " components cannot be kept of the " + features
                    + " features of '" + field + "'");
        }
        PrincipalAxes axes = PrincipalAxes.of(training, field, f.mean());
        int kept = components == 0 ? features : components;
        double root = Math.sqrt(training.size());
        double[] matrix = new double[features * kept];
        for (int j = 0; j < kept; j++) {
            if (axes.isZero(j)) {
                continue;
            }
            double[] direction = axes.direction(j);
            for (int i = 0; i < features; i++) {
                matrix[i * kept + j] = root * direction[i] / axes.singularValue(j);
            }
        }
        return new Whitening(f.tensor(f.mean()), Tensor.of(matrix, features, kept));
    }
}
