package org.espalier.standard.initializer;

import org.espalier.nn.RandomStream;

/** The two distributions that all random initializers draw from. */
final class Draws {
    private Draws() {}

    static void uniform(double[] values, double range, RandomStream random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = range * (2 * random.uniform(i) - 1);
        }
    }

    static void normal(double[] values, double mean, double deviation, RandomStream random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = mean + deviation * random.normal(i);
        }
    }
}
