package org.espalier.cpu.conv.winograd;

import static org.espalier.cpu.conv.winograd.TileGrid.POINTS;
import static org.espalier.cpu.conv.winograd.TileGrid.SIDE;

import java.util.Arrays;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.LineTransform;
import org.espalier.cpu.arith.Lines;

/**
 * Brings tiles of the input to the points. Rows of the input are transposed four at a time into one of two places, so that
 * each is transposed once though two rows of tiles read it. Then the columns of tiles are brought to the points, without
 * the padding at their sides, and then the rows.
 */
final class InputTiles {
    private final TileGrid grid;
    private final LineTransform transform;
    private final ImageRows rows;
    private final int line;
    /** The first pixel of a row that is read, the number of them, and how many pixels of padding lie before it. */
    private final int first;
    private final int count;
    private final int before;
    /** Floats of a row of tiles at one point of the columns. */
    private final int length;
    private final int planeRow;
    /** By whether the row of tiles is odd. */
    private final Lines[] read;
    private final Lines columns;
    private final Lines columnsInRows;
    private final Lines planes;

    /** Tiles of the input, to planes that are so far apart. */
    InputTiles(TileGrid grid, Arithmetic arithmetic, int plane) {
        this.grid = grid;
        this.transform = arithmetic.winograd().input();
        this.line = grid.channelLine();
        this.rows = new ImageRows(grid.channels(), line, grid.height(), grid.width(), arithmetic.transposer());
        int pixels = grid.tilesX() * SIDE + POINTS - SIDE;
        this.first = Math.max(0, -grid.left());
        this.count = Math.max(0, Math.min(grid.width(), pixels - grid.left()) - first);
        this.before = grid.left() + first;
        this.length = pixels * line;
        this.read = new Lines[] {
            new Lines(rows.length(), rows.floats(), 0), new Lines(rows.length(), -rows.floats(), 0)
        };
        this.columns = Lines.of(length, 0);
        this.columnsInRows = Lines.of(line, SIDE * line);
        this.planes = Lines.of(plane, line);
        this.planeRow = POINTS * plane;
    }

    int scratchFloats() {
        return 2 * rows.floats() + POINTS * length;
    }

    /**
     * Transforms some rows of tiles of one image.
     *
     * @param imageAt where the image begins
     * @param toAt where the first of the tiles begins in the first plane
     */
    void run(float[] x, int imageAt, int firstRow, int endRow, float[] to, int toAt, float[] scratch, int scratchAt) {
        int points = scratchAt + 2 * rows.floats();
        Arrays.fill(scratch, points, points + POINTS * length, 0f);
        rows.read(x, imageAt, firstRow * SIDE - grid.top(), SIDE, scratch, scratchAt + firstRow % 2 * rows.floats());
        for (int ty = firstRow; ty < endRow; ty++) {
            int next = scratchAt + (ty + 1) % 2 * rows.floats();
            rows.read(x, imageAt, (ty + 1) * SIDE - grid.top(), ty + 1 < endRow ? SIDE : POINTS - SIDE, scratch, next);
            transform.run(1, count * line, scratch, scratchAt + ty % 2 * rows.floats() + first * line, read[ty % 2], scratch,
                    points + before * line, columns);
            int tileAt = toAt + (ty - firstRow) * grid.tilesX() * line;
            for (int a = 0; a < POINTS; a++) {
                transform.run(grid.tilesX(), line, scratch, points + a * length, columnsInRows, to, tileAt + a * planeRow,
                        planes);
            }
        }
    }
}
