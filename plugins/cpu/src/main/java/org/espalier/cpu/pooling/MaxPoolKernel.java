package org.espalier.cpu.pooling;

import java.util.Arrays;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.PairLoops;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;

/** The largest element of each window, where it stands if that is asked for, and the gradient, which looks for it again. */
final class MaxPoolKernel {
    private MaxPoolKernel() {}

    static Kernel of(Node node, PairLoops loops, WorkerPool pool) {
        if (node.input(0).type().dtype() != DType.F32) {
            return null;
        }
        PoolWindows windows = PoolWindows.of(node.input(0).type().shape(), node.output().type().shape(), node.attributes());
        boolean indices = node.outputs().size() > 1;
        boolean byColumns = node.attributes().longValue("storage_order", 0) == 1;
        return windows.arePairs() && !indices
                ? PairKernel.of(windows, pool, (in, out, at, width, rows, n, result) -> loops.max(in[0].f32(),
                        in[0].offset() + at, width, rows, n, out[0].f32(), out[0].offset() + result))
                : new General(windows, indices, byColumns, pool);
    }

    static Kernel gradient(Node node, PairLoops loops, WorkerPool pool) {
        if (node.input(0).type().dtype() != DType.F32) {
            return null;
        }
        PoolWindows windows = PoolWindows.of(node.input(0).type().shape(), node.input(1).type().shape(), node.attributes());
        return windows.arePairs()
                ? PairKernel.gradient(windows, pool, (in, out, at, width, rows, n, result) -> loops.maxGradient(in[0].f32(),
                        in[0].offset() + at, width, rows, n, in[1].f32(), in[1].offset() + result,
                        out[0].f32(), out[0].offset() + at))
                : new GeneralGradient(windows, pool);
    }

    /** Where the largest element of a window stands in the array: the first of equal ones; NaN counts as largest. */
    private static int largest(PoolWindows w, float[] x, int map, int oa, int ob, int oc) {
        int index = -1;
        float most = 0;
        int endA = w.a().end(oa);
        int endB = w.b().end(ob);
        int endC = w.c().end(oc);
        for (int i = w.a().first(oa); i < endA; i += w.a().dilation()) {
            for (int j = w.b().first(ob); j < endB; j += w.b().dilation()) {
                int row = map + (i * w.b().length() + j) * w.c().length();
                for (int k = w.c().first(oc); k < endC; k += w.c().dilation()) {
                    float v = x[row + k];
                    if (index < 0 || PairLoops.isLarger(v, most)) {
                        most = v;
                        index = row + k;
                    }
                }
            }
        }
        return index;
    }

    private static final class General extends MapKernel {
        private final boolean indices;
        private final boolean byColumns;

        General(PoolWindows windows, boolean indices, boolean byColumns, WorkerPool pool) {
            super(windows, pool);
            this.indices = indices;
            this.byColumns = byColumns;
        }

        @Override
        void map(int map, Buffer[] in, Buffer[] out) {
            float[] x = in[0].f32();
            int from = in[0].offset() + map * windows.inputs();
            int to = map * windows.outputs();
            for (int oa = 0; oa < windows.a().output(); oa++) {
                for (int ob = 0; ob < windows.b().output(); ob++) {
                    for (int oc = 0; oc < windows.c().output(); oc++, to++) {
                        int at = largest(windows, x, from, oa, ob, oc);
                        out[0].f32()[out[0].offset() + to] = x[at];
                        if (indices) {
                            out[1].i64()[out[1].offset() + to] = map * windows.inputs() + number(at - from);
                        }
                    }
                }
            }
        }

        /** The number of an element of a map, row by row or column by column. */
        private int number(int element) {
            if (!byColumns) {
                return element;
            }
            int k = element % windows.c().length();
            int row = element / windows.c().length();
            return (k * windows.b().length() + row % windows.b().length()) * windows.a().length() + row / windows.b().length();
        }
    }

    private static final class GeneralGradient extends MapKernel {
        GeneralGradient(PoolWindows windows, WorkerPool pool) {
            super(windows, pool);
        }

        @Override
        void map(int map, Buffer[] in, Buffer[] out) {
            float[] to = out[0].f32();
            int from = in[0].offset() + map * windows.inputs();
            int target = out[0].offset() + map * windows.inputs();
            Arrays.fill(to, target, target + windows.inputs(), 0f);
            int c = in[1].offset() + map * windows.outputs();
            for (int oa = 0; oa < windows.a().output(); oa++) {
                for (int ob = 0; ob < windows.b().output(); ob++) {
                    for (int oc = 0; oc < windows.c().output(); oc++, c++) {
                        to[target + largest(windows, in[0].f32(), from, oa, ob, oc) - from] += in[1].f32()[c];
                    }
                }
            }
        }
    }
}
