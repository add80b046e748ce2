package org.espalier.cpu.conv;

import java.util.Arrays;

/**
 * One axis of a correlation: at position o, tap t reads element {@code o * step + offsets[t]}, or zero where there is none.
 *
 * @param length the number of elements
 * @param positions the number of positions
 */
record TapAxis(int length, int positions, int step, int[] offsets) {
    /** An axis of one element and one tap. */
    static final TapAxis POINT = of(1);

    /** An axis along which nothing is summed. */
    static TapAxis of(int length) {
        return new TapAxis(length, length, 1, new int[1]);
    }

    int taps() {
        return offsets.length;
    }

    int least() {
        return Arrays.stream(offsets).min().orElse(0);
    }

    /** The number of elements, padding included, from the one that the first tap reads to the one that the last tap reads. */
    int span() {
        return Arrays.stream(offsets).max().orElse(0) - least() + 1;
    }

    /** The first position at which a tap reads an element. */
    int first(int tap) {
        return Math.max(0, -Math.floorDiv(offsets[tap], step));
    }

    /** The position behind the last at which a tap reads an element; not before the first. */
    int end(int tap) {
        return Math.max(first(tap), Math.min(positions, Math.floorDiv(length - 1 - offsets[tap], step) + 1));
    }

    /** Whether some tap reads padding at some position. */
    boolean isPadded() {
        for (int t = 0; t < taps(); t++) {
            if (first(t) > 0 || end(t) < positions) {
                return true;
            }
        }
        return false;
    }

    /** Whether every position reads the element of the same number. */
    boolean isIdentity() {
        return step == 1 && positions == length && taps() == 1 && offsets[0] == 0;
    }
}
