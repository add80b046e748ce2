package org.espalier.standard;

import org.espalier.plugin.API;
import org.espalier.standard.preprocessing.ChannelMeanSubtraction;
import org.espalier.standard.preprocessing.MeanSubtraction;
import org.espalier.standard.preprocessing.MinMax;
import org.espalier.standard.preprocessing.OneHotEncoding;
import org.espalier.standard.preprocessing.PcaWhitening;
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

    /** x - μ of the channel. */
    public static ChannelMeanSubtraction channelMeanSubtraction() {
        return ChannelMeanSubtraction.INSTANCE;
    }

    /** √n·(x - μ)V/S. */
    public static PcaWhitening pcaWhitening() {
        return PcaWhitening.DEFAULT;
    }

    /** √n·(x - μ)V/S, of the leading directions alone. */
    public static PcaWhitening pcaWhitening(int components) {
        return PcaWhitening.of(components);
    }

    /** A 1 in the place of the class, and 0 elsewhere. */
    public static OneHotEncoding oneHotEncoding() {
        return OneHotEncoding.INSTANCE;
    }
}
