package org.espalier.cpu.attention;

import org.espalier.cpu.pool.WorkerPool;

/** Into how many parts work is cut. */
final class Sharing {
    /** Multiply-adds that are worth the hand-over to another thread. */
    private static final long WORTH_SHARING = 1 << 16;
    /** So many that a thread that comes late costs little. */
    private static final int PARTS_PER_THREAD = 16;

    private Sharing() {}

    static int parts(long work, int units, WorkerPool pool) {
        return work < WORTH_SHARING || pool.threads() == 1 ? 1 : Math.min(units, PARTS_PER_THREAD * pool.threads());
    }
}
