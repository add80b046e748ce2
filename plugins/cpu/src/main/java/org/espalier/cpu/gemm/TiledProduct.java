package org.espalier.cpu.gemm;

import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.MicroKernel;
import org.espalier.cpu.arith.Transposer;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;

/**
 * A product in tiles of the micro-kernel. C is cut into parts that are shared over the pool once; whoever computes a part
 * copies what it needs of A and B into memory of its own, where that pays, so that no part waits for another.
 */
final class TiledProduct implements MatrixProduct {
    /** Elements that are worth a call of the epilogue. */
    private static final int RUN = 1024;
    /** Elements of a row that are. */
    private static final int LONG_RUN = 256;

    private final GemmShape shape;
    private final MicroKernel kernel;
    private final Transposer transposer;
    private final WorkerPool pool;
    private final Tiles tiles;
    private final Blocking cut;
    /** Whether C is narrower than a vector; then the tiles of B and C are padded. */
    private final boolean narrow;
    private final int aRow;
    private final int aStep;
    private final int columnParts;
    private final int parts;
    private final int slotFloats;
    /** Whether parts are whole rows that lie one behind the other. */
    private final boolean wholeRows;
    private final ParallelTask task = this::multiply;

    // The arguments of the running call.
    private float[] a;
    private float[] b;
    private float[] c;
    private float[] scratch;
    private int aAt;
    private int bAt;
    private int cAt;
    private int scratchAt;
    private boolean accumulate;
    private Epilogue epilogue;

    TiledProduct(GemmShape shape, Arithmetic arithmetic, WorkerPool pool) {
        this.shape = shape;
        this.kernel = arithmetic.microKernel();
        this.transposer = arithmetic.transposer();
        this.pool = pool;
        this.narrow = shape.n() < kernel.minColumns();
        this.tiles = new Tiles(shape.n(), kernel.columns(), kernel.minColumns());
        this.cut = Blocking.choose(shape, kernel, tiles, pool.threads());
        this.aRow = shape.transposeA() ? 1 : shape.lda();
        this.aStep = shape.transposeA() ? shape.lda() : 1;
        this.columnParts = Blocking.ceilDiv(tiles.count(), cut.partTiles());
        this.parts = columnParts * Blocking.ceilDiv(shape.m(), cut.partRows());
        this.wholeRows = columnParts == 1 && shape.ldc() == shape.n();
        this.slotFloats = panelFloats() + (narrow ? kernel.rows() * kernel.minColumns() : 0);
    }

    @Override
    public boolean givesLongRuns() {
        return wholeRows || Math.min(shape.n(), cut.partTiles() * kernel.columns()) >= LONG_RUN;
    }

    private int panelFloats() {
        int columns = narrow ? kernel.minColumns() : Math.min(shape.n(), cut.partTiles() * kernel.columns());
        return cut.packB() ? cut.depth() * columns : 0;
    }

    @Override
    public int scratchFloats() {
        return (parts == 1 ? 1 : pool.threads()) * slotFloats;
    }

    @Override
    public void run(
            float[] a, int aAt, float[] b, int bAt, float[] c, int cAt,
            boolean accumulate, Epilogue epilogue, float[] scratch, int scratchAt) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.scratch = scratch;
        this.aAt = aAt;
        this.bAt = bAt;
        this.cAt = cAt;
        this.scratchAt = scratchAt;
        this.accumulate = accumulate;
        this.epilogue = epilogue;
        try {
            pool.run(task, parts);
        } finally {
            this.a = null;
            this.b = null;
            this.c = null;
            this.scratch = null;
            this.epilogue = null;
        }
    }

    private void multiply(int part, int slot) {
        int top = part / columnParts * cut.partRows();
        int bottom = Math.min(top + cut.partRows(), shape.m());
        int first = part % columnParts * cut.partTiles();
        int end = Math.min(first + cut.partTiles(), tiles.count());
        int memory = scratchAt + slot * slotFloats;
        int k0 = 0;
        do { // at least once, so that an empty sum gives zeros
            int depth = Math.min(cut.depth(), shape.k() - k0);
            boolean finishes = epilogue != null && k0 + depth >= shape.k();
            int finished = top;
            if (cut.packB()) {
                pack(first, end, k0, depth, memory);
            }
            for (int row = top; row < bottom; row += kernel.rows()) {
                int below = Math.min(row + kernel.rows(), bottom);
                strip(row, below - row, first, end, k0, depth, memory);
                if (finishes && ((below - finished) * shape.n() >= RUN || below == bottom)) {
                    finish(slot, finished, below, first, end);
                    finished = below;
                }
            }
            k0 += depth;
        } while (k0 < shape.k());
    }

    private void pack(int first, int end, int k0, int depth, int to) {
        for (int tile = first; tile < end; tile++) {
            int start = tiles.start(tile);
            int width = tiles.start(tile + 1) - start;
            int step = narrow ? kernel.minColumns() : width;
            if (shape.transposeB()) {
                transposer.run(width, depth, b, bAt + start * shape.ldb() + k0, shape.ldb(), scratch, to, step);
            } else {
                Packing.rows(b, bAt + k0 * shape.ldb() + start, shape.ldb(), depth, width, scratch, to, step);
            }
            to += depth * width;
        }
    }

    /** Multiplies a strip of rows by the tiles of a part. */
    private void strip(int row, int rows, int first, int end, int k0, int depth, int memory) {
        if (narrow) {
            narrow(row, rows, k0, depth, memory);
            return;
        }
        boolean packed = cut.packB();
        int panel = memory;
        for (int tile = first; tile < end; tile++) {
            int start = tiles.start(tile);
            int width = tiles.start(tile + 1) - start;
            kernel.run(
                    rows, width, depth,
                    a, aAt + row * aRow + k0 * aStep, aRow, aStep,
                    packed ? scratch : b, packed ? panel : bAt + k0 * shape.ldb() + start, packed ? width : shape.ldb(),
                    c, cAt + row * shape.ldc() + start, shape.ldc(),
                    accumulate || k0 > 0);
            panel += depth * width;
        }
    }

    /** Multiplies by way of a tile of C that is as wide as a vector. */
    private void narrow(int row, int rows, int k0, int depth, int memory) {
        int wide = kernel.minColumns();
        int result = cAt + row * shape.ldc();
        int tile = memory + panelFloats();
        boolean add = accumulate || k0 > 0;
        if (add) {
            Packing.rows(c, result, shape.ldc(), rows, shape.n(), scratch, tile, wide);
        }
        kernel.run(
                rows, wide, depth,
                a, aAt + row * aRow + k0 * aStep, aRow, aStep,
                scratch, memory, wide,
                scratch, tile, wide,
                add);
        Packing.rows(scratch, tile, wide, rows, shape.n(), c, result, shape.ldc());
    }

    private void finish(int slot, int top, int bottom, int first, int end) {
        int column = tiles.start(first);
        int length = tiles.start(end) - column;
        if (wholeRows) {
            epilogue.apply(slot, c, cAt + top * length, top, 0, (bottom - top) * length);
            return;
        }
        for (int row = top; row < bottom; row++) {
            epilogue.apply(slot, c, cAt + row * shape.ldc() + column, row, column, length);
        }
    }
}
