package org.espalier.cpu.attention;

import java.util.Arrays;
import org.espalier.backend.Buffer;
import org.espalier.cpu.arith.ScoreColumns;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;

/** Masks blocks of scores during one call. Where there is no mask, their factor is left to what comes next. */
final class MaskedScores implements ParallelTask {
    private static final int PART = 1 << 14;

    private final AttentionShape shape;
    private final Mask mask;
    private final Cut queries;
    private final Cut keys;
    private final ScoreColumns columns;
    private final WorkerPool pool;
    private Buffer given;
    private float[] copy;
    private int copyAt;

    MaskedScores(AttentionShape shape, Mask mask, ScoreColumns columns, WorkerPool pool) {
        this.shape = shape;
        this.mask = mask;
        this.queries = shape.queryBlocks();
        this.keys = shape.keyBlocks();
        this.columns = columns;
        this.pool = pool;
    }

    /** Copies the mask of a call to {@code scratch}, which has room for it. */
    void begin(Buffer[] inputs, float[] scratch, int scratchAt) {
        if (mask != null) {
            given = inputs[mask.input()];
            copy = scratch;
            copyAt = scratchAt;
            pool.run(this, (mask.copied().size() + PART - 1) / PART);
        }
    }

    @Override
    public void run(int part, int slot) {
        mask.copy(given, part * PART, Math.min(PART, mask.copied().size() - part * PART), copy, copyAt);
    }

    void end() {
        given = null;
        copy = null;
    }

    /**
     * Masks the scores of a block of queries and a block of keys.
     *
     * @param head the number of the head among those of all examples
     * @return the factor that the scores are still to be multiplied with, not negative
     */
    float apply(float[] scores, int at, int head, int queryBlock, int keyBlock) {
        float left = shape.scale();
        if (mask != null) {
            mask(scores, at, head, queryBlock, keyBlock);
            left = 1;
        } else if (!(left > 0)) {
            int n = keys.size(keyBlock) * queries.padded();
            for (int i = at; i < at + n; i++) {
                scores[i] *= left;
            }
            left = 1;
        }
        if (shape.causal()) {
            hideLater(scores, at, queryBlock, keyBlock);
        }
        return left;
    }

    private void mask(float[] scores, int at, int head, int queryBlock, int keyBlock) {
        int row = copyAt + (mask.rows().position(head) * shape.keys() + keys.start(keyBlock)) * mask.columns();
        int n = Cut.padded(queries.size(queryBlock));
        for (int i = 0; i < keys.size(keyBlock); i++, at += queries.padded(), row += mask.columns()) {
            if (mask.columns() == 1) {
                same(scores, at, copy[row], n);
            } else if (mask.truth()) {
                columns.select(scores, at, shape.scale(), copy, row + queries.start(queryBlock), n);
            } else {
                columns.add(scores, at, shape.scale(), copy, row + queries.start(queryBlock), n);
            }
        }
    }

    /** Masks a key alike for all queries. */
    private void same(float[] scores, int at, float number, int n) {
        if (mask.truth() && number == 0) {
            Arrays.fill(scores, at, at + n, Float.NEGATIVE_INFINITY);
            return;
        }
        float factor = shape.scale();
        float addend = mask.truth() ? 0 : number;
        for (int i = at; i < at + n; i++) {
            scores[i] = Math.fma(scores[i], factor, addend);
        }
    }

    /** Lets no query look at a key behind it. */
    private void hideLater(float[] scores, int at, int queryBlock, int keyBlock) {
        for (int i = 0; i < keys.size(keyBlock); i++) {
            int hidden = Math.min(queries.size(queryBlock), keys.start(keyBlock) + i - queries.start(queryBlock));
            if (hidden > 0) {
                int row = at + i * queries.padded();
                Arrays.fill(scores, row, row + hidden, Float.NEGATIVE_INFINITY);
            }
        }
    }
}
