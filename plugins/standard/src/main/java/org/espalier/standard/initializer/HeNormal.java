package org.espalier.standard.initializer;

import org.espalier.nn.Initializer;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Normal with mean 0 and variance 2 / fan, for ReLU and its variants: it holds the variance
 * through a deep stack, where twice or half the deviation makes it grow or shrink by 4 in each layer (He, Zhang, Ren,
 * Sun: Delving deep into rectifiers; ICCV 2015).
 *
 * @param mode fan-in holds the variance of the forward pass (by default), fan-out that of the backward pass
 */
@API(status = API.Status.STABLE, since = "0.1")
public record HeNormal(Fan mode) implements Initializer {
    /** By fan-in. */
    public static final HeNormal DEFAULT = new HeNormal(Fan.IN);

    public HeNormal {
        Check.present("HeNormal", "mode", mode);
    }

    /** By a fan. */
    public static HeNormal by(Fan mode) {
        return new HeNormal(mode);
    }

    @Override
    public void fill(double[] values, ParameterSpec parameter, RandomStream random) {
        Draws.normal(values, 0, Math.sqrt(2.0 / mode.of(parameter)), random);
    }
}
