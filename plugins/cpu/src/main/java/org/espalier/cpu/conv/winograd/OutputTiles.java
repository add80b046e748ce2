package org.espalier.cpu.conv.winograd;

import static org.espalier.cpu.conv.winograd.TileGrid.POINTS;
import static org.espalier.cpu.conv.winograd.TileGrid.SIDE;

import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.LineTransform;
import org.espalier.cpu.arith.Lines;

/** Brings products at the points to tiles of the output: the rows and then the columns, without what lies beside the image. */
final class OutputTiles {
    private final TileGrid grid;
    private final LineTransform transform;
    private final ImageRows rows;
    private final int line;
    /** Floats of a row of tiles at one point of the columns. */
    private final int length;
    private final int planeRow;
    private final Lines planes;
    private final Lines columnsInRows;
    private final Lines columns;
    private final Lines written;

    /** Tiles of the output, from planes that are so far apart. */
    OutputTiles(TileGrid grid, Arithmetic arithmetic, int plane) {
        this.grid = grid;
        this.transform = arithmetic.winograd().output();
        this.line = grid.mapLine();
        this.rows = new ImageRows(grid.maps(), line, grid.outHeight(), grid.outWidth(), arithmetic.transposer());
        this.length = grid.tilesX() * SIDE * line;
        this.planeRow = POINTS * plane;
        this.planes = Lines.of(plane, line);
        this.columnsInRows = Lines.of(line, SIDE * line);
        this.columns = Lines.of(length, 0);
        this.written = Lines.of(rows.length(), 0);
    }

    int scratchFloats() {
        return POINTS * length + rows.floats();
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
        int done = scratchAt + POINTS * length;
        for (int ty = firstRow; ty < endRow; ty++) {
            int tileAt = at + (ty - firstRow) * grid.tilesX() * line;
            for (int a = 0; a < POINTS; a++) {
                transform.run(grid.tilesX(), line, from, tileAt + a * planeRow, planes, scratch, scratchAt + a * length,
                        columnsInRows);
            }
            transform.run(1, rows.length(), scratch, scratchAt, columns, scratch, done, written);
            if (bias != null) {
                for (int p = done; p < done + rows.floats(); p += line) {
                    add(bias, biasAt, grid.maps(), scratch, p);
                }
            }
            rows.write(scratch, done, y, imageAt, ty * SIDE);
        }
    }

    private static void add(float[] bias, int biasAt, int n, float[] to, int toAt) {
        for (int i = 0; i < n; i++) {
            to[toAt + i] += bias[biasAt + i];
        }
    }
}
