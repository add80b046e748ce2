package org.espalier.cpu.gemm;

/**
 * The columns of C cut into tiles of the micro-kernel: as few as possible, and of even widths in whole vectors, since the
 * time of a tile goes by its vectors and a tile of few of them wastes the loads of A. Only the last vector of the last tile
 * may be partly filled; the micro-kernel lets it overlap the one before.
 *
 * @param columns columns of C
 * @param full columns of a full tile
 * @param least columns of a vector
 */
record Tiles(int columns, int full, int least) {

    int count() {
        return (columns + full - 1) / full;
    }

    /** The first column of a tile; of the tile after the last one, the number of columns. */
    int start(int tile) {
        int vectors = (columns + least - 1) / least;
        int first = (int) ((long) vectors * tile / count());
        return Math.min(columns, first * least);
    }
}
