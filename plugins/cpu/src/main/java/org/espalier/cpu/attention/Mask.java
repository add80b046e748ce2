package org.espalier.cpu.attention;

import java.util.Arrays;
import org.espalier.backend.Buffer;
import org.espalier.cpu.arith.Runs;
import org.espalier.cpu.layout.Strided;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * How the mask of an attention is read: from a copy in numbers that has a row for every key of every head that the mask
 * tells apart, of one number a query, or one for all.
 *
 * @param input the number of the input
 * @param truth whether it says which scores count, rather than being added
 * @param copied where the elements of the copy come from
 * @param rows the number of the first row of each head
 * @param columns the length of a row: 1, or the number of queries
 */
record Mask(int input, boolean truth, Strided copied, Strided rows, int columns) {

    /** The mask that an input of a node holds, or null where it has no such input. */
    static Mask of(Node node, int input, AttentionShape shape) {
        if (node.inputs().size() <= input) {
            return null;
        }
        return of(input, node.input(input).type(), AttentionShape.heads(node), shape);
    }

    private static Mask of(int input, TensorType type, Shape heads, AttentionShape shape) {
        Shape given = type.shape();
        int rank = heads.rank() + 2;
        long[] own = Strided.strides(given);
        long[] lengths = new long[rank];
        long[] strides = new long[rank];
        Arrays.fill(lengths, 1);
        for (int i = 0; i < given.rank(); i++) {
            lengths[rank - given.rank() + i] = given.length(i);
            strides[rank - given.rank() + i] = given.length(i) == 1 ? 0 : own[i];
        }
        int columns = Math.toIntExact(lengths[rank - 2]);
        long step = strides[rank - 2];
        // Keys before queries, and each key has its row.
        strides[rank - 2] = strides[rank - 1];
        lengths[rank - 2] = shape.keys();
        strides[rank - 1] = step;
        lengths[rank - 1] = columns;
        long[] headLengths = Arrays.copyOf(lengths, rank - 2);
        return new Mask(input, type.dtype() == DType.BOOL, Strided.of(0, lengths, strides),
                Strided.broadcast(heads, Shape.of(headLengths)), columns);
    }

    /** Floats of the copy, with some more behind it for the last vector of a row. */
    int scratchFloats() {
        return copied.size() + Runs.LANES;
    }

    /** Copies elements from one on. */
    void copy(Buffer from, int element, int n, float[] to, int toAt) {
        if (truth) {
            copied.gather(from.bool(), from.offset(), element, n, to, toAt + element);
        } else {
            copied.gather(from.f32(), from.offset(), element, n, to, toAt + element);
        }
    }
}
