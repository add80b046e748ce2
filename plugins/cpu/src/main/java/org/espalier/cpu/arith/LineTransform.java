package org.espalier.cpu.arith;

/**
 * A small linear transform that is applied to lines of elements: element i of point j of the result is made of the elements
 * i of all points.
 */
@FunctionalInterface
public interface LineTransform {
    /** The length of a line is a multiple of this. */
    int GROUP = 16;

    /** Transforms some rows of lines of {@code n} elements. The source and the target do not overlap. */
    void run(int rows, int n, float[] from, int at, Lines source, float[] to, int toAt, Lines target);
}
