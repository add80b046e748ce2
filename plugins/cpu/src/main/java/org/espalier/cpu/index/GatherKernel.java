package org.espalier.cpu.index;

import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;

/** Copies the rows of an axis that indices name, of any dtype. */
final class GatherKernel implements Kernel {
    private static final int WORTH_SHARING = 1 << 15;
    private static final int PARTS_A_THREAD = 2;

    private final Rows data;
    private final int count;
    private final int parts;
    private final WorkerPool pool;
    private final KernelCalls calls = new KernelCalls(Call::new);

    private GatherKernel(Rows data, int count, WorkerPool pool) {
        this.data = data;
        this.count = count;
        this.pool = pool;
        long size = (long) data.outer() * count * data.inner();
        this.parts = size < WORTH_SHARING ? 1 : PARTS_A_THREAD * pool.threads();
    }

    static Kernel of(Node node, WorkerPool pool) {
        Rows data = Rows.of(node.input(0).type().shape(), node.attributes().intValue("axis"));
        return new GatherKernel(data, Math.toIntExact(node.input(1).type().shape().size()), pool);
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
            long rows = (long) data.outer() * count;
            int end = (int) (rows * (part + 1) / parts);
            int n = data.inner();
            for (int row = (int) (rows * part / parts); row < end; row++) {
                int at = row / count * data.length() + data.index(in[1], row % count);
                System.arraycopy(from.array(), from.offset() + at * n, to.array(), to.offset() + row * n, n);
            }
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }
}
