package org.espalier.cpu.conv.winograd;

import static org.espalier.cpu.conv.winograd.TileGrid.PLANES;

/**
 * The blocks of a batch in chunks that have sums of their own. Sizes alone decide how many there are, never the number of
 * threads, since it changes the order of the sums.
 */
record TileChunks(TileBlocks blocks, int count) {
    private static final int MOST = 16;
    /** So few can have large sums. */
    private static final int FEW = 4;
    /** Floats of all sums together, where there are more than a few chunks. */
    private static final long SUM_FLOATS = 1_300_000;
    /** With fewer tiles, writing and reading the sums would take longer than adding to them. */
    private static final int LEAST_TILES = 48;
    /** Floats of a block at the points that stay in the second-level cache. */
    private static final int BLOCK_FLOATS = 150_000;

    static TileChunks of(TileGrid grid) {
        long sums = (long) PLANES * grid.maps() * grid.channelLine();
        long most = Math.min(Math.max(FEW, SUM_FLOATS / sums), Math.max(1, grid.tiles() / LEAST_TILES));
        int count = (int) Math.min(MOST, Long.highestOneBit(most));
        int fitting = Math.max(LEAST_TILES, BLOCK_FLOATS / (PLANES * (grid.channelLine() + grid.mapLine())));
        // Chunks are cut into blocks of equal size.
        long tiles = (grid.tiles() + count - 1) / count;
        long cuts = Math.max(1, tiles / fitting);
        TileBlocks blocks = TileBlocks.of(grid, (int) Math.min(Integer.MAX_VALUE, (tiles + cuts - 1) / cuts));
        return new TileChunks(blocks, Math.min(count, blocks.count()));
    }

    int firstBlock(int chunk) {
        return (int) ((long) blocks.count() * chunk / count);
    }
}
