package org.espalier.core.reference;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.core.op.index.Slicing;
import org.espalier.core.op.linalg.Triangles;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** Kernels that move elements without computing with them; every dtype keeps its bits. */
final class Moves {
    private Moves() {}

    /** Copies one element between buffers of the same dtype. */
    static void element(Buffer from, int i, Buffer to, int j) {
        if (from.dtype().isFloating()) {
            to.setDouble(j, from.getDouble(i));
        } else {
            to.setLong(j, from.getLong(i));
        }
    }

    /** Sets every element to 0 or false. */
    static void clear(Buffer b) {
        for (int i = 0; i < b.length(); i++) {
            b.setLong(i, 0);
        }
    }

    /** All elements in their order. */
    static Kernel copy(Node node) {
        return new Kernel() {
            @Override
            public void run(Buffer[] inputs, Buffer[] outputs) {
                outputs[0].copyFrom(inputs[0]);
            }

            @Override
            public boolean inPlace(int input, int output) {
                return true;
            }
        };
    }

    /** The tensor of a constant. */
    static Kernel constant(Node node) {
        Buffer value = Buffer.of(node.attributes().tensor("value"));
        return (inputs, outputs) -> outputs[0].copyFrom(value);
    }

    static Kernel transpose(Node node) {
        int[] perm = node.attributes().ints("perm");
        long[] strides = IndexMap.strides(node.input(0).type().shape());
        long[] permuted = new long[perm.length];
        for (int i = 0; i < perm.length; i++) {
            permuted[i] = strides[perm[i]];
        }
        return pick(IndexMap.of(0, node.output().type().shape().lengths(), permuted));
    }

    static Kernel expand(Node node) {
        return pick(IndexMap.broadcast(node.output().type().shape(), node.input(0).type().shape()));
    }

    static Kernel slice(Node node) {
        return pick(sliced(node.input(0).type().shape(), node));
    }

    /** Zeros with the slice put in its place. */
    static Kernel sliceGrad(Node node) {
        IndexMap map = sliced(node.output().type().shape(), node);
        return (inputs, outputs) -> {
            clear(outputs[0]);
            for (int i = 0; i < inputs[0].length(); i++) {
                element(inputs[0], i, outputs[0], map.at(i));
            }
        };
    }

    /** From positions in the slice to positions in the whole. */
    private static IndexMap sliced(Shape whole, Node node) {
        Slicing s = Slicing.of(whole, node.attributes());
        long[] strides = IndexMap.strides(whole);
        long offset = 0;
        for (int i = 0; i < strides.length; i++) {
            offset += s.starts()[i] * strides[i];
            strides[i] *= s.steps()[i];
        }
        return s.lengths().size() == 0 ? IndexMap.of(0, new long[0], new long[0])
                : IndexMap.of(offset, s.lengths().lengths(), strides);
    }

    /** Element i of the output is the input's element that the map leads to. */
    private static Kernel pick(IndexMap map) {
        return (inputs, outputs) -> {
            for (int i = 0; i < outputs[0].length(); i++) {
                element(inputs[0], map.at(i), outputs[0], i);
            }
        };
    }

    /** Each element that lies in the triangle, 0 otherwise. */
    static Kernel trilu(Node node) {
        Shape s = node.output().type().shape();
        int columns = Math.toIntExact(s.length(-1));
        int size = Math.toIntExact(s.length(-2)) * columns;
        boolean[] inside = new boolean[size];
        for (int i = 0; i < size; i++) {
            inside[i] = Triangles.inside(node.attributes(), i / columns, i % columns);
        }
        return new Kernel() {
            @Override
            public void run(Buffer[] inputs, Buffer[] outputs) {
                for (int i = 0; i < outputs[0].length(); i++) {
                    if (inside[i % size]) {
                        element(inputs[0], i, outputs[0], i);
                    } else {
                        outputs[0].setLong(i, 0);
                    }
                }
            }

            @Override
            public boolean inPlace(int input, int output) {
                return true;
            }
        };
    }

    static Kernel concat(Node node) {
        Shape to = node.output().type().shape();
        int axis = to.axis(node.attributes().intValue("axis"));
        int rows = Math.toIntExact(to.slice(0, axis).size());
        List<Shape> shapes = node.inputTypes().stream().map(TensorType::shape).toList();
        int[] widths = shapes.stream().mapToInt(s -> Math.toIntExact(s.slice(axis, s.rank()).size())).toArray();
        int width = Math.toIntExact(to.slice(axis, to.rank()).size());
        return (inputs, outputs) -> {
            Buffer out = outputs[0];
            int column = 0;
            for (int k = 0; k < inputs.length; k++) {
                for (int row = 0; row < rows; row++) {
                    System.arraycopy(inputs[k].array(), inputs[k].offset() + row * widths[k],
                            out.array(), out.offset() + row * width + column, widths[k]);
                }
                column += widths[k];
            }
        };
    }
}
