package org.espalier.cpu.plain;

import org.espalier.cpu.arith.IndirectProduct;

/** An indirect product of plain loops; see {@link PlainTile} for why rows are copied. */
final class PlainIndirect implements IndirectProduct {
    private static final int ROWS = PlainTile.ROWS;
    private static final int COLUMNS = PlainTile.COLUMNS;
    private static final int STEPS = PlainTile.STEPS;

    @Override
    public int minColumns() {
        return 1;
    }

    @Override
    public void run(
            int rows, int columns, int depth,
            float[] a, int aAt, int[] aRows, int aFrom,
            float[] b, int bAt, int[] bRows, int bFrom,
            float[] c, int cAt, int cRow,
            int segments, int bSegment, int cSegment,
            boolean accumulate) {
        int tiles = (columns + COLUMNS - 1) / COLUMNS;
        for (int s = 0; s < segments; s++) {
            for (int t = 0; t < tiles; t++) {
                int column = columns * t / tiles;
                int width = columns * (t + 1) / tiles - column;
                for (int row = 0; row < rows; row += ROWS) {
                    tile(Math.min(ROWS, rows - row), width, depth, a, aAt, aRows, aFrom + row,
                            b, bAt + s * bSegment + column, bRows, bFrom,
                            c, cAt + s * cSegment + column + row * cRow, cRow, accumulate);
                }
            }
        }
    }

    private static void tile(
            int rows, int width, int depth,
            float[] a, int aAt, int[] aRows, int aFrom,
            float[] b, int bAt, int[] bRows, int bFrom,
            float[] c, int cAt, int cRow,
            boolean accumulate) {
        float[][] local = PlainTile.load(rows, width, c, cAt, cRow, accumulate);
        float[] b0 = local[ROWS], b1 = local[ROWS + 1], b2 = local[ROWS + 2], b3 = local[ROWS + 3];
        int p = 0;
        for (; p + STEPS <= depth; p += STEPS) {
            for (int s = 0; s < STEPS; s++) {
                System.arraycopy(b, bAt + bRows[bFrom + p + s], local[ROWS + s], 0, width);
            }
            for (int i = 0; i < rows; i++) {
                int q = aAt + aRows[aFrom + i] + p;
                PlainTile.four(local[i], a[q], b0, a[q + 1], b1, a[q + 2], b2, a[q + 3], b3, width);
            }
        }
        for (; p < depth; p++) {
            System.arraycopy(b, bAt + bRows[bFrom + p], b0, 0, width);
            for (int i = 0; i < rows; i++) {
                PlainTile.one(local[i], a[aAt + aRows[aFrom + i] + p], b0, width);
            }
        }
        PlainTile.store(local, rows, width, c, cAt, cRow);
    }
}
