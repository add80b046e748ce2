package org.espalier.cpu.gemm;

import org.espalier.cpu.arith.MicroKernel;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;

/**
 * A product in tiles of the micro-kernel. For each block of columns and of the sums, B is packed if that pays, then the
 * parts of C are computed; both are shared over the pool.
 */
final class TiledProduct implements MatrixProduct {
    private final GemmShape shape;
    private final MicroKernel kernel;
    private final WorkerPool pool;
    private final Tiles tiles;
    private final Blocking cut;
    /** Whether C is narrower than a vector; then the tiles of B and C are padded. */
    private final boolean narrow;
    private final int aRow;
    private final int aStep;
    private final ParallelTask packing = this::pack;
    private final ParallelTask multiplying = this::multiply;

    // The arguments of the running call.
    private float[] a;
    private float[] b;
    private float[] c;
    private float[] scratch;
    private int aAt;
    private int bAt;
    private int cAt;
    private int packedB;
    private int narrowC;
    private boolean accumulate;
    private Epilogue epilogue;

    // The block at which the running call has arrived.
    private int k0;
    private int depth;
    private int firstTile;
    private int endTile;
    private int columnParts;

    TiledProduct(GemmShape shape, MicroKernel kernel, WorkerPool pool) {
        this.shape = shape;
        this.kernel = kernel;
        this.pool = pool;
        this.narrow = shape.n() < kernel.minColumns();
        this.tiles = new Tiles(shape.n(), kernel.columns(), kernel.minColumns());
        this.cut = Blocking.choose(shape, kernel, tiles, pool.threads());
        this.aRow = shape.transposeA() ? 1 : shape.lda();
        this.aStep = shape.transposeA() ? shape.lda() : 1;
    }

    @Override
    public int scratchFloats() {
        return sizeOfB() + (narrow ? pool.threads() * kernel.rows() * kernel.minColumns() : 0);
    }

    private int sizeOfB() {
        int columns = narrow ? kernel.minColumns() : Math.min(shape.n(), cut.blockTiles() * kernel.columns());
        return cut.packB() ? cut.depth() * columns : 0;
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
        this.accumulate = accumulate;
        this.epilogue = epilogue;
        packedB = scratchAt;
        narrowC = packedB + sizeOfB();
        try {
            for (firstTile = 0; firstTile < tiles.count(); firstTile = endTile) {
                endTile = Math.min(firstTile + cut.blockTiles(), tiles.count());
                runBlocks();
            }
        } finally {
            this.a = null;
            this.b = null;
            this.c = null;
            this.scratch = null;
            this.epilogue = null;
        }
    }

    private void runBlocks() {
        columnParts = Blocking.ceilDiv(endTile - firstTile, cut.partTiles());
        int parts = columnParts * Blocking.ceilDiv(shape.m(), cut.partRows());
        k0 = 0;
        do { // at least once, so that an empty sum gives zeros
            depth = Math.min(cut.depth(), shape.k() - k0);
            if (cut.packB()) {
                pool.run(packing, endTile - firstTile);
            }
            pool.run(multiplying, parts);
            k0 += depth;
        } while (k0 < shape.k());
    }

    private int panel(int tile) {
        return packedB + (tiles.start(tile) - tiles.start(firstTile)) * depth;
    }

    private void pack(int part, int slot) {
        int tile = firstTile + part;
        int start = tiles.start(tile);
        int width = tiles.start(tile + 1) - start;
        int step = narrow ? kernel.minColumns() : width;
        if (shape.transposeB()) {
            Packing.transposed(
                    b, bAt + start * shape.ldb() + k0, shape.ldb(), depth, width, scratch, panel(tile), step);
        } else {
            Packing.rows(b, bAt + k0 * shape.ldb() + start, shape.ldb(), depth, width, scratch, panel(tile), step);
        }
    }

    private void multiply(int part, int slot) {
        int top = part / columnParts * cut.partRows();
        int bottom = Math.min(top + cut.partRows(), shape.m());
        int first = firstTile + part % columnParts * cut.partTiles();
        int end = Math.min(first + cut.partTiles(), endTile);
        for (int tile = first; tile < end; tile++) {
            for (int row = top; row < bottom; row += kernel.rows()) {
                int rows = Math.min(kernel.rows(), bottom - row);
                if (narrow) {
                    multiplyNarrow(row, rows, slot);
                } else {
                    multiplyTile(tile, row, rows);
                }
            }
        }
        if (epilogue != null && k0 + depth >= shape.k()) {
            int column = tiles.start(first);
            int length = tiles.start(end) - column;
            for (int row = top; row < bottom; row++) {
                epilogue.apply(slot, c, cAt + row * shape.ldc() + column, row, column, length);
            }
        }
    }

    private void multiplyTile(int tile, int row, int rows) {
        int start = tiles.start(tile);
        int width = tiles.start(tile + 1) - start;
        boolean packed = cut.packB();
        kernel.run(
                rows, width, depth,
                a, aAt + row * aRow + k0 * aStep, aRow, aStep,
                packed ? scratch : b, packed ? panel(tile) : bAt + k0 * shape.ldb() + start, packed ? width : shape.ldb(),
                c, cAt + row * shape.ldc() + start, shape.ldc(),
                accumulate || k0 > 0);
    }

    /** Multiplies by way of a tile of C that is as wide as a vector. */
    private void multiplyNarrow(int row, int rows, int slot) {
        int wide = kernel.minColumns();
        int at = cAt + row * shape.ldc();
        int tile = narrowC + slot * kernel.rows() * wide;
        boolean add = accumulate || k0 > 0;
        if (add) {
            Packing.rows(c, at, shape.ldc(), rows, shape.n(), scratch, tile, wide);
        }
        kernel.run(
                rows, wide, depth,
                a, aAt + row * aRow + k0 * aStep, aRow, aStep,
                scratch, packedB, wide,
                scratch, tile, wide,
                add);
        Packing.rows(scratch, tile, wide, rows, shape.n(), c, at, shape.ldc());
    }
}
