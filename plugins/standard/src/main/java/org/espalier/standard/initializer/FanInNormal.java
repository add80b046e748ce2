package org.espalier.standard.initializer;

import org.espalier.nn.Initializer;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;

/**
 * Normal with mean 0 and variance 1 / fan_in: Xavier initialisation in the form that looks at the forward pass only;
 * also LeCun's (LeCun, Bottou, Orr, Müller: Efficient BackProp; 1998).
 */
@API(status = API.Status.STABLE, since = "0.1")
public record FanInNormal() implements Initializer {
    /** The one there is. */
    public static final FanInNormal INSTANCE = new FanInNormal();

    @Override
    public void fill(double[] values, ParameterSpec parameter, RandomStream random) {
        Draws.normal(values, 0, Math.sqrt(1.0 / parameter.fanIn()), random);
    }
}
