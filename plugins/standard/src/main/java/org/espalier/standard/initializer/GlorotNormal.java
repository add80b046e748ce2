package org.espalier.standard.initializer;

import org.espalier.nn.Initializer;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;

/**
 * Normal with mean 0 and variance 2 / (fan_in + fan_out): Xavier initialisation, a compromise between the forward and
 * the backward pass, for tanh and sigmoid (Glorot, Bengio: Understanding the difficulty of training deep feedforward
 * neural networks; AISTATS 2010).
 */
@API(status = API.Status.STABLE, since = "0.1")
public record GlorotNormal() implements Initializer {
    /** The one there is. */
    public static final GlorotNormal INSTANCE = new GlorotNormal();

    @Override
    public void fill(double[] values, ParameterSpec parameter, RandomStream random) {
        Draws.normal(values, 0, Math.sqrt(2.0 / (parameter.fanIn() + parameter.fanOut())), random);
    }
}
