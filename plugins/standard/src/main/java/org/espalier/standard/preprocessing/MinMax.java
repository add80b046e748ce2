package org.espalier.standard.preprocessing;

import org.espalier.data.Dataset;
import org.espalier.data.FittedPreprocessing;
import org.espalier.data.Preprocessing;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Brings each feature's range over the training set to [low, high]; other data may lie outside. A feature that is
 * constant there is shifted to low.
 *
 * @param low 0 by default
 * @param high above low; 1 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record MinMax(double low, double high) implements Preprocessing {
    /** To [0, 1]. */
    public static final MinMax DEFAULT = new MinMax(0, 1);

    public MinMax {
        Check.finite("MinMax", "low", low);
        Check.finite("MinMax", "high", high);
        Check.require(low < high, "MinMax", "high", "above low = " + low, high);
    }

    /** To another range. */
    public static MinMax to(double low, double high) {
        return new MinMax(low, high);
    }

    @Override
    public FittedPreprocessing fit(Dataset training, String field) {
        Figures f = Figures.of("MinMax", training, field);
        double[] shift = new double[f.mean().length];
        double[] scale = new double[f.mean().length];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = f.isConstant(i) ? 1 : (f.greatest()[i] - f.least()[i]) / (high - low);
            shift[i] = f.least()[i] - low * scale[i];
        }
        return new Rescale(f.tensor(shift), f.tensor(scale));
    }
}
