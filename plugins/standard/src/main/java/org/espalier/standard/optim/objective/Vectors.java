package org.espalier.standard.optim.objective;

/** What is done with vectors in double precision; sums run in ascending order, so that results are the same everywhere. */
final class Vectors {
    private Vectors() {}

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** into += factor * v */
    static void addTo(double[] into, double factor, double[] v) {
        for (int i = 0; i < into.length; i++) {
            into[i] += factor * v[i];
        }
    }

    /** from + factor * direction */
    static double[] moved(double[] from, double factor, double[] direction) {
        double[] to = from.clone();
        addTo(to, factor, direction);
        return to;
    }

    static double sumOfMagnitudes(double[] v) {
        double sum = 0;
        for (double x : v) {
            sum += Math.abs(x);
        }
        return sum;
    }

    /** The largest magnitude; NaN where there is one. */
    static double largest(double[] v) {
        double most = 0;
        for (double x : v) {
            most = Math.max(most, Math.abs(x));
        }
        return most;
    }
}
