package org.espalier.cpu.conv.winograd;

import static org.espalier.cpu.conv.winograd.TileGrid.KERNEL;
import static org.espalier.cpu.conv.winograd.TileGrid.PLANES;
import static org.espalier.cpu.conv.winograd.TileGrid.POINTS;
import static org.espalier.cpu.conv.winograd.TileGrid.TAPS;

import org.espalier.cpu.arith.LineTransform;
import org.espalier.cpu.arith.Lines;

/** Brings the weight to the points: for each a matrix of channels by maps. */
final class WeightPoints {
    private final TileGrid grid;
    private final LineTransform transform;
    private final boolean transposed;
    private final int plane;
    private final Lines rows;
    private final Lines columnsInRows;
    private final Lines planes;

    /**
     * The weight of a convolution, or of the convolution that is transposed to one of that weight.
     *
     * @param transposed whether the weight lies as [channels, maps] and is turned by half a turn
     */
    WeightPoints(TileGrid grid, LineTransform transform, boolean transposed) {
        this.grid = grid;
        this.transform = transform;
        this.transposed = transposed;
        int line = grid.mapLine();
        this.plane = TileGrid.plane(grid.channels(), line);
        this.rows = Lines.of(KERNEL * line, 0);
        this.columnsInRows = Lines.of(line, KERNEL * line);
        this.planes = Lines.of(plane, POINTS * plane);
    }

    /** The distance of two planes. */
    int plane() {
        return plane;
    }

    int floats() {
        return PLANES * plane;
    }

    int scratchFloats() {
        return (TAPS + POINTS * KERNEL) * grid.mapLine();
    }

    /** Transforms what one channel is multiplied with. */
    void run(int channel, float[] w, int wAt, float[] to, int toAt, float[] scratch, int scratchAt) {
        int line = grid.mapLine();
        for (int o = 0; o < grid.maps(); o++) {
            int at = wAt + TAPS * (transposed ? channel * grid.maps() + o : o * grid.channels() + channel);
            for (int k = 0; k < TAPS; k++) {
                scratch[scratchAt + k * line + o] = w[transposed ? at + TAPS - 1 - k : at + k];
            }
        }
        int points = scratchAt + TAPS * line;
        transform.run(1, KERNEL * line, scratch, scratchAt, rows, scratch, points, rows);
        transform.run(POINTS, line, scratch, points, columnsInRows, to, toAt + channel * line, planes);
    }
}
