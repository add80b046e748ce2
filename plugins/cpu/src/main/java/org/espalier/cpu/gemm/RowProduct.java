package org.espalier.cpu.gemm;

import org.espalier.cpu.arith.RowKernel;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;

/** A product with few rows. It reads B once for each of them, so that memory decides, and shares out the columns. */
final class RowProduct implements MatrixProduct {
    /** Multiply-adds that are worth the hand-over to another thread. */
    private static final long WORTH_SHARING = 1 << 15;
    /** Columns of one part: the row of C stays in the first-level cache, and rows of B are read in long runs. */
    private static final int COLUMNS = 1024;
    private static final int LEAST_COLUMNS = 64;

    private final GemmShape shape;
    private final RowKernel kernel;
    private final WorkerPool pool;
    private final int partColumns;
    private final int parts;
    private final ParallelTask task = this::multiply;

    private float[] a;
    private float[] b;
    private float[] c;
    private int aAt;
    private int bAt;
    private int cAt;
    private boolean accumulate;
    private Epilogue epilogue;

    RowProduct(GemmShape shape, RowKernel kernel, WorkerPool pool) {
        this.shape = shape;
        this.kernel = kernel;
        this.pool = pool;
        int wanted = shape.work() < WORTH_SHARING ? 1 : pool.threads();
        int share = (shape.n() + wanted - 1) / wanted;
        int rounded = (share + LEAST_COLUMNS - 1) / LEAST_COLUMNS * LEAST_COLUMNS;
        this.partColumns = Math.max(LEAST_COLUMNS, Math.min(COLUMNS, rounded));
        this.parts = (shape.n() + partColumns - 1) / partColumns;
    }

    @Override
    public int scratchFloats() {
        return 0;
    }

    @Override
    public void run(
            float[] a, int aAt, float[] b, int bAt, float[] c, int cAt,
            boolean accumulate, Epilogue epilogue, float[] scratch, int scratchAt) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.aAt = aAt;
        this.bAt = bAt;
        this.cAt = cAt;
        this.accumulate = accumulate;
        this.epilogue = epilogue;
        try {
            pool.run(task, parts);
        } finally {
            this.a = null;
            this.b = null;
            this.c = null;
            this.epilogue = null;
        }
    }

    private void multiply(int part, int slot) {
        int column = part * partColumns;
        int width = Math.min(partColumns, shape.n() - column);
        int aRow = shape.transposeA() ? 1 : shape.lda();
        int aStep = shape.transposeA() ? shape.lda() : 1;
        for (int i = 0; i < shape.m(); i++) {
            int at = cAt + i * shape.ldc() + column;
            kernel.run(width, shape.k(), a, aAt + i * aRow, aStep, b, bAt + column, shape.ldb(), c, at, accumulate);
            if (epilogue != null) {
                epilogue.apply(slot, c, at, i, column, width);
            }
        }
    }
}
