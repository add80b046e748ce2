package org.espalier.standard.initializer;

import org.espalier.nn.Initializer;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;

/**
 * Uniform on ±1 / √fan_in, variance 1 / (3 fan_in): the older rule of thumb that Glorot and Bengio (2010) found to make
 * the variance of activations shrink from layer to layer.
 */
@API(status = API.Status.STABLE, since = "0.1")
public record FanInUniform() implements Initializer {
    /** The one there is. */
    public static final FanInUniform INSTANCE = new FanInUniform();

    @Override
    public void fill(double[] values, ParameterSpec parameter, RandomStream random) {
        Draws.uniform(values, 1 / Math.sqrt(parameter.fanIn()), random);
    }
}
