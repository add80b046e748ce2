package org.espalier.standard.preprocessing;

import org.espalier.data.Dataset;
import org.espalier.data.FittedPreprocessing;
import org.espalier.data.Preprocessing;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * (x - μ) / √(σ² + ε) for each feature, with the mean and the biased variance over the training set. A feature that is
 * constant there is only shifted: dividing by √ε would blow up the first example that differs.
 *
 * @param epsilon ε, inside the root, at least 0; 1e-8 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Standardize(double epsilon) implements Preprocessing {
    /** With ε = 1e-8. */
    public static final Standardize DEFAULT = new Standardize(1e-8);

    public Standardize {
        Check.notNegative("Standardize", "epsilon", epsilon);
    }

    /** With another ε. */
    public Standardize withEpsilon(double other) {
        return new Standardize(other);
    }

    @Override
    public FittedPreprocessing fit(Dataset training, String field) {
        Figures f = Figures.of("Standardize", training, field);
        double[] scale = new double[f.mean().length];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = f.isConstant(i) ? 1 : Math.sqrt(f.variance()[i] + epsilon);
        }
        return new Rescale(f.tensor(f.mean()), f.tensor(scale));
    }
}
