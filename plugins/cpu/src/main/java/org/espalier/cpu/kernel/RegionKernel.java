package org.espalier.cpu.kernel;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * Runs a {@link Region} of element-wise steps in one pass over memory: each block goes through all steps while it is in
 * the first-level cache.
 */
final class RegionKernel implements Kernel {
    /** Floats of all lanes of a block together; they share the first-level cache. */
    private static final int CACHE = 6144;
    private static final int LEAST_BLOCK = 256;
    private static final int MOST_BLOCK = 2048;
    /** Elements times steps that are worth the hand-over to another thread. */
    private static final long WORTH_SHARING = 1 << 15;
    private static final int PARTS_PER_THREAD = 4;

    private final Region region;
    private final WorkerPool pool;
    private final int block;
    private final int blocks;
    private final int parts;
    private final KernelCalls calls = new KernelCalls(Call::new);

    RegionKernel(Region region, WorkerPool pool) {
        this.region = region;
        this.pool = pool;
        this.block = block(region);
        this.blocks = (region.size() + block - 1) / block;
        long work = (long) region.size() * region.cells();
        this.parts = work < WORTH_SHARING ? 1 : Math.min(blocks, pool.threads() * PARTS_PER_THREAD);
    }

    /** The number of elements of a block: as large as its lanes allow, since they share the first-level cache. */
    static int block(Region region) {
        int share = Integer.highestOneBit(CACHE / Math.max(1, region.lanes()) | 1);
        return Math.max(LEAST_BLOCK, Math.min(MOST_BLOCK, share));
    }

    /** The working memory that a walker for every thread needs, or none. */
    static List<TensorType> lanes(Region region, int block, WorkerPool pool) {
        int floats = Math.multiplyExact(pool.threads() * block, region.lanes());
        return floats == 0 ? List.of() : List.of(TensorType.of(DType.F32, floats));
    }

    private final class Call extends KernelCall implements ParallelTask {
        private final Walker[] walkers = new Walker[pool.threads()];

        Call() {
            for (int i = 0; i < walkers.length; i++) {
                walkers[i] = new Walker(region);
            }
        }

        @Override
        protected void run() {
            pool.run(this, parts);
        }

        @Override
        public void run(int part, int slot) {
            Walker walker = walkers[slot];
            Buffer scratch = region.lanes() == 0 ? null : out[out.length - 1];
            walker.begin(in, out, scratch == null ? null : scratch.f32(),
                    scratch == null ? 0 : scratch.offset() + slot * region.lanes() * block, block);
            int end = Math.min((int) ((long) blocks * (part + 1) / parts) * block, region.size());
            for (int at = (int) ((long) blocks * part / parts) * block; at < end; at += block) {
                walker.block(at, Math.min(block, end - at));
            }
            walker.end();
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }

    @Override
    public List<TensorType> scratch() {
        return lanes(region, block, pool);
    }

    @Override
    public boolean inPlace(int input, int output) {
        return region.inPlace(input, output);
    }
}
