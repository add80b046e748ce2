package org.espalier.cpu.kernel;

import java.util.Arrays;
import org.espalier.cpu.arith.Runs;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;

/**
 * Reduces the middle axis of [outer, length, inner]. The axis is cut into chunks whose size depends on shapes alone, so
 * that any number of threads gives the same bits: each chunk is folded for itself, then the results of the chunks.
 */
final class ReducePass {
    /** Elements that are worth the hand-over to another thread. */
    private static final int WORTH_SHARING = 1 << 15;
    private static final int PARTS_PER_THREAD = 4;
    /** Columns of one part, if an inner axis is cut. */
    private static final int LEAST_COLUMNS = 64;

    private final Fold fold;
    private final WorkerPool pool;
    private final int outer;
    private final int length;
    private final int inner;
    private final int chunk;
    private final int chunks;
    private final int columns;
    private final int columnParts;
    private final int parts;

    ReducePass(Fold fold, WorkerPool pool, int outer, int length, int inner) {
        this.fold = fold;
        this.pool = pool;
        this.outer = outer;
        this.length = length;
        this.inner = inner;
        this.chunk = inner == 1 ? Runs.CHUNK * Runs.GROUP : Runs.ROWS;
        this.chunks = Math.max(1, (length + chunk - 1) / chunk);
        boolean shared = (long) outer * length * inner >= WORTH_SHARING;
        boolean cut = shared && outer * chunks < 2 * pool.threads();
        int share = (inner + pool.threads() - 1) / pool.threads();
        this.columns = Math.max(1, cut ? Math.min(inner, Math.max(LEAST_COLUMNS, share)) : inner);
        this.columnParts = (inner + columns - 1) / columns;
        this.parts = shared ? Math.min(units(), PARTS_PER_THREAD * pool.threads()) : 1;
    }

    private int units() {
        return outer * chunks * columnParts;
    }

    /** The number of results. */
    int size() {
        return outer * inner;
    }

    /** The floats of working memory that the pass needs. */
    int scratch() {
        return chunks == 1 ? 0 : outer * chunks * inner;
    }

    /** The state of a running pass. */
    final class Call implements ParallelTask {
        private float[] from;
        private float[] to;
        private int fromAt;
        private int toAt;

        void run(float[] a, int at, float[] out, int outAt, float[] scratch, int scratchAt) {
            from = a;
            fromAt = at;
            to = chunks == 1 ? out : scratch;
            toAt = chunks == 1 ? outAt : scratchAt;
            try {
                pool.run(this, parts);
            } finally {
                from = null;
                to = null;
            }
            if (chunks > 1) {
                join(scratch, scratchAt, out, outAt);
            }
        }

        @Override
        public void run(int part, int slot) {
            int end = (int) ((long) units() * (part + 1) / parts);
            for (int unit = (int) ((long) units() * part / parts); unit < end; unit++) {
                int piece = unit / columnParts;
                int column = unit % columnParts * columns;
                int start = piece % chunks * chunk;
                int rows = Math.min(chunk, length - start);
                int at = fromAt + (piece / chunks * length + start) * inner + column;
                int target = toAt + piece * inner + column;
                if (inner == 1) {
                    to[target] = fold.run(from, at, rows);
                } else {
                    int n = Math.min(columns, inner - column);
                    Arrays.fill(to, target, target + n, fold.start());
                    fold.rows(from, at, rows, inner, n, to, target);
                }
            }
        }
    }

    private void join(float[] partial, int at, float[] out, int outAt) {
        for (int o = 0; o < outer; o++) {
            if (inner == 1) {
                out[outAt + o] = fold.groups(partial, at + o * chunks, chunks);
            } else {
                Arrays.fill(out, outAt + o * inner, outAt + (o + 1) * inner, fold.start());
                fold.rows(partial, at + o * chunks * inner, chunks, inner, inner, out, outAt + o * inner);
            }
        }
    }
}
