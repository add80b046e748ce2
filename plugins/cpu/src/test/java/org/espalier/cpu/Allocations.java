package org.espalier.cpu;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.espalier.cpu.pool.WorkerPool;

/** Counts the bytes that the caller and a pool's workers allocate. */
public final class Allocations {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WINDOWS = 12;
    /** How long a busy machine is waited for until it has compiled what runs. */
    private static final long PATIENCE = 30_000_000_000L;

    private Allocations() {}

    /**
     * The fewest bytes allocated in one of several runs. The first ones warm the compiler up, and in any one of them it
     * may compile anew; what allocates does so in all.
     */
    public static long leastOf(Runnable work, WorkerPool pool) {
        long least = Long.MAX_VALUE;
        long reading = reading(pool);
        long start = System.nanoTime();
        for (int i = 0; i < WINDOWS || least > reading && System.nanoTime() - start < PATIENCE; i++) {
            long before = allocated(pool);
            work.run();
            least = Math.min(least, allocated(pool) - before);
            reading = reading(pool);
        }
        return Math.max(0, least - reading);
    }

    /** What reading the counters costs. */
    private static long reading(WorkerPool pool) {
        long before = allocated(pool);
        return allocated(pool) - before;
    }

    private static long allocated(WorkerPool pool) {
        long sum = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (long id : pool.workerThreadIds()) {
            sum += Math.max(0, THREADS.getThreadAllocatedBytes(id));
        }
        return sum;
    }
}
