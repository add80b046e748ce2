package org.espalier.standard;

import org.espalier.plugin.API;
import org.espalier.standard.preprocessing.MeanSubtraction;
import org.espalier.standard.preprocessing.MinMax;
import org.espalier.standard.preprocessing.Standardize;

/** Preprocessings by name, for a static import. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Preprocessings {
    private Preprocessings() {}

    /** (x - μ) / √(σ² + ε). */
    public static Standardize standardize() {
        return Standardize.DEFAULT;
    }

    /** Each feature to [0, 1]. */
    public static MinMax minMax() {
        return MinMax.DEFAULT;
    }

    /** Each feature to [low, high]. */
    public static MinMax minMax(double low, double high) {
        return MinMax.to(low, high);
    }

    /** x - μ. */
    public static MeanSubtraction meanSubtraction() {
        return MeanSubtraction.INSTANCE;
    }
}
