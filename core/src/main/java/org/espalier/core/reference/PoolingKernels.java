package org.espalier.core.reference;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.core.op.conv.Sliding;
import org.espalier.core.op.conv.Window;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** Kernels that make one number of each window of each map, or spread one number over it. */
abstract class PoolingKernels implements Kernel {
    private final int maps;
    private final Window.Axis a;
    private final Window.Axis b;
    private final Window.Axis c;

    private PoolingKernels(TensorType x, Attributes attributes) {
        Shape s = x.shape();
        this.maps = Math.toIntExact(s.slice(0, 2).size());
        List<Window.Axis> axes = Sliding.pooling(x, attributes).over(s.slice(2, s.rank())).three();
        this.a = axes.get(0);
        this.b = axes.get(1);
        this.c = axes.get(2);
    }

    /** The largest element and its index. */
    static Kernel max(Node node) {
        boolean byColumns = node.attributes().longValue("storage_order", 0) == 1;
        return new PoolingKernels(node.input(0).type(), node.attributes()) {
            @Override
            void window(int map, int oa, int ob, int oc, int at, Buffer in, Buffer out, Buffer second) {
                double most = 0;
                int index = -1;
                for (int i = first(0, oa); i < end(0, oa); i += step(0)) {
                    for (int j = first(1, ob); j < end(1, ob); j += step(1)) {
                        for (int k = first(2, oc); k < end(2, oc); k += step(2)) {
                            double v = in.getDouble(rowMajor(map, i, j, k));
                            if (index < 0 || v > most || (Double.isNaN(v) && !Double.isNaN(most))) {
                                most = v;
                                index = byColumns ? columnMajor(map, i, j, k) : rowMajor(map, i, j, k);
                            }
                        }
                    }
                }
                out.setDouble(at, most);
                if (second != null) {
                    second.setLong(at, index);
                }
            }
        };
    }

    static Kernel average(Node node) {
        boolean padding = node.attributes().flag("count_include_pad", false);
        return new PoolingKernels(node.input(0).type(), node.attributes()) {
            @Override
            void window(int map, int oa, int ob, int oc, int at, Buffer in, Buffer out, Buffer second) {
                double sum = 0;
                for (int i = first(0, oa); i < end(0, oa); i += step(0)) {
                    for (int j = first(1, ob); j < end(1, ob); j += step(1)) {
                        for (int k = first(2, oc); k < end(2, oc); k += step(2)) {
                            sum += in.getDouble(rowMajor(map, i, j, k));
                        }
                    }
                }
                out.setDouble(at, sum / counted(oa, ob, oc, padding));
            }
        };
    }

    /** Adds an equal part of each element to all elements of its window. */
    static Kernel averageGrad(Node node) {
        boolean padding = node.attributes().flag("count_include_pad", false);
        TensorType x = node.output().type();
        return new PoolingKernels(x, node.attributes()) {
            @Override
            public void run(Buffer[] in, Buffer[] out) {
                Buffer sums = Wide.sums(out[0], out, 1);
                slide(in[0], sums, null);
                Wide.finish(sums, out[0]);
            }

            @Override
            void window(int map, int oa, int ob, int oc, int at, Buffer in, Buffer out, Buffer second) {
                double part = in.getDouble(at) / counted(oa, ob, oc, padding);
                for (int i = first(0, oa); i < end(0, oa); i += step(0)) {
                    for (int j = first(1, ob); j < end(1, ob); j += step(1)) {
                        for (int k = first(2, oc); k < end(2, oc); k += step(2)) {
                            int to = rowMajor(map, i, j, k);
                            out.setDouble(to, out.getDouble(to) + part);
                        }
                    }
                }
            }

            @Override
            public List<TensorType> scratch() {
                return Wide.scratch(x);
            }
        };
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        slide(inputs[0], outputs[0], outputs.length == 2 ? outputs[1] : null);
    }

    /** Works on one window after the other. */
    final void slide(Buffer in, Buffer out, Buffer second) {
        int at = 0;
        for (int map = 0; map < maps; map++) {
            for (int oa = 0; oa < a.output(); oa++) {
                for (int ob = 0; ob < b.output(); ob++) {
                    for (int oc = 0; oc < c.output(); oc++) {
                        window(map, oa, ob, oc, at++, in, out, second);
                    }
                }
            }
        }
    }

    /**
     * Works on the window at a position on each of three axes.
     *
     * @param at where its number lies
     * @param second the second output, or null where there is none
     */
    abstract void window(int map, int oa, int ob, int oc, int at, Buffer in, Buffer out, Buffer second);

    private Window.Axis axis(int axis) {
        return axis == 0 ? a : axis == 1 ? b : c;
    }

    /** The first element of an axis that a window holds. */
    final int first(int axis, int position) {
        Window.Axis x = axis(axis);
        return x.element(position, x.firstTap(position));
    }

    /** An element behind the last of an axis that a window holds. */
    final int end(int axis, int position) {
        Window.Axis x = axis(axis);
        return x.element(position, x.endTap(position));
    }

    final int step(int axis) {
        return axis(axis).dilation();
    }

    final int counted(int oa, int ob, int oc, boolean padding) {
        return a.counted(oa, padding) * b.counted(ob, padding) * c.counted(oc, padding);
    }

    final int rowMajor(int map, int i, int j, int k) {
        return ((map * a.length() + i) * b.length() + j) * c.length() + k;
    }

    final int columnMajor(int map, int i, int j, int k) {
        return ((map * c.length() + k) * b.length() + j) * a.length() + i;
    }
}
