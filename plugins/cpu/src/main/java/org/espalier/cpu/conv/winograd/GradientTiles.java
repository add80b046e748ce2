package org.espalier.cpu.conv.winograd;

import static org.espalier.cpu.conv.winograd.TileGrid.POINTS;
import static org.espalier.cpu.conv.winograd.TileGrid.SIDE;

import java.util.Arrays;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.LineTransform;
import org.espalier.cpu.arith.Lines;

/** Brings tiles of the output's gradient to the points: the columns and then the rows. */
final class GradientTiles {
    private final TileGrid grid;
    private final LineTransform transform;
    private final ImageRows rows;
    private final int line;
    /** Floats of a row of tiles at one point of the columns. */
    private final int length;
    private final int planeRow;
    private final Lines read;
    private final Lines columns;
    private final Lines columnsInRows;
    private final Lines planes;

    /** Tiles of the output's gradient, to planes that are so far apart. */
    GradientTiles(TileGrid grid, Arithmetic arithmetic, int plane) {
        this.grid = grid;
        this.transform = arithmetic.winograd().gradient();
        this.line = grid.mapLine();
        this.rows = new ImageRows(grid.maps(), line, grid.outHeight(), grid.outWidth(), arithmetic.transposer());
        this.length = grid.tilesX() * SIDE * line;
        this.planeRow = POINTS * plane;
        this.read = Lines.of(rows.length(), 0);
        this.columns = Lines.of(length, 0);
        this.columnsInRows = Lines.of(line, SIDE * line);
        this.planes = Lines.of(plane, line);
    }

    int scratchFloats() {
        return rows.floats() + POINTS * length;
    }

    /**
     * Transforms some rows of tiles of one image.
     *
     * @param imageAt where the image begins
     * @param toAt where the first of the tiles begins in the first plane
     */
    void run(float[] g, int imageAt, int firstRow, int endRow, float[] to, int toAt, float[] scratch, int scratchAt) {
        int points = scratchAt + rows.floats();
        Arrays.fill(scratch, points, points + POINTS * length, 0f);
        for (int ty = firstRow; ty < endRow; ty++) {
            rows.read(g, imageAt, ty * SIDE, SIDE, scratch, scratchAt);
            transform.run(1, rows.length(), scratch, scratchAt, read, scratch, points, columns);
            int tileAt = toAt + (ty - firstRow) * grid.tilesX() * line;
            for (int a = 0; a < POINTS; a++) {
                transform.run(grid.tilesX(), line, scratch, points + a * length, columnsInRows, to, tileAt + a * planeRow,
                        planes);
            }
        }
    }
}
