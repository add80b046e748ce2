package org.espalier.cpu.conv.winograd;

import org.espalier.cpu.arith.MicroKernel;

/**
 * The product of two small matrices in tiles of the micro-kernel, nothing packed. The columns are whole groups and are cut
 * into tiles of about equal width, since a narrow last one would cost nearly as much as a full one.
 */
final class PlaneProduct {
    private final MicroKernel kernel;
    private final int columns;
    private final int width;

    PlaneProduct(MicroKernel kernel, int columns) {
        this.kernel = kernel;
        this.columns = columns;
        int tiles = (columns + kernel.columns() - 1) / kernel.columns();
        this.width = TileGrid.wholeGroups((columns + tiles - 1) / tiles);
    }

    /** As {@link MicroKernel#run}, of any number of rows. Rows of C are as far apart as C has columns. */
    void run(
            int rows, int depth, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, float[] c, int cAt,
            boolean accumulate) {
        for (int j = 0; j < columns; j += width) {
            int w = Math.min(width, columns - j);
            for (int i = 0; i < rows; i += kernel.rows()) {
                kernel.run(Math.min(kernel.rows(), rows - i), w, depth, a, aAt + i * aRow, aRow, aStep, b, bAt + j, columns, c,
                        cAt + i * columns + j, columns, accumulate);
            }
        }
    }
}
