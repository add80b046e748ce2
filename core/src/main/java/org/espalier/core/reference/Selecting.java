package org.espalier.core.reference;

import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;

/** Kernels whose result depends on which elements stand out. */
final class Selecting {
    private Selecting() {}

    /** Each element of a row is inserted among the best so far, whose indices stand in the second output. */
    static Kernel topK(Node node) {
        Shape s = node.input(0).type().shape();
        int axis = s.axis(node.attributes().intValue("axis"));
        int length = Math.toIntExact(s.length(axis));
        int outer = Math.toIntExact(s.slice(0, axis).size());
        int inner = Math.toIntExact(s.slice(axis + 1, s.rank()).size());
        int k = node.attributes().intValue("k");
        boolean largest = node.attributes().flag("largest");
        return (inputs, outputs) -> {
            Buffer x = inputs[0];
            Buffer best = outputs[1];
            for (int row = 0; row < outer * inner; row++) {
                int from = row / inner * length * inner + row % inner;
                int to = row / inner * k * inner + row % inner;
                for (int i = 0; i < length; i++) {
                    int place = Math.min(i, k);
                    while (place > 0 && Ranking.compare(x, from + i * inner,
                            from + (int) best.getLong(to + (place - 1) * inner) * inner, largest) < 0) {
                        place--;
                    }
                    for (int j = Math.min(i, k - 1); j > place; j--) {
                        best.setLong(to + j * inner, best.getLong(to + (j - 1) * inner));
                    }
                    if (place < k) {
                        best.setLong(to + place * inner, i);
                    }
                }
                for (int j = 0; j < k; j++) {
                    Moves.element(x, from + (int) best.getLong(to + j * inner) * inner, outputs[0], to + j * inner);
                }
            }
        };
    }

    static Kernel nonZero(Node node) {
        Shape s = node.input(0).type().shape();
        long[] strides = IndexMap.strides(s);
        long[] lengths = s.lengths();
        int size = Math.toIntExact(node.output().type().shape().length(1));
        return (inputs, outputs) -> {
            Buffer x = inputs[0];
            int column = 0;
            for (int i = 0; i < x.length() && column < size; i++) {
                if (x.dtype().isFloating() ? x.getDouble(i) != 0 : x.getLong(i) != 0) {
                    for (int axis = 0; axis < lengths.length; axis++) {
                        outputs[0].setLong(axis * size + column, i / strides[axis] % lengths[axis]);
                    }
                    column++;
                }
            }
            for (; column < size; column++) {
                for (int axis = 0; axis < lengths.length; axis++) {
                    outputs[0].setLong(axis * size + column, -1);
                }
            }
        };
    }
}
