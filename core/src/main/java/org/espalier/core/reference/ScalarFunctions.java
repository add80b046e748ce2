package org.espalier.core.reference;

import org.espalier.plugin.EspalierException;

/**
 * Functions of single numbers in double precision. They stand on {@link StrictMath}, which gives the same bits on every
 * JVM, interpreted or compiled.
 */
final class ScalarFunctions {
    private static final double SQRT_2 = StrictMath.sqrt(2);
    private static final double SQRT_2_OVER_PI = StrictMath.sqrt(2 / StrictMath.PI);

    private ScalarFunctions() {}

    /** 1/(1+e^-x), from whichever side does not overflow. */
    static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + StrictMath.exp(-x));
        }
        double e = StrictMath.exp(x);
        return e / (1 + e);
    }

    /** log(1+e^x) as the larger of x and 0 and what is missing to it. */
    static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    /** log(1/(1+e^-x)) as minus what x lacks to 0 and what is missing to that; -0 at infinity. */
    static double logSigmoid(double x) {
        return -(StrictMath.log1p(StrictMath.exp(-Math.abs(x))) - Math.min(x, 0));
    }

    /** x where it is positive, 0 where not; NaN stays. */
    static double relu(double x) {
        return x <= 0 ? 0 : x;
    }

    /** x/(1+|x|); ±1 at the infinities. */
    static double softsign(double x) {
        return Double.isInfinite(x) ? Math.signum(x) : x / (1 + Math.abs(x));
    }

    /** x tanh(log(1+e^x)), with the tanh as a quotient of polynomials in e^x, or e^-x where that would overflow. */
    static double mish(double x) {
        if (x > 0) {
            double e = StrictMath.exp(-x);
            return x * ((1 + 2 * e) / (1 + 2 * e + 2 * e * e));
        }
        double e = StrictMath.exp(x);
        return x * (e * (e + 2) / (e * (e + 2) + 2));
    }

    /** x times the normal distribution function, from the complement of the error function, which does not cancel. */
    static double gelu(double x) {
        return x * (0.5 * Erf.complementOf(-x / SQRT_2));
    }

    /** Its approximation x/2 (1+tanh(u)), in which the sum does not cancel when it is taken as sigmoid(2u). */
    static double geluTanh(double x) {
        return x * sigmoid(2 * SQRT_2_OVER_PI * (x + 0.044715 * x * x * x));
    }

    /** A power by squaring, wrapping around; a negative exponent gives the reciprocal cut towards 0. */
    static long pow(long x, long y) {
        if (y < 0) {
            return x == 1 ? 1 : x == -1 ? (y % 2 == 0 ? 1 : -1) : 0;
        }
        long result = 1;
        long square = x;
        for (long rest = y; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }

    /** The quotient cut towards 0. */
    static long divide(long x, long y) {
        if (y == 0) {
            throw new EspalierException("divides the integer " + x + " by 0");
        }
        return x / y;
    }

    /** The remainder with the sign of the dividend. */
    static long remainder(long x, long y) {
        if (y == 0) {
            throw new EspalierException("takes the remainder of the integer " + x + " by 0");
        }
        return x % y;
    }

    /** The remainder with the sign of the divisor. */
    static long modulus(long x, long y) {
        if (y == 0) {
            throw new EspalierException("takes the modulus of the integer " + x + " by 0");
        }
        return Math.floorMod(x, y);
    }

    /** 1 or 0 for a truth value. */
    static int truth(boolean b) {
        return b ? 1 : 0;
    }
}
