package org.espalier.cpu.recurrent;

import java.util.ArrayList;
import java.util.List;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;

/** How a recurrent op's work is shared out: each direction, and ranges of examples. */
final class Division {
    /** Examples that stay together, so that sums over them do not depend on the number of threads; as many as a tile has rows. */
    static final int GROUP = 8;
    /** Multiply-adds that are worth several hand-overs to another thread. */
    private static final long WORTH_SHARING = 1 << 18;

    private final RecurrentShape s;
    private final WorkerPool pool;
    private final int ranges;

    Division(RecurrentShape s, WorkerPool pool) {
        this.s = s;
        long work = (long) s.steps() * s.batch() * s.directions() * s.weightRows() * (s.inputs() + s.hidden());
        this.pool = work < WORTH_SHARING ? WorkerPool.NONE : pool;
        this.ranges = Math.min(groups(), ceilDiv(this.pool.threads(), s.directions()));
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }

    /** The groups of examples. */
    int groups() {
        return ceilDiv(s.batch(), GROUP);
    }

    /** The pool for whatever else there is to share out. */
    WorkerPool pool() {
        return pool;
    }

    void run(ParallelTask task, int parts) {
        pool.run(task, parts);
    }

    /** The most examples that a thread leads at once. */
    int mostRows() {
        return Math.min(s.batch(), ceilDiv(groups(), ranges) * GROUP);
    }

    /** New frames that cover all examples in all directions. */
    List<Frame> frames() {
        List<Frame> frames = new ArrayList<>();
        for (int d = 0; d < s.directions(); d++) {
            for (int i = 0; i < ranges; i++) {
                int first = groups() * i / ranges * GROUP;
                frames.add(new Frame(d, first, Math.min(s.batch(), groups() * (i + 1) / ranges * GROUP) - first));
            }
        }
        return frames;
    }
}
