package org.espalier.cpu.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed number of threads that share the parts of one task at a time; the caller is one of them.
 *
 * <p>The hand-over is made for tasks of a few microseconds: publishing a task is one volatile write,
 * parts are claimed by compare-and-set, idle workers spin for a short time before they park, and
 * nothing is allocated. A worker that is slow to wake never delays anybody: the other threads,
 * above all the caller, claim the parts that it does not.
 *
 * <p>Any number of user threads may call {@link #run} at once. The pool serves one of them; the
 * others, and calls from within a task, run all their parts themselves. Which thread runs a part
 * has no influence on results.
 */
public final class WorkerPool implements AutoCloseable {
    /** No threads but the caller's. */
    public static final WorkerPool NONE = new WorkerPool(1);

    /** How often an idle worker looks for work before it parks; some tens of microseconds. */
    private static final int SPINS_BEFORE_PARKING = 2_000;

    /** How often a caller looks for the last part's end before it begins to yield its core. */
    private static final int SPINS_BEFORE_YIELDING = 20_000;

    /** A next part that no task has. */
    private static final int NOTHING_TO_CLAIM = Integer.MAX_VALUE;

    private static final VarHandle TICKET;
    private static final VarHandle UNFINISHED;
    private static final VarHandle BUSY;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TICKET = lookup.findVarHandle(WorkerPool.class, "ticket", long.class);
            UNFINISHED = lookup.findVarHandle(WorkerPool.class, "unfinished", int.class);
            BUSY = lookup.findVarHandle(WorkerPool.class, "busy", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Worker[] workers;

    // The running task. Written by the caller that holds `busy`, before `ticket` is published.
    private ParallelTask task;
    private int parts;
    private volatile Throwable failure;

    /** The task's number in the upper half, the next part to claim in the lower half. */
    private volatile long ticket;

    private volatile int unfinished;
    private volatile boolean busy;
    private volatile boolean closed;

    /**
     * Starts the workers.
     *
     * @param threads the number of threads that work on a task, the caller included; at least 1
     */
    public WorkerPool(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("a pool needs at least 1 thread, got " + threads);
        }
        workers = new Worker[threads - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
        }
        for (Worker worker : workers) {
            worker.start();
        }
    }

    /** The number of threads that work on a task, the caller included. */
    public int threads() {
        return workers.length + 1;
    }

    /** The identifiers of the worker threads, the caller not among them; for allocation counters. */
    public long[] workerThreadIds() {
        long[] ids = new long[workers.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = workers[i].getId();
        }
        return ids;
    }

    /**
     * Runs all parts of a task and returns when they have ended.
     *
     * <p>If a part throws, the remaining parts may or may not run, and the first exception is thrown
     * here when no part is running any more.
     */
    public void run(ParallelTask work, int count) {
        if (count <= 1 || workers.length == 0 || closed || !BUSY.compareAndSet(this, false, true)) {
            runAlone(work, count);
            return;
        }
        try {
            share(work, count);
        } finally {
            task = null;
            busy = false;
        }
    }

    private static void runAlone(ParallelTask work, int count) {
        for (int part = 0; part < count; part++) {
            work.run(part, 0);
        }
    }

    private void share(ParallelTask work, int count) {
        long last = ticket >>> 32;
        // No claim with the last task's ticket may succeed from here on: a worker that read it late would see the new
        // fields with it, and run a part of the new task that is then run once more.
        ticket = last << 32 | NOTHING_TO_CLAIM;
        task = work;
        parts = count;
        failure = null;
        UNFINISHED.setOpaque(this, count);
        ticket = (last + 1) << 32;
        wake(count - 1);
        claimParts(0);
        for (int spins = 0; unfinished > 0; spins++) {
            if (spins < SPINS_BEFORE_YIELDING) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            throw WorkerPool.<RuntimeException>asUnchecked(thrown);
        }
    }

    private void wake(int helpers) {
        for (int i = 0; i < workers.length && helpers > 0; i++, helpers--) {
            Worker worker = workers[i];
            if (worker.parked) {
                worker.parked = false; // so that the next task does not pay for waking it once more
                LockSupport.unpark(worker);
            }
        }
    }

    /**
     * Claims and runs parts of the current task until none is left.
     *
     * <p>The fields of the task are read between reading the ticket and claiming with it. A claim
     * succeeds only if the ticket is still the one that was read. The ticket changes before the fields
     * do and again after them, so the fields belong to the task whose part is claimed.
     */
    private void claimParts(int slot) {
        while (true) {
            long seen = ticket;
            ParallelTask work = task;
            int count = parts;
            int part = (int) seen;
            if (part >= count || work == null) {
                return;
            }
            if (!TICKET.compareAndSet(this, seen, seen + 1)) {
                continue;
            }
            try {
                work.run(part, slot);
            } catch (Throwable thrown) {
                if (failure == null) {
                    failure = thrown;
                }
            } finally {
                UNFINISHED.getAndAdd(this, -1);
            }
        }
    }

    /** Ends the workers. A task that is running is finished; later tasks run on their callers. */
    @Override
    public void close() {
        closed = true;
        for (Worker worker : workers) {
            LockSupport.unpark(worker);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T asUnchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private final class Worker extends Thread {
        private final int slot;
        volatile boolean parked;

        Worker(int slot) {
            super(null, null, "espalier-cpu-" + slot, 0, false);
            this.slot = slot;
            setDaemon(true);
        }

        @Override
        public void run() {
            long done = 0;
            while (!closed) {
                long number = awaitTask(done);
                if (number != done) {
                    claimParts(slot);
                    done = number;
                }
            }
        }

        /** Waits for a task with another number than the last one and returns its number. */
        private long awaitTask(long done) {
            for (int spins = 0; spins < SPINS_BEFORE_PARKING; spins++) {
                long number = ticket >>> 32;
                if (number != done) {
                    return number;
                }
                Thread.onSpinWait();
            }
            parked = true;
            // A task published before `parked` was visible is seen here; one published after it unparks.
            if (ticket >>> 32 == done && !closed) {
                LockSupport.park(WorkerPool.this);
            }
            parked = false;
            return ticket >>> 32;
        }
    }
}
