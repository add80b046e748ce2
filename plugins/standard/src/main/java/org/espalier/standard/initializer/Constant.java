package org.espalier.standard.initializer;

import java.util.Arrays;
import org.espalier.nn.Initializer;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * One number everywhere.
 *
 * @param value the number
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Constant(double value) implements Initializer {
    public Constant {
        Check.finite("Constant", "value", value);
    }

    /** This number everywhere. */
    public static Constant of(double value) {
        return new Constant(value);
    }

    @Override
    public void fill(double[] values, ParameterSpec parameter, RandomStream random) {
        Arrays.fill(values, value);
    }
}
