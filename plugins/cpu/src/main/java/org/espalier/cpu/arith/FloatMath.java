package org.espalier.cpu.arith;

/**
 * The transcendental functions of one f32 number, written with fused multiply-adds in a fixed order of operations.
 *
 * <p>This is the definition that every vector form repeats operation by operation, so that a vector, the rest of a run
 * that fills no vector, and a machine without vectors all give the same bits. ({@code Math.exp} and the Vector API's own
 * functions differ in the last bit between interpreter, compiler and versions.) The largest errors, in units in the last
 * place, are stated with each function; the tests sweep them.
 *
 * <p>The coefficients were fitted for this class (weighted minimax fits of the stated degree in 40-digit arithmetic).
 */
public final class FloatMath {
    /** Adding it rounds to an integer, which is then found in the low bits. */
    public static final float ROUNDER = 0x1.8p23f;
    /** The bits of {@link #ROUNDER}. */
    public static final int ROUNDER_BITS = 0x4b400000;
    /** The bits of 1. */
    public static final int ONE_BITS = 0x3f800000;
    /** Bits of a fraction. */
    public static final int FRACTION = 23;

    public static final float LOG2_E = 0x1.715476p0f;
    public static final float LN2_HIGH = 0x1.62e430p-1f;
    public static final float LN2_LOW = -0x1.05c610p-29f;
    /** Beyond it, e^x is more than every f32. */
    public static final float EXP_MOST = 89f;
    /** Below it, e^x is 0. */
    public static final float EXP_LEAST = -104.5f;
    /** Above it, e^x is no subnormal number. */
    public static final float SHARE_LEAST = -87f;
    /** Below it, e^x is less than 2^127.5, whose power of two is a number. */
    public static final float SHARE_MOST = 88f;

    /** (e^r - 1 - r) / r^2 for r up to ln 2 / 2, relative to e^r - 1: 2^-31.9. */
    public static final float E0 = 0.5f;
    public static final float E1 = 0x1.555554p-3f;
    public static final float E2 = 0x1.5554b0p-5f;
    public static final float E3 = 0x1.11118ap-7f;
    public static final float E4 = 0x1.6d7296p-10f;
    public static final float E5 = 0x1.a032cap-13f;

    /** (log(1 + f) - f + f^2 / 2) / f^3 for 1 + f between the roots of 1/2 and 2, relative to log(1 + f): 2^-27.3. */
    public static final float L0 = 0x1.555554p-2f;
    public static final float L1 = -0x1.000226p-2f;
    public static final float L2 = 0x1.99a008p-3f;
    public static final float L3 = -0x1.547244p-3f;
    public static final float L4 = 0x1.22da1cp-3f;
    public static final float L5 = -0x1.0d8542p-3f;
    public static final float L6 = 0x1.055b6ap-3f;
    public static final float L7 = -0x1.38b580p-4f;
    /** The bits of the root of 1/2. */
    public static final int ROOT_HALF_BITS = 0x3f3504f3;
    /** The root of 2, less 1. */
    public static final float ROOT_TWO_LESS_ONE = 0x1.a8279ap-2f;

    /** Twice the number where the two forms of tanh meet. */
    public static final float TANH_SPLIT = 1.1f;
    /** Where tanh is 1. */
    public static final float TANH_MOST = 10f;

    /** Beyond it, softsign is 1. */
    public static final float SOFTSIGN_MOST = 0x1p60f;

    /** Where the two forms of erf meet. */
    public static final float ERF_SPLIT = 0.9f;
    /** Where erf is 1. */
    public static final float ERF_MOST = 4f;
    /** erf(x) / x - 1 in x^2 up to the split: 2^-26.3. */
    public static final float F0 = 0x1.06eba6p-3f;
    public static final float F1 = -0x1.8126fap-2f;
    public static final float F2 = 0x1.ce1dd2p-4f;
    public static final float F3 = -0x1.b6bee8p-6f;
    public static final float F4 = 0x1.4876e2p-8f;
    public static final float F5 = -0x1.3f4fc6p-11f;
    /** log(1 - erf(x)) from the split on: 2^-29 of erf. */
    public static final float G0 = -0x1.5a7052p-13f;
    public static final float G1 = -0x1.20b7aap0f;
    public static final float G2 = -0x1.46208ep-1f;
    public static final float G3 = -0x1.aa7b74p-4f;
    public static final float G4 = 0x1.6dad16p-6f;
    public static final float G5 = -0x1.91eddap-9f;
    public static final float G6 = 0x1.9fe8dcp-13f;

    private FloatMath() {}

    /** e^x, within 1.1 ulp; 0 and infinity beyond the range of f32, subnormal results included. */
    public static float exp(float x) {
        float a = Math.max(Math.min(x, EXP_MOST), EXP_LEAST);
        float t = Math.fma(a, LOG2_E, ROUNDER);
        float n = t - ROUNDER;
        float r = Math.fma(n, -LN2_HIGH, a);
        r = Math.fma(n, -LN2_LOW, r);
        float q = Math.fma(E5, r, E4);
        q = Math.fma(q, r, E3);
        q = Math.fma(q, r, E2);
        q = Math.fma(q, r, E1);
        q = Math.fma(q, r, E0);
        float p = Math.fma(r * r, q, r) + 1f;
        // Two factors of about half the exponent each reach subnormal results and infinity.
        int k = Float.floatToRawIntBits(t) - ROUNDER_BITS;
        int half = k >> 1;
        return p * power(half) * power(k - half);
    }

    /**
     * e^x within 1.1 ulp; 0 below {@link #SHARE_LEAST}, as shares of a sum that has terms near 1 may be, and infinity above
     * {@link #SHARE_MOST}.
     */
    public static float share(float x) {
        float t = Math.fma(x, LOG2_E, ROUNDER);
        float n = t - ROUNDER;
        float r = Math.fma(n, -LN2_HIGH, x);
        r = Math.fma(n, -LN2_LOW, r);
        float q = Math.fma(E5, r, E4);
        q = Math.fma(q, r, E3);
        q = Math.fma(q, r, E2);
        q = Math.fma(q, r, E1);
        q = Math.fma(q, r, E0);
        q = Math.fma(q, r, 1f);
        q = Math.fma(q, r, 1f);
        // The bits of the rounder are shifted out.
        float e = q * power(Float.floatToRawIntBits(t));
        return x < SHARE_LEAST ? 0f : x > SHARE_MOST ? Float.POSITIVE_INFINITY : e;
    }

    /** 2^k for -126 <= k <= 127. */
    private static float power(int k) {
        return Float.intBitsToFloat((k << FRACTION) + ONE_BITS);
    }

    /** log(x), within 1.2 ulp; -infinity at 0, NaN below. */
    public static float log(float x) {
        boolean small = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(small ? x * 0x1p23f : x);
        int k = (bits - ROOT_HALF_BITS) >> FRACTION;
        float f = Float.intBitsToFloat(bits - (k << FRACTION)) - 1f;
        float e = Float.intBitsToFloat(k + ROUNDER_BITS) - (small ? ROUNDER + 23f : ROUNDER);
        float y = f * f * Math.fma(logTail(f), f, -0.5f);
        y = Math.fma(e, LN2_LOW, y);
        float result = Math.fma(e, LN2_HIGH, f + y);
        if (x == Float.POSITIVE_INFINITY) {
            return x;
        }
        if (x == 0) {
            return Float.NEGATIVE_INFINITY;
        }
        return x >= 0 ? result : Float.NaN;
    }

    private static float logTail(float f) {
        float q = Math.fma(L7, f, L6);
        q = Math.fma(q, f, L5);
        q = Math.fma(q, f, L4);
        q = Math.fma(q, f, L3);
        q = Math.fma(q, f, L2);
        q = Math.fma(q, f, L1);
        return Math.fma(q, f, L0);
    }

    /** tanh(x), within 2.4 ulp. */
    public static float tanh(float x) {
        float a = 2f * Math.min(Math.abs(x), TANH_MOST);
        float t = Math.fma(a, LOG2_E, ROUNDER);
        float n = t - ROUNDER;
        float r = Math.fma(n, -LN2_HIGH, a);
        r = Math.fma(n, -LN2_LOW, r);
        float q = Math.fma(E5, r, E4);
        q = Math.fma(q, r, E3);
        q = Math.fma(q, r, E2);
        q = Math.fma(q, r, E1);
        q = Math.fma(q, r, E0);
        float p = Math.fma(r * r, q, r);
        // (e^a - 1) / (e^a + 1), which loses no digits where a is small; the same as 1 - 2 / (e^a + 1), which is more
        // accurate where it is near 1
        float e = power(Float.floatToRawIntBits(t) - ROUNDER_BITS);
        boolean large = a > TANH_SPLIT;
        float y = (large ? 2f : Math.fma(e, p, e - 1f)) / Math.fma(e, p, e + 1f);
        return Math.copySign(large ? 1f - y : y, x);
    }

    /** 1 / (1 + e^-x), within 2.3 ulp, subnormal results included. */
    public static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        return (x < 0 ? e : 1f) / (1f + e);
    }

    /** log(1 + e^x), within 1.9 ulp. */
    public static float softplus(float x) {
        return softplus(x, exp(-Math.abs(x)));
    }

    /** {@link #softplus(float)} with e to the power of minus its absolute value. */
    public static float softplus(float x, float e) {
        // log(1 + e) with 1 + e halved where that brings it nearer to 1
        boolean large = e > ROOT_TWO_LESS_ONE;
        float f = large ? (e - 1f) * 0.5f : e;
        float y = f + f * f * Math.fma(logTail(f), f, -0.5f);
        return Math.max(x, 0f) + (y + (large ? LN2_HIGH : 0f));
    }

    /** The error function, within 1.3 ulp. */
    public static float erf(float x) {
        return erf(x, exp(logErfc(x)));
    }

    /** The logarithm of 1 less the error function of |x|, from the split on. */
    public static float logErfc(float x) {
        float a = Math.min(Math.abs(x), ERF_MOST);
        float g = Math.fma(G6, a, G5);
        g = Math.fma(g, a, G4);
        g = Math.fma(g, a, G3);
        g = Math.fma(g, a, G2);
        g = Math.fma(g, a, G1);
        return Math.fma(g, a, G0);
    }

    /** {@link #erf(float)} with the exponential of {@link #logErfc}. */
    public static float erf(float x, float erfc) {
        if (Math.abs(x) < ERF_SPLIT) {
            float s = x * x;
            float q = Math.fma(F5, s, F4);
            q = Math.fma(q, s, F3);
            q = Math.fma(q, s, F2);
            q = Math.fma(q, s, F1);
            q = Math.fma(q, s, F0);
            return Math.fma(q, x, x);
        }
        float far = 1f - erfc;
        return x < 0 ? -far : far;
    }
}
