package org.espalier.standard.initializer;

import org.espalier.nn.Initializer;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;

/**
 * Uniform on ±√(6 / (fan_in + fan_out)), variance 2 / (fan_in + fan_out): Xavier initialisation, a compromise between
 * the forward and the backward pass, for tanh and sigmoid (Glorot, Bengio: Understanding the difficulty of training
 * deep feedforward neural networks; AISTATS 2010).
 */
@API(status = API.Status.STABLE, since = "0.1")
public record GlorotUniform() implements Initializer {
    /** The one there is. */
    public static final GlorotUniform INSTANCE = new GlorotUniform();

    @Override
    public void fill(double[] values, ParameterSpec parameter, RandomStream random) {
        Draws.uniform(values, Math.sqrt(6.0 / (parameter.fanIn() + parameter.fanOut())), random);
    }
}
