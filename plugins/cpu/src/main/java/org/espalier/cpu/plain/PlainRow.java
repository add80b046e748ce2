package org.espalier.cpu.plain;

import org.espalier.cpu.arith.RowKernel;

/** Products with few rows in plain loops: tiles of one row. */
public final class PlainRow implements RowKernel {
    private final PlainTile tile = new PlainTile();

    @Override
    public void run(
            int width, int depth,
            float[] a, int aAt, int aStep,
            float[] b, int bAt, int bStep,
            float[] c, int cAt,
            boolean accumulate) {
        for (int j = 0; j < width; j += tile.columns()) {
            int columns = Math.min(tile.columns(), width - j);
            tile.run(1, columns, depth, a, aAt, 0, aStep, b, bAt + j, bStep, c, cAt + j, 0, accumulate);
        }
    }
}
