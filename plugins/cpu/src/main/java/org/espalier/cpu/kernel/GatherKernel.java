package org.espalier.cpu.kernel;

import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.layout.Strided;
import org.espalier.cpu.pool.Lease;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;

/** Copies elements from where a layout says they lie: broadcasts. */
final class GatherKernel implements Kernel {
    private static final int WORTH_SHARING = 1 << 16;

    private final Strided layout;
    private final WorkerPool pool;
    private final int parts;
    private final Lease<Call> calls = new Lease<>(Call::new);

    private GatherKernel(Strided layout, WorkerPool pool) {
        this.layout = layout;
        this.pool = pool;
        this.parts = layout.size() < WORTH_SHARING ? 1 : 2 * pool.threads();
    }

    static Kernel expand(Node node, WorkerPool pool) {
        return !CpuBackend.isF32(node.output().type()) ? null : new GatherKernel(
                Strided.broadcast(node.output().type().shape(), node.input(0).type().shape()), pool);
    }

    private final class Call implements ParallelTask {
        private Buffer from;
        private Buffer to;

        @Override
        public void run(int part, int slot) {
            int start = (int) ((long) layout.size() * part / parts);
            int end = (int) ((long) layout.size() * (part + 1) / parts);
            layout.gather(from.f32(), from.offset(), start, end - start, to.f32(), to.offset() + start);
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        Call call = calls.take();
        call.from = inputs[0];
        call.to = outputs[0];
        try {
            pool.run(call, parts);
        } finally {
            call.from = null;
            call.to = null;
            calls.giveBack(call);
        }
    }
}
