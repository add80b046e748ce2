package org.espalier.cpu.pooling;

import java.util.Arrays;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.PairLoops;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;

/** The mean of each window, and the gradient, which spreads each element over its window. */
final class AveragePoolKernel {
    /** Of an element of a square in its mean. */
    private static final float SHARE = 0.25f;

    private AveragePoolKernel() {}

    static Kernel of(Node node, PairLoops loops, WorkerPool pool) {
        if (node.input(0).type().dtype() != DType.F32) {
            return null;
        }
        PoolWindows windows = PoolWindows.of(node.input(0).type().shape(), node.output().type().shape(), node.attributes());
        return windows.arePairs()
                ? PairKernel.of(windows, pool, (in, out, at, width, rows, n, result) -> loops.sum(in[0].f32(),
                        in[0].offset() + at, width, rows, n, SHARE, out[0].f32(), out[0].offset() + result))
                : new General(windows, node.attributes().flag("count_include_pad", false), pool);
    }

    static Kernel gradient(Node node, PairLoops loops, WorkerPool pool) {
        if (node.input(0).type().dtype() != DType.F32) {
            return null;
        }
        PoolWindows windows = PoolWindows.of(node.output().type().shape(), node.input(0).type().shape(), node.attributes());
        return windows.arePairs()
                ? PairKernel.gradient(windows, pool, (in, out, at, width, rows, n, result) -> loops.sumGradient(in[0].f32(),
                        in[0].offset() + result, width, rows, n, SHARE, out[0].f32(), out[0].offset() + at))
                : new GeneralGradient(windows, node.attributes().flag("count_include_pad", false), pool);
    }

    /** Windows of any form, one after the other. */
    private abstract static class Sliding extends MapKernel {
        private final boolean padding;

        Sliding(PoolWindows windows, boolean padding, WorkerPool pool) {
            super(windows, pool);
            this.padding = padding;
        }

        /** Works on the windows of a map, whose results begin at {@code at}, its elements at {@code from}. */
        final void slide(Buffer result, int at, float[] elements, int from) {
            for (int oa = 0; oa < windows.a().output(); oa++) {
                int a = windows.a().counted(oa, padding);
                for (int ob = 0; ob < windows.b().output(); ob++) {
                    int ab = a * windows.b().counted(ob, padding);
                    for (int oc = 0; oc < windows.c().output(); oc++, at++) {
                        window(oa, ob, oc, 1f / (ab * windows.c().counted(oc, padding)), result.f32(), at, elements, from);
                    }
                }
            }
        }

        /** Works on one window, each of whose elements counts a share. */
        abstract void window(int oa, int ob, int oc, float share, float[] result, int at, float[] elements, int from);
    }

    private static final class General extends Sliding {
        General(PoolWindows windows, boolean padding, WorkerPool pool) {
            super(windows, padding, pool);
        }

        @Override
        void map(int map, Buffer[] in, Buffer[] out) {
            slide(out[0], out[0].offset() + map * windows.outputs(), in[0].f32(), in[0].offset() + map * windows.inputs());
        }

        @Override
        void window(int oa, int ob, int oc, float share, float[] result, int at, float[] elements, int from) {
            float sum = 0;
            int endA = windows.a().end(oa);
            int endB = windows.b().end(ob);
            int endC = windows.c().end(oc);
            for (int i = windows.a().first(oa); i < endA; i += windows.a().dilation()) {
                for (int j = windows.b().first(ob); j < endB; j += windows.b().dilation()) {
                    int row = from + (i * windows.b().length() + j) * windows.c().length();
                    for (int k = windows.c().first(oc); k < endC; k += windows.c().dilation()) {
                        sum += elements[row + k];
                    }
                }
            }
            result[at] = sum * share;
        }
    }

    private static final class GeneralGradient extends Sliding {
        GeneralGradient(PoolWindows windows, boolean padding, WorkerPool pool) {
            super(windows, padding, pool);
        }

        @Override
        void map(int map, Buffer[] in, Buffer[] out) {
            int to = out[0].offset() + map * windows.inputs();
            Arrays.fill(out[0].f32(), to, to + windows.inputs(), 0f);
            slide(in[0], in[0].offset() + map * windows.outputs(), out[0].f32(), to);
        }

        @Override
        void window(int oa, int ob, int oc, float share, float[] result, int at, float[] elements, int from) {
            float part = result[at] * share;
            int endA = windows.a().end(oa);
            int endB = windows.b().end(ob);
            int endC = windows.c().end(oc);
            for (int i = windows.a().first(oa); i < endA; i += windows.a().dilation()) {
                for (int j = windows.b().first(ob); j < endB; j += windows.b().dilation()) {
                    int row = from + (i * windows.b().length() + j) * windows.c().length();
                    for (int k = windows.c().first(oc); k < endC; k += windows.c().dilation()) {
                        elements[row + k] += part;
                    }
                }
            }
        }
    }
}
