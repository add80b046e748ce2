package org.espalier.core.reference;

/**
 * x to the power of y in double precision, to about the last bit. {@link StrictMath#pow} would do, but it allocates
 * arrays on JDK 17, and a kernel must not. Whole powers are multiplied out with the rounding error of every product
 * carried along (Dekker 1971), so that exact results are exact; others are exp(y·log x) with the logarithm to some 65
 * bits, since the exponential multiplies the error of what it is given.
 */
final class Power {
    private static final long LARGEST_WHOLE = 1024;
    /** ln 2 in two parts; the first has so few bits that its product with any exponent is exact. */
    private static final double LN2 = 0x1.62e42fefa38p-1;
    private static final double LN2_REST = 0x1.ef35793c7673p-45;

    private Power() {}

    /** As IEEE 754 defines it: 1 to any power is 1, any number to the power of 0 is 1, -1 to an infinite power is 1. */
    static double of(double x, double y) {
        if (x == 1 || y == 0) {
            return 1;
        }
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        double size = Math.abs(x);
        boolean odd = isWhole(y) && !isWhole(y / 2);
        if (Double.isInfinite(y)) {
            return size == 1 ? 1 : (size > 1) == (y > 0) ? Double.POSITIVE_INFINITY : 0;
        }
        if (size == 0 || Double.isInfinite(size)) {
            double limit = (size == 0) == (y > 0) ? 0 : Double.POSITIVE_INFINITY;
            return odd ? Math.copySign(limit, x) : limit;
        }
        if (x < 0 && !isWhole(y)) {
            return Double.NaN;
        }
        double result = positive(size, y);
        return x < 0 && odd ? -result : result;
    }

    private static boolean isWhole(double y) {
        return Math.rint(y) == y && !Double.isInfinite(y);
    }

    private static double positive(double x, double y) {
        if (y == 0.5) {
            return Math.sqrt(x);
        }
        if (isWhole(y) && Math.abs(y) <= LARGEST_WHOLE) {
            double whole = whole(x, (long) y);
            if (whole > Double.MIN_NORMAL && whole < Double.POSITIVE_INFINITY) {
                return whole;
            }
        }
        return general(x, y);
    }

    /** By squaring; NaN, 0 or infinity where something on the way left the range in which errors can be carried. */
    private static double whole(double x, long y) {
        double power = 1;
        double powerError = 0;
        double square = x;
        double squareError = 0;
        for (long rest = Math.abs(y); rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                double p = power * square;
                powerError = Math.fma(power, square, -p) + (power * squareError + powerError * square);
                power = p;
            }
            double s = square * square;
            squareError = Math.fma(square, square, -s) + 2 * square * squareError;
            square = rest > 1 ? s : square;
        }
        if (Math.abs(power) < 0x1p-960) {
            return Double.NaN;
        }
        if (y > 0) {
            return power + powerError;
        }
        double inverse = 1 / power;
        return inverse + inverse * (Math.fma(-power, inverse, 1) - powerError * inverse);
    }

    private static double general(double x, double y) {
        int exponent = Math.getExponent(x);
        double m = x;
        if (exponent < Double.MIN_EXPONENT) {
            m = x * 0x1p54;
            exponent = Math.getExponent(m) - 54;
        }
        m = Math.scalb(m, -Math.getExponent(m));
        if (m > 1.4142135623730951) {
            m /= 2;
            exponent++;
        }
        // log m = 2 artanh s = 2 (s + s³/3 + s⁵/5 + …) for s = (m - 1)/(m + 1)
        double up = m + 1;
        double upError = m - (up - 1);
        double s = (m - 1) / up;
        double sError = (Math.fma(-s, up, m - 1) - s * upError) / up;
        double q = s * s;
        double tail = 0;
        for (int n = 14; n >= 2; n--) {
            tail = (tail + 1.0 / (2 * n + 1)) * q;
        }
        // The factor of s beyond 1, with its first term q/3 to twice the digits.
        double third = q / 3;
        double thirdError = (Math.fma(-third, 3, q) + Math.fma(s, s, -q) + 2 * s * sError) / 3 + tail * q;
        double factor = s * third;
        double factorError = Math.fma(s, third, -factor) + s * thirdError + sError * third;
        double near = s + factor;
        double rest = (s - near) + factor + (sError + factorError);
        double log = near + rest;
        double logError = (near - log) + rest;
        // x = 2^exponent · m
        double base = exponent * LN2;
        double sum = base + 2 * log;
        double part = sum - base;
        double sumError = (base - (sum - part)) + (2 * log - part) + (2 * logError + exponent * LN2_REST);
        double product = y * sum;
        double productError = Math.fma(y, sum, -product) + y * sumError;
        double e = StrictMath.exp(product);
        return e == 0 || Double.isInfinite(e) ? e : e + e * productError;
    }
}
