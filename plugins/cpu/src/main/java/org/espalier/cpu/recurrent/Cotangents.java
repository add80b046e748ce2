package org.espalier.cpu.recurrent;

import java.util.stream.IntStream;
import org.espalier.graph.Attributes;

/**
 * Which of the cotangents that a gradient op is given, counted from 0 on, belong to Y and to the last states; negative ones
 * are not given, as they are zeros.
 *
 * @param c of the second state
 * @param count how many are given
 */
record Cotangents(int y, int h, int c, int count) {
    static Cotangents of(Attributes a, int states) {
        int[] given = a.has("cotangents") ? a.ints("cotangents") : IntStream.rangeClosed(0, states).toArray();
        return new Cotangents(find(given, 0), find(given, 1), find(given, 2), given.length);
    }

    private static int find(int[] given, int output) {
        return IntStream.range(0, given.length).filter(i -> given[i] == output).findFirst().orElse(-1);
    }
}
