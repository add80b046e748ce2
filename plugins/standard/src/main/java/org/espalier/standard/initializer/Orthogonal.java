package org.espalier.standard.initializer;

import org.espalier.nn.Initializer;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * A random matrix with orthonormal rows or columns, whichever are fewer, times a gain (Saxe, McClelland, Ganguli: Exact
 * solutions to the nonlinear dynamics of learning in deep linear neural networks; ICLR 2014). A parameter with more axes
 * is a matrix of its first axis by all others. All such matrices are equally likely.
 *
 * @param gain above 0; 1 by default, √2 for layers with ReLU
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Orthogonal(double gain) implements Initializer {
    /** With a gain of 1. */
    public static final Orthogonal DEFAULT = new Orthogonal(1);

    public Orthogonal {
        Check.positive("Orthogonal", "gain", gain);
    }

    /** With a gain. */
    public static Orthogonal of(double gain) {
        return new Orthogonal(gain);
    }

    @Override
    public void fill(double[] values, ParameterSpec parameter, RandomStream random) {
        Check.require(parameter.shape().rank() >= 2, "Orthogonal", "the parameter '" + parameter.path() + "'",
                "one with two axes at least", parameter.shape());
        int rows = Math.toIntExact(parameter.shape().length(0));
        int columns = values.length / rows;
        int length = Math.max(rows, columns);
        double[][] vectors = new double[Math.min(rows, columns)][length];
        for (int k = 0; k < vectors.length; k++) {
            for (int i = 0; i < length; i++) {
                vectors[k][i] = random.normal(k * length + i);
            }
            orthonormalize(vectors, k);
        }
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                values[r * columns + c] = gain * (rows < columns ? vectors[r][c] : vectors[c][r]);
            }
        }
    }

    /** Takes from a vector what lies along those before it: twice, since once leaves what rounding made of it. */
    private static void orthonormalize(double[][] vectors, int k) {
        double[] v = vectors[k];
        for (int pass = 0; pass < 2; pass++) {
            for (int j = 0; j < k; j++) {
                add(v, -dot(v, vectors[j]), vectors[j]);
            }
        }
        double norm = Math.sqrt(dot(v, v));
        for (int i = 0; i < v.length; i++) {
            v[i] /= norm;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] into, double factor, double[] v) {
        for (int i = 0; i < into.length; i++) {
            into[i] += factor * v[i];
        }
    }
}
