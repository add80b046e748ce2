package org.espalier.cpu.kernel;

import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.layout.Strided;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;

/**
 * Permutes axes. Where the last axis of the output is not the last of the input, the plane of the two is moved in square
 * tiles, so that both the lines that are read and those that are written are used whole.
 */
final class TransposeKernel implements Kernel {
    private static final int TILE = 16;
    private static final int WORTH_SHARING = 1 << 14;

    private final Strided layout;
    private final WorkerPool pool;
    /** The axis of the output that is contiguous in the input. */
    private final int across;
    private final int last;
    /** Strips of tiles along the axis across, in all planes. */
    private final int strips;
    private final int units;
    private final int parts;
    private final KernelCalls calls = new KernelCalls(Call::new);

    private TransposeKernel(Strided layout, WorkerPool pool) {
        this.layout = layout;
        this.pool = pool;
        this.last = layout.rank() - 1;
        int contiguous = last;
        for (int i = 0; i < last; i++) {
            contiguous = layout.stride(i) == 1 ? i : contiguous;
        }
        this.across = contiguous;
        this.strips = (layout.length(across) + TILE - 1) / TILE;
        int planes = layout.size() == 0 ? 0 : layout.size() / layout.length(across) / layout.length(last);
        this.units = across == last ? layout.size() : planes * strips;
        this.parts = layout.size() < WORTH_SHARING ? 1 : Math.min(units, 4 * pool.threads());
    }

    static Kernel of(Node node, WorkerPool pool) {
        if (!CpuBackend.isF32(node.output().type())) {
            return null;
        }
        int[] perm = node.attributes().ints("perm");
        long[] strides = Strided.strides(node.input(0).type().shape());
        long[] permuted = new long[perm.length];
        for (int i = 0; i < perm.length; i++) {
            permuted[i] = strides[perm[i]];
        }
        return new TransposeKernel(Strided.of(0, node.output().type().shape().lengths(), permuted), pool);
    }

    private final class Call extends KernelCall implements ParallelTask {

        @Override
        protected void run() {
            pool.run(this, parts);
        }

        @Override
        public void run(int part, int slot) {
            int start = (int) ((long) units * part / parts);
            int end = (int) ((long) units * (part + 1) / parts);
            if (across == last) {
                layout.gather(in[0].f32(), in[0].offset(), start, end - start, out[0].f32(), out[0].offset() + start);
                return;
            }
            for (int unit = start; unit < end; unit++) {
                strip(element(unit / strips, unit % strips * TILE), Math.min(
                        TILE, layout.length(across) - unit % strips * TILE));
            }
        }

        /** The element of a plane whose index across is given and whose last index is 0. */
        private int element(int plane, int index) {
            int rest = plane;
            int element = index * layout.inner(across);
            for (int i = last - 1; i >= 0; i--) {
                if (i != across) {
                    element += rest % layout.length(i) * layout.inner(i);
                    rest /= layout.length(i);
                }
            }
            return element;
        }

        private void strip(int element, int rows) {
            float[] a = in[0].f32();
            float[] b = out[0].f32();
            int source = in[0].offset() + layout.position(element);
            int target = out[0].offset() + element;
            int step = layout.stride(last);
            int row = layout.inner(across);
            for (int j = 0; j < layout.length(last); j += TILE) {
                int columns = Math.min(TILE, layout.length(last) - j);
                for (int i = 0; i < rows; i++) {
                    int at = source + i + j * step;
                    int out = target + i * row + j;
                    for (int k = 0; k < columns; k++, at += step) {
                        b[out + k] = a[at];
                    }
                }
            }
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }
}
