package org.espalier.cpu.arith;

/**
 * x^y of f32 numbers. A logarithm in f32 would lose digits when it is multiplied by a large y, so what is in between is
 * f64; the order of operations is fixed as in {@link FloatMath}.
 */
public final class Power {
    /** log2(m) / s in s^2, s = (m - 1) / (m + 1), for m between the roots of 1/2 and 2: 2^-37.8. */
    public static final double L0 = 0x1.71547652bedecp+1;
    public static final double L1 = 0x1.ec709d12c58bep-1;
    public static final double L2 = 0x1.27777ff36443ap-1;
    public static final double L3 = 0x1.a58d82c4ca88dp-2;
    public static final double L4 = 0x1.5ce8d0136f56cp-2;
    /** 2^r for r up to 1/2: 2^-34.5. */
    public static final double E0 = 0x1.ffffffffab9a9p-1;
    public static final double E1 = 0x1.62e42ff116bdbp-1;
    public static final double E2 = 0x1.ebfbe0a4f3046p-3;
    public static final double E3 = 0x1.c6b08aae59082p-5;
    public static final double E4 = 0x1.3b29dc145de7ap-7;
    public static final double E5 = 0x1.5d8a7106cceb3p-10;
    public static final double E6 = 0x1.446a43d0de763p-13;
    public static final double E7 = 0x1.fe175876dd562p-17;

    /** Adding it rounds to an integer, which is then found in the low bits. */
    public static final double ROUNDER = 0x1.8p52;
    /** The bits of {@link #ROUNDER}. */
    public static final long ROUNDER_BITS = 0x4338000000000000L;
    /** The bits of 1. */
    public static final long ONE_BITS = 0x3ff0000000000000L;
    /** The bits of the root of 1/2. */
    public static final long ROOT_HALF_BITS = 0x3fe6a09e667f3bcdL;
    /** Bits of a fraction. */
    public static final int FRACTION = 52;
    /** 2 to a greater power is more than every f32, 2 to its negative is 0. */
    public static final double MOST = 200;
    /** From here on every f32 is an integer. */
    public static final float INTEGERS = 0x1p23f;

    private Power() {}

    /** x^y within 0.51 ulp, with the special values of IEEE 754: 1 to any power is 1, as is -1 to an infinite one. */
    public static float pow(float x, float y) {
        double a = Math.abs(x);
        // Positive, and a normal number in f64, so that a logical shift does; the offset keeps it positive below 1.
        long bits = Double.doubleToRawLongBits(a);
        long k = ((bits - ROOT_HALF_BITS + ONE_BITS) >>> FRACTION) - (ONE_BITS >>> FRACTION);
        double m = Double.longBitsToDouble(bits - (k << FRACTION));
        double s = (m - 1) / (m + 1);
        double z = s * s;
        double q = Math.fma(L4, z, L3);
        q = Math.fma(q, z, L2);
        q = Math.fma(q, z, L1);
        q = Math.fma(q, z, L0);
        double e = Double.longBitsToDouble(k + ROUNDER_BITS) - ROUNDER;
        double log = Math.fma(s, q, e);
        log = a == 0 ? Double.NEGATIVE_INFINITY : log;
        log = a <= Float.MAX_VALUE ? log : a;
        double u = Math.max(Math.min(log * y, MOST), -MOST);
        double t = u + ROUNDER;
        double r = u - (t - ROUNDER);
        double p = Math.fma(E7, r, E6);
        p = Math.fma(p, r, E5);
        p = Math.fma(p, r, E4);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, E2);
        p = Math.fma(p, r, E1);
        p = Math.fma(p, r, E0);
        long scale = ((Double.doubleToRawLongBits(t) - ROUNDER_BITS) << FRACTION) + ONE_BITS;
        float result = (float) (p * Double.longBitsToDouble(scale));
        return signed(x, y, result);
    }

    /** Gives |x|^y the sign, or the special value, that x^y has. */
    private static float signed(float x, float y, float magnitude) {
        float b = Math.abs(y);
        float half = b * 0.5f;
        boolean integer = b >= INTEGERS || (b + INTEGERS) - INTEGERS == b;
        // Where b is less than 2^24, half of it is less than 2^23 and rounds to an integer.
        boolean even = half >= INTEGERS || (half + INTEGERS) - INTEGERS == half;
        float result = magnitude;
        if (Float.floatToRawIntBits(x) < 0 && integer && !even) {
            result = -result;
        }
        if (x < 0 && x >= -Float.MAX_VALUE && !integer && b == b) {
            result = Float.NaN;
        }
        return y == 0 || x == 1 || (x == -1 && b == Float.POSITIVE_INFINITY) ? 1f : result;
    }
}
