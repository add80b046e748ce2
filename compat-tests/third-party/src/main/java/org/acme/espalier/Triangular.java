package org.acme.espalier;

import org.espalier.nn.Initializer;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.RandomStream;

/** The sum of two numbers uniform on ±limit/2: mean 0, variance limit²/6, never beyond ±limit. */
public record Triangular(double limit) implements Initializer {
    @Override
    public void fill(double[] values, ParameterSpec parameter, RandomStream random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (random.uniform(2 * i) + random.uniform(2 * i + 1) - 1) * limit;
        }
    }
}
