package org.espalier.core.reference;

/**
 * Sine, cosine and tangent within an ulp or so and without garbage, which StrictMath's make on newer JVMs. The multiple of
 * π/2 nearest to the argument is subtracted, with π/2 in pieces of 33 bits whose products with the whole number are exact
 * (Cody and Waite, Software Manual for the Elementary Functions, 1980); what is lost in rounding is kept apart. On
 * [-π/4, π/4] the functions are the minimax polynomials of FDLIBM.
 */
final class Circular {
    private static final double QUARTER = StrictMath.PI / 4;
    /** Below, sine and tangent are their argument. */
    private static final double TINY = 0x1p-27;
    /** Up to here the whole number has at most 20 bits; beyond it StrictMath has to help. */
    private static final double FAR = 0x1p19;
    private static final double TWO_OVER_PI = 2 / StrictMath.PI;
    /** The first 33 bits of π/2, the next 33, and what is left of it behind them. */
    private static final double HIGH = 1.57079632673412561417;
    private static final double MIDDLE = 6.07710050630396597660e-11;
    private static final double LOW = 2.02226624879595063154e-21;
    private static final double[] SINE = {-1.66666666666666324348e-01, 8.33333333332248946124e-03, -1.98412698298579493134e-04,
        2.75573137070700676789e-06, -2.50507602534068634195e-08, 1.58969099521155010221e-10};
    private static final double[] COSINE = {4.16666666666666019037e-02, -1.38888888888741095749e-03, 2.48015872894767294178e-05,
        -2.75573143513906633035e-07, 2.08757232129817482790e-09, -1.13596475577881948265e-11};

    private Circular() {}

    static double sin(double x) {
        return Math.abs(x) >= FAR ? StrictMath.sin(x) : Math.abs(x) < TINY ? x : quarter(x, 0);
    }

    static double cos(double x) {
        return Math.abs(x) >= FAR ? StrictMath.cos(x) : quarter(x, 1);
    }

    static double tan(double x) {
        if (Math.abs(x) >= FAR) {
            return StrictMath.tan(x);
        }
        if (Math.abs(x) < TINY) {
            return x;
        }
        double n = multiple(x);
        double r = rest(x, n);
        double e = lost(x, n, r);
        double a = behindSine(r, e);
        double b = behindCosine(r, e);
        double sine = r + a;
        double cosine = 1 + b;
        double sineRest = r - sine + a;
        double cosineRest = 1 - cosine + b;
        return ((long) n & 1) == 0 ? quotient(sine, sineRest, cosine, cosineRest) : -quotient(cosine, cosineRest, sine, sineRest);
    }

    /** A quotient of two sums, corrected once. */
    private static double quotient(double a, double aRest, double b, double bRest) {
        double q = a / b;
        return q + (Math.fma(-q, b, a) + aRest - q * bRest) / b;
    }

    /** The sine, shifted by quarters of a turn. */
    private static double quarter(double x, int shift) {
        double n = multiple(x);
        double r = rest(x, n);
        double e = lost(x, n, r);
        long turn = (long) n + shift & 3;
        double near = (turn & 1) == 0 ? r + behindSine(r, e) : 1 + behindCosine(r, e);
        return turn < 2 ? near : -near;
    }

    /** sin(r + e) - r. */
    private static double behindSine(double r, double e) {
        double z = r * r;
        return r * z * polynomial(SINE, z) + e * (1 - 0.5 * z);
    }

    /** cos(r + e) - 1. */
    private static double behindCosine(double r, double e) {
        double z = r * r;
        return z * z * polynomial(COSINE, z) - r * e - 0.5 * z;
    }

    private static double polynomial(double[] coefficients, double z) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = sum * z + coefficients[i];
        }
        return sum;
    }

    private static double multiple(double x) {
        return Math.abs(x) <= QUARTER ? 0 : Math.rint(x * TWO_OVER_PI);
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
