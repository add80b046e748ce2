package org.espalier.cpu.conv.winograd;

import static org.espalier.cpu.arith.LineTransform.GROUP;
import static org.espalier.cpu.conv.winograd.TileGrid.POINTS;
import static org.espalier.cpu.conv.winograd.TileGrid.SIDE;

import org.espalier.cpu.arith.LineTransform;
import org.espalier.cpu.arith.Lines;

/**
 * Brings tiles of the input to the points, a group of channels at a time, whose rows stay in the first-level cache. Rows of
 * the input are turned four at a time into one of two places, so that each is turned once though two rows of tiles read it.
 */
final class InputTiles {
    private final TileGrid grid;
    private final LineTransform transform;
    private final PixelRows rows;
    /** By whether the row of tiles is odd. */
    private final Lines[] turned;
    private final Lines columns;
    private final Lines columnsInRows;
    private final Lines planes;

    /** Tiles of the input, to planes that are so far apart. */
    InputTiles(TileGrid grid, LineTransform transform, int plane) {
        this.grid = grid;
        this.transform = transform;
        // The last tile reads two pixels beyond the tiles.
        this.rows = new PixelRows(grid.channelLine(), grid.height(), grid.width(), grid.tilesX() + 1, grid.left());
        this.turned = new Lines[] {
            new Lines(rows.length(), rows.floats(), GROUP, 0), new Lines(rows.length(), -rows.floats(), GROUP, 0)
        };
        this.columns = Lines.dense(rows.length());
        this.columnsInRows = new Lines(rows.phase(), grid.channelLine(), GROUP, rows.length());
        this.planes = Lines.of(plane, GROUP, POINTS * plane);
    }

    int scratchFloats() {
        return 2 * rows.floats() + POINTS * rows.length();
    }

    /**
     * Transforms some rows of tiles of one image.
     *
     * @param imageAt where the image begins
     * @param toAt where the first of the tiles begins in the first plane
     */
    void run(float[] x, int imageAt, int firstRow, int endRow, float[] to, int toAt, float[] scratch, int scratchAt) {
        int points = scratchAt + 2 * rows.floats();
        int top = grid.top();
        rows.blank(scratch, scratchAt);
        rows.blank(scratch, scratchAt + rows.floats());
        rows.read(grid.channels(), x, imageAt, firstRow * SIDE - top, SIDE, scratch, scratchAt + firstRow % 2 * rows.floats());
        for (int ty = firstRow; ty < endRow; ty++) {
            int next = scratchAt + (ty + 1) % 2 * rows.floats();
            rows.read(grid.channels(), x, imageAt, (ty + 1) * SIDE - top, ty + 1 < endRow ? SIDE : POINTS - SIDE, scratch, next);
            transform.run(1, rows.length() / GROUP, scratch, scratchAt + ty % 2 * rows.floats(), turned[ty % 2], scratch, points,
                    columns);
            transform.run(POINTS, grid.tilesX() * grid.channelLine() / GROUP, scratch, points, columnsInRows, to,
                    toAt + (ty - firstRow) * grid.tilesX() * grid.channelLine(), planes);
        }
    }
}
