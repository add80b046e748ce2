package org.espalier.core.reference;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.core.op.index.ScatterReduction;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** Kernels that read or write runs of elements at places that indices name. */
final class Placing {
    private Placing() {}

    /** Where runs of elements begin in some data. */
    private interface Places {
        /** The number of runs. */
        int count();

        /** The length of each run. */
        int run();

        /** Where a run begins. */
        int at(Buffer indices, int i);
    }

    /** One element an index, which replaces the position on an axis. */
    private record Elements(int count, IndexMap others, int length, int stride) implements Places {
        static Elements of(Shape data, Shape indices, int axis) {
            int at = data.axis(axis);
            long[] strides = IndexMap.strides(data);
            long stride = strides[at];
            strides[at] = 0;
            int count = Math.toIntExact(indices.size());
            IndexMap others = count == 0 ? null : IndexMap.of(0, indices.lengths(), strides);
            return new Elements(count, others, Math.toIntExact(data.length(at)), Math.toIntExact(stride));
        }

        @Override
        public int run() {
            return 1;
        }

        @Override
        public int at(Buffer indices, int i) {
            return others.at(i) + Indexing.index(indices, i, length) * stride;
        }
    }

    /** Tuples of indices, which name positions on the axes behind those of the batch. */
    private record Tuples(int count, int run, int perBatch, int batchStride, int[] lengths, int[] strides)
            implements Places {
        static Tuples of(Shape data, Shape indices, int batch) {
            int width = Math.toIntExact(indices.length(-1));
            long[] strides = IndexMap.strides(data);
            Shape tuples = indices.slice(0, indices.rank() - 1);
            return new Tuples(
                    Math.toIntExact(tuples.size()),
                    Math.toIntExact(data.slice(batch + width, data.rank()).size()),
                    Math.toIntExact(tuples.slice(batch, tuples.rank()).size()),
                    Math.toIntExact(data.slice(batch, data.rank()).size()),
                    IntStream.range(batch, batch + width).map(i -> Math.toIntExact(data.length(i))).toArray(),
                    IntStream.range(batch, batch + width).map(i -> Math.toIntExact(strides[i])).toArray());
        }

        @Override
        public int at(Buffer indices, int i) {
            int at = i / perBatch * batchStride;
            for (int k = 0; k < lengths.length; k++) {
                at += Indexing.index(indices, i * lengths.length + k, lengths[k]) * strides[k];
            }
            return at;
        }
    }

    static Kernel gatherND(Node node) {
        return gather(tuples(node, node.attributes().intValue("batch_dims")));
    }

    static Kernel scatterND(Node node) {
        return scatter(node, tuples(node, 0));
    }

    private static Places tuples(Node node, int batch) {
        return Tuples.of(node.input(0).type().shape(), node.input(1).type().shape(), batch);
    }

    static Kernel gatherElements(Node node) {
        return gather(elements(node));
    }

    static Kernel scatterElements(Node node) {
        return scatter(node, elements(node));
    }

    private static Places elements(Node node) {
        return Elements.of(node.input(0).type().shape(), node.input(1).type().shape(), node.attributes().intValue("axis"));
    }

    private static Kernel gather(Places places) {
        return (inputs, outputs) -> {
            int run = places.run();
            for (int i = 0; i < places.count(); i++) {
                System.arraycopy(inputs[0].array(), inputs[0].offset() + places.at(inputs[1], i),
                        outputs[0].array(), outputs[0].offset() + i * run, run);
            }
        };
    }

    /** One update after the other; sums and products in double precision, for which f32 needs working memory. */
    private static Kernel scatter(Node node, Places places) {
        ScatterReduction reduction = ScatterReduction.of(node.attributes());
        TensorType type = node.output().type();
        boolean rounds = reduction == ScatterReduction.ADD || reduction == ScatterReduction.MUL;
        boolean apart = rounds && type.dtype() == DType.F32;
        return new Kernel() {
            @Override
            public void run(Buffer[] inputs, Buffer[] outputs) {
                Buffer to = outputs[apart ? 1 : 0];
                for (int i = 0; i < to.length(); i++) {
                    Moves.element(inputs[0], i, to, i);
                }
                int run = places.run();
                for (int i = 0; i < places.count(); i++) {
                    int at = places.at(inputs[1], i);
                    for (int k = 0; k < run; k++) {
                        combine(reduction, to, at + k, inputs[2], i * run + k);
                    }
                }
                for (int i = 0; apart && i < to.length(); i++) {
                    outputs[0].setDouble(i, to.getDouble(i));
                }
            }

            @Override
            public List<TensorType> scratch() {
                return apart ? List.of(type.withDType(DType.F64)) : List.of();
            }
        };
    }

    private static void combine(ScatterReduction reduction, Buffer to, int at, Buffer updates, int i) {
        if (reduction == ScatterReduction.NONE) {
            Moves.element(updates, i, to, at);
        } else if (to.dtype().isFloating()) {
            double a = to.getDouble(at);
            double b = updates.getDouble(i);
            to.setDouble(at, switch (reduction) {
                case ADD -> a + b;
                case MUL -> a * b;
                case MAX -> Math.max(a, b);
                default -> Math.min(a, b);
            });
        } else {
            long a = to.getLong(at);
            long b = updates.getLong(i);
            to.setLong(at, switch (reduction) {
                case ADD -> a + b;
                case MUL -> a * b;
                case MAX -> Math.max(a, b);
                default -> Math.min(a, b);
            });
        }
    }
}
