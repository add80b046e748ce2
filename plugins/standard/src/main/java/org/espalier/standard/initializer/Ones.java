package org.espalier.standard.initializer;

import java.util.Arrays;
import org.espalier.nn.Initializer;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;

/** All 1: for scales. Weights that start equal never break the symmetry between the units of a layer. */
@API(status = API.Status.STABLE, since = "0.1")
public record Ones() implements Initializer {
    /** The one there is. */
    public static final Ones INSTANCE = new Ones();

    @Override
    public void fill(double[] values, ParameterSpec parameter, RandomStream random) {
        Arrays.fill(values, 1);
    }
}
