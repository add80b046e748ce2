package org.espalier.cpu.arith;

/**
 * A small linear transform that is applied to many elements at once: element i of point j of the result is made of the
 * elements i of all points.
 */
@FunctionalInterface
public interface LineTransform {
    /** Elements that always lie beside each other. */
    int GROUP = 16;

    /** Transforms {@code rows * groups} groups of elements of each point. The source and the target do not overlap. */
    void run(int rows, int groups, float[] from, int at, Lines source, float[] to, int toAt, Lines target);
}
