package org.espalier.core.reference;

import java.util.Arrays;
import org.espalier.tensor.Shape;

/**
 * Leads from the row-major position in one tensor to a position in another: an offset, and for every axis of the one a
 * stride in the other. Worked out once; neighbouring axes that walk on alike are joined, so that the usual map is one
 * multiplication.
 */
final class IndexMap {
    private final int offset;
    private final int[] lengths;
    private final int[] strides;

    private IndexMap(int offset, int[] lengths, int[] strides) {
        this.offset = offset;
        this.lengths = lengths;
        this.strides = strides;
    }

    /** A map over axes of these lengths with these strides. */
    static IndexMap of(long offset, long[] lengths, long[] strides) {
        int[] len = new int[lengths.length];
        int[] str = new int[lengths.length];
        int n = 0;
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] == 1) {
                continue;
            }
            boolean joins = n > 0 && str[n - 1] == strides[i] * lengths[i];
            if (joins) {
                n--;
            }
            len[n] = Math.toIntExact(joins ? len[n] * lengths[i] : lengths[i]);
            str[n] = Math.toIntExact(strides[i]);
            n++;
        }
        return new IndexMap(Math.toIntExact(offset), Arrays.copyOf(len, n), Arrays.copyOf(str, n));
    }

    /** From a broadcast shape to what was broadcast. */
    static IndexMap broadcast(Shape to, Shape from) {
        long[] strides = new long[to.rank()];
        long[] own = strides(from);
        int extra = to.rank() - from.rank();
        for (int i = 0; i < from.rank(); i++) {
            strides[extra + i] = from.length(i) == 1 ? 0 : own[i];
        }
        return of(0, to.lengths(), strides);
    }

    /** The row-major strides of a shape. */
    static long[] strides(Shape shape) {
        long[] strides = new long[shape.rank()];
        long stride = 1;
        for (int i = shape.rank() - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape.length(i);
        }
        return strides;
    }

    /** Whether every position leads to itself. */
    boolean isIdentity() {
        return offset == 0 && (lengths.length == 0 || (lengths.length == 1 && strides[0] == 1));
    }

    /** Where a position leads. */
    int at(int i) {
        int at = offset;
        int rest = i;
        for (int d = lengths.length - 1; d > 0; d--) {
            int q = rest / lengths[d];
            at += (rest - q * lengths[d]) * strides[d];
            rest = q;
        }
        return lengths.length == 0 ? at : at + rest * strides[0];
    }
}
