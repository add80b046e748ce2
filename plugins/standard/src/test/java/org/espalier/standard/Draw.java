package org.espalier.standard;

import org.espalier.nn.RandomStream;
import org.espalier.tensor.Tensor;

/** Random tensors, the same for a name in every run. */
public final class Draw {
    private Draw() {}

    /** Standard normal numbers. */
    public static Tensor normal(String name, long... shape) {
        return Tensor.of(numbers(name, shape), shape);
    }

    /** Standard normal numbers, row-major. */
    public static double[] numbers(String name, long... shape) {
        long size = 1;
        for (long n : shape) {
            size *= n;
        }
        double[] values = new double[(int) size];
        RandomStream random = RandomStream.of(11, name);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.normal(i);
        }
        return values;
    }
}
