package org.espalier.cpu.gemm;

import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.Transposer;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;

/**
 * A product with a large transposed B and few rows: {@code op(B)} is read where it lies as the left matrix of the transposed
 * product {@code C' = op(B)' op(A)'}, only the small A is packed, and C' is transposed in the end. The factors of each
 * multiplication change places, which does not change a bit.
 */
final class SwappedProduct implements MatrixProduct {
    /** Elements of C that are worth the hand-over to another thread. */
    private static final int WORTH_SHARING = 1 << 16;
    /** How many times more there must be to pack of B than to transpose of A and C; measured. */
    private static final int GAIN = 3;

    private final GemmShape shape;
    private final MatrixProduct product;
    private final Transposer transposer;
    private final WorkerPool pool;
    private final int partRows;
    private final int parts;
    private final ParallelTask task = this::finish;

    private float[] c;
    private float[] scratch;
    private int cAt;
    private int scratchAt;
    private Epilogue epilogue;

    /** Whether it is faster than packing B. */
    static boolean pays(GemmShape s) {
        return s.transposeB() && GAIN * s.m() * (2L * s.n() + s.k()) < (long) s.n() * s.k();
    }

    SwappedProduct(GemmShape shape, Arithmetic arithmetic, WorkerPool pool) {
        this.shape = shape;
        this.transposer = arithmetic.transposer();
        this.pool = pool;
        this.product = new TiledProduct(new GemmShape(shape.n(), shape.m(), shape.k(), false, !shape.transposeA(),
                shape.ldb(), shape.lda(), shape.m()), arithmetic, pool);
        boolean shared = (long) shape.m() * shape.n() >= WORTH_SHARING;
        this.partRows = shared ? Blocking.ceilDiv(Blocking.ceilDiv(shape.m(), pool.threads()), 16) * 16 : Math.max(1, shape.m());
        this.parts = Blocking.ceilDiv(shape.m(), partRows);
    }

    @Override
    public int scratchFloats() {
        return Math.addExact(product.scratchFloats(), Math.multiplyExact(shape.m(), shape.n()));
    }

    @Override
    public void run(
            float[] a, int aAt, float[] b, int bAt, float[] c, int cAt,
            boolean accumulate, Epilogue epilogue, float[] scratch, int scratchAt) {
        this.c = c;
        this.scratch = scratch;
        this.cAt = cAt;
        this.scratchAt = scratchAt;
        this.epilogue = epilogue;
        try {
            if (accumulate) {
                transposer.run(shape.m(), shape.n(), c, cAt, shape.ldc(), scratch, scratchAt, shape.m());
            }
            product.run(b, bAt, a, aAt, scratch, scratchAt, accumulate, null, scratch, scratchAt + shape.m() * shape.n());
            pool.run(task, parts);
        } finally {
            this.c = null;
            this.scratch = null;
            this.epilogue = null;
        }
    }

    private void finish(int part, int slot) {
        int top = part * partRows;
        int rows = Math.min(partRows, shape.m() - top);
        int at = cAt + top * shape.ldc();
        transposer.run(shape.n(), rows, scratch, scratchAt + top, shape.m(), c, at, shape.ldc());
        if (epilogue == null) {
            return;
        }
        if (shape.ldc() == shape.n()) {
            epilogue.apply(slot, c, at, top, 0, rows * shape.n());
            return;
        }
        for (int i = 0; i < rows; i++) {
            epilogue.apply(slot, c, at + i * shape.ldc(), top + i, 0, shape.n());
        }
    }
}
