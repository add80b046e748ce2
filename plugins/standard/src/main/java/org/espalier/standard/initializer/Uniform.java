package org.espalier.standard.initializer;

import org.espalier.nn.Initializer;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Uniform on [-r, r): mean 0, variance r² / 3.
 *
 * @param range r, above 0; 0.05 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Uniform(double range) implements Initializer {
    /** Uniform on [-0.05, 0.05). */
    public static final Uniform DEFAULT = new Uniform(0.05);

    public Uniform {
        Check.positive("Uniform", "range", range);
    }

    /** Uniform on [-range, range). */
    public static Uniform of(double range) {
        return new Uniform(range);
    }

    @Override
    public void fill(double[] values, ParameterSpec parameter, RandomStream random) {
        Draws.uniform(values, range, random);
    }
}
