package org.espalier.standard.initializer;

import org.espalier.nn.Initializer;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Uniform on ±√(6 / fan), variance 2 / fan, for ReLU and its variants: it holds the variance
 * through a deep stack, where twice or half the deviation makes it grow or shrink by 4 in each layer (He, Zhang, Ren,
 * Sun: Delving deep into rectifiers; ICCV 2015).
 *
 * @param mode fan-in holds the variance of the forward pass (by default), fan-out that of the backward pass
 */
@API(status = API.Status.STABLE, since = "0.1")
public record HeUniform(Fan mode) implements Initializer {
    /** By fan-in. */
    public static final HeUniform DEFAULT = new HeUniform(Fan.IN);

    public HeUniform {
        Check.present("HeUniform", "mode", mode);
    }

    /** By a fan. */
    public static HeUniform by(Fan mode) {
        return new HeUniform(mode);
    }

    @Override
    public void fill(double[] values, ParameterSpec parameter, RandomStream random) {
        Draws.uniform(values, Math.sqrt(6.0 / mode.of(parameter)), random);
    }
}
