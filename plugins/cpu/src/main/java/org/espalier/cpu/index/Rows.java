package org.espalier.cpu.index;

import org.espalier.backend.Buffer;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.Shape;

/**
 * How a tensor lies around an axis: {@code outer} blocks of {@code length} rows of {@code inner} elements.
 */
record Rows(int outer, int length, int inner) {
    static Rows of(Shape s, int axis) {
        int at = s.axis(axis);
        return new Rows(Math.toIntExact(s.slice(0, at).size()), Math.toIntExact(s.length(at)),
                Math.toIntExact(s.slice(at + 1, s.rank()).size()));
    }

    /** The i-th index; negative ones count from the end. */
    int index(Buffer indices, int i) {
        return index(indices, i, length);
    }

    /** An index within an axis of some length. */
    static int index(Buffer indices, int i, int length) {
        long index = indices.getLong(i);
        if (index < -length || index >= length) {
            throw new EspalierException("index " + index + " at position " + i + " is not within the axis of length "
                    + length);
        }
        return (int) (index < 0 ? index + length : index);
    }
}
