package org.espalier.onnx;

import org.espalier.plugin.API;

/**
 * How far two results may lie apart: {@code |d| <= absolute + relative * |expected|}. Integers and truth values must be
 * equal.
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Tolerance(double absolute, double relative) {
    /** 1e-5 of either kind. */
    public static final Tolerance DEFAULT = new Tolerance(1e-5, 1e-5);

    /** @throws IllegalArgumentException where a part is negative or not a number */
    public Tolerance {
        if (!(absolute >= 0) || !(relative >= 0)) {
            throw new IllegalArgumentException("a tolerance cannot be negative, but was " + absolute + " and " + relative);
        }
    }

    /** By how much a result is outside; 0 or less where it is within. */
    double excess(double expected, double found) {
        if (Double.compare(expected, found) == 0) {
            return 0;
        }
        double difference = Math.abs(expected - found);
        // NaN against a number, or two infinities.
        return Double.isFinite(difference) ? difference - (absolute + relative * Math.abs(expected)) : Double.POSITIVE_INFINITY;
    }

    @Override
    public String toString() {
        return absolute + " + " + relative + "·|y|";
    }
}
