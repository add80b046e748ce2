package org.espalier.cpu.gemm;

import org.espalier.cpu.arith.MicroKernel;

/**
 * How a product is cut: how far a sum runs before the next tile's turn, whether B is packed, and how C is shared out.
 * None of it changes a bit of the result.
 *
 * <p>A is never packed: its elements are broadcast one by one, and the rows of a tile are so few that they stay in the
 * first-level cache wherever they lie (packing was measured to be slower at all sizes). B is packed where its rows are
 * not contiguous, and where it is too large for the second-level cache.
 *
 * @param depth the length of a block of the sums
 * @param packB whether the columns of B that a part needs are copied before they are read
 * @param partRows rows of C of one part, a multiple of the kernel's rows
 * @param partTiles column tiles of C of one part
 */
record Blocking(int depth, boolean packB, int partRows, int partTiles) {
    /** Multiply-adds that are worth the hand-over to another thread, which may have to be woken. */
    static final long WORTH_SHARING = 1 << 19;
    /** Multiply-adds of a part that are many against the cost of claiming it. */
    private static final long WORTH_CLAIMING = 1 << 18;
    /** Parts for each thread where the work allows it, so that a late thread costs little. */
    private static final int PARTS_PER_THREAD = 8;
    /** Floats of B beyond which it is packed even where its rows are contiguous, */
    private static final long LARGE_B = 800_000;
    /** if as many rows of C make up for it. */
    private static final int MANY_ROWS = 192;
    /** A block of the sums: the longer, the less often C is read and written again. */
    private static final int DEPTH = 512;
    /** The floats of B that a strip of rows passes by: half of the second-level cache. */
    private static final int BLOCK_OF_B = 1 << 17;
    /** Rows of a part that make up for packing its columns of B. */
    private static final int PACKING_ROWS = 256;
    /** Rows of a part whose columns of a transposed A stay in the second-level cache. */
    private static final int COLUMNS_OF_A = 512;

    static Blocking choose(GemmShape shape, MicroKernel kernel, Tiles tiles, int threads) {
        boolean pack = shape.transposeB() || shape.n() < kernel.minColumns()
                || (long) shape.n() * shape.k() > LARGE_B && shape.m() >= MANY_ROWS;
        int depth = Math.max(1, ceilDiv(shape.k(), Math.max(1, ceilDiv(shape.k(), DEPTH))));
        int strips = Math.max(1, ceilDiv(shape.m(), kernel.rows()));
        int most = threads == 1 || shape.work() < WORTH_SHARING ? 1
                : (int) Math.max(threads, Math.min(PARTS_PER_THREAD * (long) threads, shape.work() / WORTH_CLAIMING));
        int columnParts = Math.max(1, ceilDiv(tiles.count(), Math.max(1, BLOCK_OF_B / (depth * kernel.columns()))));
        int rowParts = shape.transposeA() ? ceilDiv(shape.m(), COLUMNS_OF_A) : 1;
        if (pack) {
            // Each part of some columns packs them again, so that rows are cut last.
            columnParts = Math.max(columnParts, Math.min(tiles.count(), most));
            int rowsAllow = Math.max(shape.m() / PACKING_ROWS, ceilDiv(Math.min(most, threads), columnParts));
            rowParts = Math.max(rowParts, Math.min(ceilDiv(most, columnParts), rowsAllow));
        } else {
            // Whole rows make long runs for the epilogue.
            rowParts = Math.max(rowParts, ceilDiv(most, columnParts));
        }
        rowParts = Math.max(1, Math.min(strips, rowParts));
        if (rowParts * columnParts < most) {
            columnParts = Math.min(tiles.count(), ceilDiv(most, rowParts));
        }
        return new Blocking(depth, pack, ceilDiv(strips, rowParts) * kernel.rows(), ceilDiv(Math.max(1, tiles.count()), columnParts));
    }

    static int ceilDiv(int x, int y) {
        return (x + y - 1) / y;
    }
}
