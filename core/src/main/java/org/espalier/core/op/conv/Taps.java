package org.espalier.core.op.conv;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What each element of an axis is made of: the sum over k of {@code weights[k][x]} times the element {@code elements[k][x]}
 * of the axis before.
 *
 * @param outside the elements that are made of nothing, because they lie outside the axis before
 */
public record Taps(int[][] elements, double[][] weights, boolean[] outside) {
    /** Each element of an axis is itself. */
    public static Taps same(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return new Taps(new int[][] {IntStream.range(0, length).toArray()}, new double[][] {ones}, new boolean[length]);
    }

    /** Without taps that have no weight anywhere. */
    Taps withoutIdle() {
        int[] used = IntStream.range(0, weights.length)
                .filter(k -> k == 0 || Arrays.stream(weights[k]).anyMatch(w -> w != 0))
                .toArray();
        return new Taps(IntStream.of(used).mapToObj(k -> elements[k]).toArray(int[][]::new),
                IntStream.of(used).mapToObj(k -> weights[k]).toArray(double[][]::new), outside);
    }

    /** Whether elements are moved and nothing is computed. */
    public boolean moves() {
        return weights.length == 1 && Arrays.stream(weights[0]).allMatch(w -> w == 1);
    }

    /** Whether some elements lie outside. */
    boolean leaves() {
        return IntStream.range(0, outside.length).anyMatch(x -> outside[x]);
    }

    /** Whether each element is itself, of an axis of a length. */
    boolean isIdentity(int length) {
        return moves() && !leaves() && Arrays.equals(elements[0], IntStream.range(0, length).toArray());
    }
}
