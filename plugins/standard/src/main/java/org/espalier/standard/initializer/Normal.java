package org.espalier.standard.initializer;

import org.espalier.nn.Initializer;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Normal with a mean and a standard deviation, whatever the layer's size.
 *
 * @param mean μ; 0 by default
 * @param deviation σ, not the variance; above 0; 0.01 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Normal(double mean, double deviation) implements Initializer {
    /** The naive choice: μ = 0, σ = 0.01. */
    public static final Normal DEFAULT = new Normal(0, 0.01);

    public Normal {
        Check.finite("Normal", "mean", mean);
        Check.positive("Normal", "deviation", deviation);
    }

    /** With mean 0 and a standard deviation. */
    public static Normal of(double deviation) {
        return new Normal(0, deviation);
    }

    /** With another mean. */
    public Normal withMean(double other) {
        return new Normal(other, deviation);
    }

    @Override
    public void fill(double[] values, ParameterSpec parameter, RandomStream random) {
        Draws.normal(values, mean, deviation, random);
    }
}
