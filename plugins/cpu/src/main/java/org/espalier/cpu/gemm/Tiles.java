package org.espalier.cpu.gemm;

/**
 * The columns of C cut into tiles of the micro-kernel.
 *
 * <p>All tiles are full but the last, and if that one were narrower than a vector, it takes columns
 * from the tile before it. A matrix that is narrower than a vector is one tile.
 */
record Tiles(int columns, int full, int least) {

    int count() {
        return (columns + full - 1) / full;
    }

    /** The first column of a tile; of the tile after the last one, the number of columns. */
    int start(int tile) {
        if (tile >= count()) {
            return columns;
        }
        return Math.min(tile * full, Math.max(0, columns - least));
    }
}
