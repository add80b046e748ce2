package org.espalier.cpu.kernel;

import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;

/** The index of the first largest element along an axis; NaN counts as largest. */
final class ArgMaxKernel implements Kernel {
    private static final int WORTH_SHARING = 1 << 14;

    private final WorkerPool pool;
    private final int length;
    private final int inner;
    private final int rows;
    private final int parts;
    private final KernelCalls calls = new KernelCalls(Call::new);

    private ArgMaxKernel(WorkerPool pool, int rows, int length, int inner) {
        this.pool = pool;
        this.rows = rows;
        this.length = length;
        this.inner = inner;
        this.parts = (long) rows * length < WORTH_SHARING ? 1 : Math.min(rows, 4 * pool.threads());
    }

    static Kernel of(Node node, WorkerPool pool) {
        if (!CpuBackend.isF32(node.input(0).type()) || node.attributes().flag("select_last_index", false)) {
            return null;
        }
        Shape s = node.input(0).type().shape();
        int axis = s.axis(node.attributes().intValue("axis"));
        int inner = Math.toIntExact(s.slice(axis + 1, s.rank()).size());
        int outer = Math.toIntExact(s.slice(0, axis).size());
        return new ArgMaxKernel(pool, outer * inner, Math.toIntExact(s.length(axis)), inner);
    }

    private final class Call extends KernelCall implements ParallelTask {

        @Override
        protected void run() {
            pool.run(this, parts);
        }

        @Override
        public void run(int part, int slot) {
            Buffer from = in[0];
            Buffer to = out[0];
            int end = (int) ((long) rows * (part + 1) / parts);
            for (int row = (int) ((long) rows * part / parts); row < end; row++) {
                int at = from.offset() + row / inner * length * inner + row % inner;
                to.i64()[to.offset() + row] = argMax(from.f32(), at, inner, length);
            }
        }
    }

    private static int argMax(float[] a, int at, int step, int n) {
        int best = 0;
        float max = a[at];
        for (int i = 1; i < n; i++) {
            float x = a[at + i * step];
            if (x > max || (x != x && max == max)) {
                best = i;
                max = x;
            }
        }
        return best;
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }
}
