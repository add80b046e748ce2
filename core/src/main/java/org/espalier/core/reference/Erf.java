package org.espalier.core.reference;

/**
 * The error function in double precision, from two classical expansions (Abramowitz and Stegun, Handbook of
 * Mathematical Functions, 1964): near 0 the series 7.1.6, whose terms all have one sign, so that nothing cancels;
 * further out 1 minus the continued fraction 7.1.14 of the complement, whose own error hardly counts there.
 */
final class Erf {
    private static final double SQRT_PI = StrictMath.sqrt(StrictMath.PI);
    /** Where the complement takes over. */
    private static final double SWITCH = 2;
    /** From here on the nearest double is 1. */
    private static final double ONE = 6;
    /** From here on the nearest double to the complement is 0. */
    private static final double NOTHING = 28;
    /** Enough terms for 16 digits of either at {@link #SWITCH}, where both converge most slowly. */
    private static final int DEPTH = 50;

    private Erf() {}

    /** erf(x) = 2/√π · ∫ exp(-t²) dt from 0 to x. */
    static double of(double x) {
        double size = Math.abs(x);
        if (size < SWITCH) {
            return series(x);
        }
        if (Double.isNaN(x)) {
            return x;
        }
        return Math.copySign(size < ONE ? 1 - complement(size) : 1, x);
    }

    /** 1 - erf(x), which for large x is not lost in the rounding of 1. */
    static double complementOf(double x) {
        return x >= NOTHING ? 0 : x >= SWITCH ? complement(x) : 1 - of(x);
    }

    /** 2/√π · exp(-x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1)), summed from the smallest term on. */
    private static double series(double x) {
        double square = x * x;
        double sum = 1;
        for (int n = DEPTH; n > 0; n--) {
            sum = 1 + 2 * square / (2 * n + 1) * sum;
        }
        return 2 / SQRT_PI * expOfMinusSquare(x) * (x * sum);
    }

    /** exp(-x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + 2/(x + …))))). */
    private static double complement(double x) {
        double fraction = x;
        for (int n = DEPTH; n > 0; n--) {
            fraction = x + 0.5 * n / fraction;
        }
        return expOfMinusSquare(x) / (SQRT_PI * fraction);
    }

    /** The square is rounded; what it lost is made up for, or the exponential would multiply it. */
    private static double expOfMinusSquare(double x) {
        double square = x * x;
        double lost = Math.fma(x, x, -square);
        return StrictMath.exp(-square) * (1 - lost);
    }
}
