package org.espalier.cpu.conv.winograd;

/**
 * The tiles of a batch cut into blocks: some rows of tiles of an image, or some whole images.
 *
 * @param images the images of a block, 1 where it is not whole images
 * @param rows the rows of tiles that a block has of each
 */
record TileBlocks(TileGrid grid, int images, int rows) {
    /** Blocks of about so many tiles, and not fewer than a row of them. */
    static TileBlocks of(TileGrid grid, int tiles) {
        int rows = Math.max(1, Math.min(grid.tilesY(), tiles / grid.tilesX()));
        int images = rows < grid.tilesY() ? 1 : Math.max(1, Math.min(grid.batch(), tiles / (rows * grid.tilesX())));
        return new TileBlocks(grid, images, rows);
    }

    private int blocksOfRows() {
        return (grid.tilesY() + rows - 1) / rows;
    }

    int count() {
        return blocksOfRows() * ((grid.batch() + images - 1) / images);
    }

    /** The tiles of the largest block. */
    int capacity() {
        return images * rows * grid.tilesX();
    }

    int firstImage(int block) {
        return block / blocksOfRows() * images;
    }

    int endImage(int block) {
        return Math.min(grid.batch(), firstImage(block) + images);
    }

    int firstRow(int block) {
        return block % blocksOfRows() * rows;
    }

    int endRow(int block) {
        return Math.min(grid.tilesY(), firstRow(block) + rows);
    }

    /** The tiles that a block has of each of its images. */
    int tilesOfImage(int block) {
        return (endRow(block) - firstRow(block)) * grid.tilesX();
    }

    int tiles(int block) {
        return (endImage(block) - firstImage(block)) * tilesOfImage(block);
    }
}
