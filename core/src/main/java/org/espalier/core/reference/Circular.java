package org.espalier.core.reference;

/**
 * Sine, cosine and tangent by way of {@link StrictMath} on [-π/4, π/4], to which the argument is brought first: beyond
 * that interval StrictMath allocates memory on newer JVMs. The multiple of π/2 nearest to the argument is subtracted with
 * π/2 in pieces of 33 bits, whose products with the whole number are exact (Cody and Waite, Software Manual for the
 * Elementary Functions, 1980); what is lost in rounding is kept apart and put back as a first-order term.
 */
final class Circular {
    private static final double QUARTER = StrictMath.PI / 4;
    /** Up to here the whole number has at most 20 bits. */
    private static final double FAR = 0x1p19;
    private static final double TWO_OVER_PI = 2 / StrictMath.PI;
    /** The first 33 bits of π/2, the next 33, and what is left of it behind them. */
    private static final double HIGH = 1.57079632673412561417;
    private static final double MIDDLE = 6.07710050630396597660e-11;
    private static final double LOW = 2.02226624879595063154e-21;

    private Circular() {}

    static double sin(double x) {
        return isPlain(x) ? StrictMath.sin(x) : quarter(x, 0);
    }

    static double cos(double x) {
        return isPlain(x) ? StrictMath.cos(x) : quarter(x, 1);
    }

    static double tan(double x) {
        if (isPlain(x)) {
            return StrictMath.tan(x);
        }
        double n = multiple(x);
        double r = rest(x, n);
        double t = StrictMath.tan(r);
        double near = t + lost(x, n, r) * (1 + t * t);
        return ((long) n & 1) == 0 ? near : -1 / near;
    }

    /** Arguments that need no reduction, and those that are too large for this one (or NaN). */
    private static boolean isPlain(double x) {
        return !(Math.abs(x) > QUARTER && Math.abs(x) < FAR);
    }

    /** The sine, shifted by quarters of a turn. */
    private static double quarter(double x, int shift) {
        double n = multiple(x);
        double r = rest(x, n);
        double e = lost(x, n, r);
        long turn = (long) n + shift & 3;
        double near = (turn & 1) == 0 ? StrictMath.sin(r) + e * StrictMath.cos(r) : StrictMath.cos(r) - e * StrictMath.sin(r);
        return turn < 2 ? near : -near;
    }

    private static double multiple(double x) {
        return Math.rint(x * TWO_OVER_PI);
    }

    /** The argument less n quarters of a turn, within half of one. */
    private static double rest(double x, double n) {
        double first = x - n * HIGH;
        double second = first - n * MIDDLE;
        return second - correction(first, second, n);
    }

    /** What rounding took from the rest. */
    private static double lost(double x, double n, double rest) {
        double first = x - n * HIGH;
        double second = first - n * MIDDLE;
        return second - rest - correction(first, second, n);
    }

    private static double correction(double first, double second, double n) {
        return n * LOW - (first - second - n * MIDDLE);
    }
}
