package org.espalier.cpu.conv.winograd;

import static org.espalier.cpu.arith.LineTransform.GROUP;
import static org.espalier.cpu.conv.winograd.TileGrid.POINTS;
import static org.espalier.cpu.conv.winograd.TileGrid.SIDE;

import org.espalier.cpu.arith.LineTransform;
import org.espalier.cpu.arith.Lines;

/** Brings products at the points to tiles of the output, a group of maps at a time. */
final class OutputTiles {
    private final TileGrid grid;
    private final LineTransform transform;
    private final PixelRows rows;
    private final Lines planes;
    private final Lines columnsInRows;
    private final Lines columns;

    /** Tiles of the output, from planes that are so far apart. */
    OutputTiles(TileGrid grid, LineTransform transform, int plane) {
        this.grid = grid;
        this.transform = transform;
        this.rows = new PixelRows(grid.mapLine(), grid.outHeight(), grid.outWidth(), grid.tilesX(), 0);
        this.planes = Lines.of(plane, GROUP, POINTS * plane);
        this.columnsInRows = Lines.of(rows.phase(), GROUP, rows.length());
        this.columns = Lines.dense(rows.length());
    }

    int scratchFloats() {
        return POINTS * rows.length() + rows.floats();
    }

    /**
     * Transforms some rows of tiles of one image.
     *
     * @param at where the first of the tiles begins in the first plane
     * @param bias what is added to each map, or null
     * @param imageAt where the image begins
     */
    void run(
            float[] from, int at, int firstRow, int endRow, float[] bias, int biasAt, float[] y, int imageAt, float[] scratch,
            int scratchAt) {
        int turned = scratchAt + POINTS * rows.length();
        for (int ty = firstRow; ty < endRow; ty++) {
            transform.run(POINTS, rows.phase() / GROUP, from, at + (ty - firstRow) * rows.phase(), planes, scratch, scratchAt,
                    columnsInRows);
            transform.run(1, rows.length() / GROUP, scratch, scratchAt, columns, scratch, turned, columns);
            rows.write(grid.maps(), scratch, turned, bias, biasAt, y, imageAt, ty * SIDE);
        }
    }
}
