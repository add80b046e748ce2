package org.espalier.cpu.attention;

import org.espalier.tensor.Shape;

/**
 * Where the rows of heads lie in a tensor: where the first one begins, and distances from example to example, from head to
 * head and from row to row. The elements of a row lie one after the other.
 */
record HeadLayout(int start, int batch, int head, int row) {

    /** A tensor {@code [..., heads, length, size]}. */
    static HeadLayout apart(Shape s) {
        int size = Math.toIntExact(s.length(-1));
        int head = Math.multiplyExact(Math.toIntExact(s.length(-2)), size);
        return new HeadLayout(0, Math.multiplyExact(Math.toIntExact(s.length(-3)), head), head, size);
    }

    /** Heads of a size from element {@code start} of each row of a tensor {@code [batch, length, row]} on. */
    static HeadLayout together(int start, int length, int row, int size) {
        return new HeadLayout(start, Math.multiplyExact(length, row), size, row);
    }

    /** Where a row begins. */
    int at(int b, int h, int i) {
        return start + b * batch + h * head + i * row;
    }
}
