package org.espalier.core.reference;

/**
 * The inverse hyperbolic functions in double precision, by {@link StrictMath#log1p} of what is exact near the zeros of
 * each (Kahan, Branch cuts for complex elementary functions, 1987), so that no digits are lost there.
 */
final class InverseHyperbolic {
    /** From here on the square of x swallows 1. */
    private static final double LARGE = 0x1p28;
    private static final double LOG_2 = StrictMath.log(2);

    private InverseHyperbolic() {}

    /** The sign of x times log(|x| + √(x²+1)). */
    static double asinh(double x) {
        double a = Math.abs(x);
        double y = a > LARGE
                ? StrictMath.log(a) + LOG_2
                : StrictMath.log1p(a + a * a / (1 + StrictMath.sqrt(1 + a * a)));
        return Math.copySign(y, x);
    }

    /** log(x + √(x²-1)); NaN below 1. */
    static double acosh(double x) {
        if (x < 1) {
            return Double.NaN;
        }
        if (x > LARGE) {
            return StrictMath.log(x) + LOG_2;
        }
        double t = x - 1;
        return StrictMath.log1p(t + StrictMath.sqrt(t * (x + 1)));
    }

    /** ½ log((1+x)/(1-x)); NaN outside [-1, 1]. */
    static double atanh(double x) {
        double a = Math.abs(x);
        return Math.copySign(0.5 * StrictMath.log1p(2 * a / (1 - a)), x);
    }
}
