package org.espalier.cpu.attention;

import org.espalier.tensor.Shape;

/**
 * Where the rows of heads lie in a tensor: distances from batch to batch, from head to head and from row to row. The
 * elements of a row lie one after the other.
 */
record HeadLayout(int batch, int head, int row) {

    /** A tensor {@code [..., heads, length, size]}. */
    static HeadLayout apart(Shape s) {
        int size = Math.toIntExact(s.length(-1));
        int head = Math.multiplyExact(Math.toIntExact(s.length(-2)), size);
        return new HeadLayout(Math.multiplyExact(Math.toIntExact(s.length(-3)), head), head, size);
    }

    /** Where a row begins. */
    int at(int b, int h, int i) {
        return b * batch + h * head + i * row;
    }
}
