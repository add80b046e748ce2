package org.espalier.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

/** Random data and comparisons to the bit, all NaNs being one. */
public final class Bits {
    private Bits() {}

    /** Normally distributed numbers. */
    public static float[] normal(int n, long seed) {
        Random random = new Random(seed);
        float[] a = new float[n];
        for (int i = 0; i < n; i++) {
            a[i] = (float) random.nextGaussian();
        }
        return a;
    }

    /** Fails where the bits differ. */
    public static void assertSame(float[] actual, float[] expected, String what) {
        int at = Arrays.mismatch(canonical(actual), canonical(expected));
        assertThat(at)
                .as(() -> what + ": element " + at + " is " + actual[at] + ", not " + expected[at])
                .isNegative();
    }

    private static int[] canonical(float[] a) {
        int[] bits = new int[a.length];
        for (int i = 0; i < a.length; i++) {
            bits[i] = Float.floatToIntBits(a[i]);
        }
        return bits;
    }
}
