package org.espalier.cpu.pooling;

import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;

/** Pooling kernels: maps are shared out over the threads. */
abstract class PoolKernel implements Kernel {
    final PoolWindows windows;
    private final WorkerPool pool;
    private final int parts;
    private final KernelCalls calls = new KernelCalls(Call::new);

    PoolKernel(PoolWindows windows, WorkerPool pool) {
        this.windows = windows;
        this.pool = pool;
        this.parts = windows.parts(pool);
    }

    /** Works on some maps. */
    abstract void maps(int first, int end, Buffer[] in, Buffer[] out);

    private final class Call extends KernelCall implements ParallelTask {

        @Override
        protected void run() {
            pool.run(this, parts);
        }

        @Override
        public void run(int part, int slot) {
            maps(windows.first(part, parts), windows.first(part + 1, parts), in, out);
        }
    }

    @Override
    public final void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }
}
