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
 * @param packB whether pieces of B are copied before they are read
 * @param partRows rows of C of one part, a multiple of the kernel's rows
 * @param partTiles column tiles of C of one part
 * @param blockTiles column tiles for which B is packed at once
 */
record Blocking(int depth, boolean packB, int partRows, int partTiles, int blockTiles) {
    /** Multiply-adds that are worth the hand-over to another thread: about a microsecond of one core. */
    private static final long WORTH_SHARING = 1 << 16;
    /** Multiply-adds from which there are more parts than threads, so that a late thread costs little. */
    private static final long WORTH_CUTTING = 1 << 20;
    /** Floats of B beyond which it is packed even where its rows are contiguous. */
    private static final long LARGE_B = 400_000;
    private static final int DEPTH = 256;
    private static final int PACKED_DEPTH = 384;
    /** A part's share of C and its rows of A stay in the second-level cache. */
    private static final int PART_ROWS = 144;
    private static final int PART_COLUMNS = 240;
    /** Bounds the scratch memory. */
    private static final int BLOCK_COLUMNS = 3072;

    static Blocking choose(GemmShape shape, MicroKernel kernel, Tiles tiles, int threads) {
        boolean pack = shape.transposeB() || shape.n() < kernel.minColumns()
                || (long) shape.n() * shape.k() > LARGE_B && shape.m() >= 4 * kernel.rows();
        int most = pack ? PACKED_DEPTH : DEPTH;
        int blocks = Math.max(1, ceilDiv(shape.k(), most));
        int depth = Math.max(1, ceilDiv(shape.k(), blocks));
        int strips = ceilDiv(shape.m(), kernel.rows());
        int partStrips = Math.max(1, Math.min(strips, PART_ROWS / kernel.rows()));
        int partTiles = Math.max(1, Math.min(tiles.count(), PART_COLUMNS / kernel.columns()));
        int parts = shape.work() < WORTH_SHARING || threads == 1 ? 1
                : shape.work() < WORTH_CUTTING ? threads : 3 * threads;
        while (ceilDiv(strips, partStrips) * ceilDiv(tiles.count(), partTiles) < parts && partStrips * partTiles > 1) {
            // The longer side of a part is cut, so that it stays compact and reads little.
            if (partStrips * kernel.rows() >= partTiles * kernel.columns() && partStrips > 1 || partTiles == 1) {
                partStrips = (partStrips + 1) / 2;
            } else {
                partTiles = (partTiles + 1) / 2;
            }
        }
        return new Blocking(depth, pack, partStrips * kernel.rows(), partTiles,
                Math.max(partTiles, BLOCK_COLUMNS / kernel.columns()));
    }

    static int ceilDiv(int x, int y) {
        return (x + y - 1) / y;
    }
}
