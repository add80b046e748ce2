package org.espalier.cpu.conv.winograd;

import static org.espalier.cpu.arith.LineTransform.GROUP;
import static org.espalier.cpu.conv.winograd.TileGrid.POINTS;
import static org.espalier.cpu.conv.winograd.TileGrid.SIDE;

import org.espalier.cpu.arith.LineTransform;
import org.espalier.cpu.arith.Lines;

/** Brings tiles of the output's gradient to the points, a group of maps at a time. */
final class GradientTiles {
    private final TileGrid grid;
    private final LineTransform transform;
    private final PixelRows rows;
    private final Lines columns;
    private final Lines columnsInRows;
    private final Lines planes;

    /** Tiles of the output's gradient, to planes that are so far apart. */
    GradientTiles(TileGrid grid, LineTransform transform, int plane) {
        this.grid = grid;
        this.transform = transform;
        this.rows = new PixelRows(grid.mapLine(), grid.outHeight(), grid.outWidth(), grid.tilesX(), 0);
        this.columns = Lines.dense(rows.length());
        this.columnsInRows = Lines.of(rows.phase(), GROUP, rows.length());
        this.planes = Lines.of(plane, GROUP, POINTS * plane);
    }

    int scratchFloats() {
        return rows.floats() + POINTS * rows.length();
    }

    /**
     * Transforms some rows of tiles of one image.
     *
     * @param imageAt where the image begins
     * @param toAt where the first of the tiles begins in the first plane
     */
    void run(float[] g, int imageAt, int firstRow, int endRow, float[] to, int toAt, float[] scratch, int scratchAt) {
        int points = scratchAt + rows.floats();
        rows.blank(scratch, scratchAt);
        for (int ty = firstRow; ty < endRow; ty++) {
            rows.read(grid.maps(), g, imageAt, ty * SIDE, SIDE, scratch, scratchAt);
            transform.run(1, rows.length() / GROUP, scratch, scratchAt, columns, scratch, points, columns);
            transform.run(POINTS, rows.phase() / GROUP, scratch, points, columnsInRows, to,
                    toAt + (ty - firstRow) * rows.phase(), planes);
        }
    }
}
