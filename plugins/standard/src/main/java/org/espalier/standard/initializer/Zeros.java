package org.espalier.standard.initializer;

import java.util.Arrays;
import org.espalier.nn.Initializer;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;

/** All 0: for biases. Weights that start at 0 never break the symmetry between the units of a layer. */
@API(status = API.Status.STABLE, since = "0.1")
public record Zeros() implements Initializer {
    /** The one there is. */
    public static final Zeros INSTANCE = new Zeros();

    @Override
    public void fill(double[] values, ParameterSpec parameter, RandomStream random) {
        Arrays.fill(values, 0);
    }
}
