package org.espalier.core.reference;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.graph.Node;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** Kernels that find their way by indices. */
final class Indexing {
    private Indexing() {}

    /**
     * How a tensor lies around an axis: {@code outer} blocks of {@code length} rows of {@code inner} elements.
     */
    private record Rows(int outer, int length, int inner) {
        static Rows of(Shape s, int axis) {
            int at = s.axis(axis);
            return new Rows(Math.toIntExact(s.slice(0, at).size()), Math.toIntExact(s.length(at)),
                    Math.toIntExact(s.slice(at + 1, s.rank()).size()));
        }

        int index(Buffer indices, int i) {
            return Indexing.index(indices, i, length);
        }
    }

    /** An index within an axis; negative ones count from the end. */
    static int index(Buffer indices, int i, int length) {
        long index = indices.getLong(i);
        if (index < -length || index >= length) {
            throw new EspalierException("index " + index + " at position " + i + " is not within the axis of length "
                    + length);
        }
        return (int) (index < 0 ? index + length : index);
    }

    static Kernel gather(Node node) {
        Rows data = Rows.of(node.input(0).type().shape(), node.attributes().intValue("axis"));
        return (inputs, outputs) -> {
            Buffer from = inputs[0];
            Buffer to = outputs[0];
            int count = inputs[1].length();
            for (int i = 0; i < count; i++) {
                int row = data.index(inputs[1], i);
                for (int o = 0; o < data.outer; o++) {
                    System.arraycopy(from.array(), from.offset() + (o * data.length + row) * data.inner,
                            to.array(), to.offset() + (o * count + i) * data.inner, data.inner);
                }
            }
        };
    }

    /** Adds up in double precision, for which f32 needs working memory. */
    static Kernel gatherGrad(Node node) {
        TensorType type = node.output().type();
        Rows data = Rows.of(type.shape(), node.attributes().intValue("axis"));
        boolean apart = type.dtype() == DType.F32;
        return new Kernel() {
            @Override
            public void run(Buffer[] inputs, Buffer[] outputs) {
                Buffer sum = outputs[apart ? 1 : 0];
                Moves.clear(sum);
                int count = inputs[1].length();
                for (int i = 0; i < count; i++) {
                    int row = data.index(inputs[1], i);
                    for (int o = 0; o < data.outer; o++) {
                        add(inputs[0], (o * count + i) * data.inner, sum, (o * data.length + row) * data.inner);
                    }
                }
                for (int i = 0; apart && i < sum.length(); i++) {
                    outputs[0].setDouble(i, sum.getDouble(i));
                }
            }

            private void add(Buffer from, int at, Buffer sum, int to) {
                for (int i = 0; i < data.inner; i++) {
                    if (from.dtype().isFloating()) {
                        sum.setDouble(to + i, sum.getDouble(to + i) + from.getDouble(at + i));
                    } else {
                        sum.setLong(to + i, sum.getLong(to + i) + from.getLong(at + i));
                    }
                }
            }

            @Override
            public List<TensorType> scratch() {
                return apart ? List.of(type.withDType(DType.F64)) : List.of();
            }
        };
    }

    static Kernel oneHot(Node node) {
        Rows hot = Rows.of(node.output().type().shape(), node.attributes().intValue("axis"));
        return (inputs, outputs) -> {
            Moves.clear(outputs[0]);
            for (int i = 0; i < inputs[0].length(); i++) {
                long index = inputs[0].getLong(i);
                if (index >= -hot.length && index < hot.length) {
                    int row = (int) (index < 0 ? index + hot.length : index);
                    outputs[0].setLong((i / hot.inner * hot.length + row) * hot.inner + i % hot.inner, 1);
                }
            }
        };
    }
}
