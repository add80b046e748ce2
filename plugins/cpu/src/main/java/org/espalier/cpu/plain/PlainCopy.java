package org.espalier.cpu.plain;

import org.espalier.cpu.arith.BlockCopy;

/** Plain loops; copies by the library's function, or element by element where the rows are short. */
final class PlainCopy implements BlockCopy {
    private static final int SHORT = 12;

    @Override
    public void run(int rows, int length, float[] from, int fromAt, int fromRow, float[] to, int toAt, int toRow) {
        for (int r = 0; r < rows; r++) {
            int source = fromAt + r * fromRow;
            int target = toAt + r * toRow;
            if (length > SHORT) {
                System.arraycopy(from, source, to, target, length);
            } else {
                for (int i = 0; i < length; i++) {
                    to[target + i] = from[source + i];
                }
            }
        }
    }

    @Override
    public void add(
            int planes, int rows, int length,
            float[] from, int fromAt, int fromPlane, int fromRow,
            float[] to, int toAt, int toPlane, int toRow) {
        for (int p = 0; p < planes; p++) {
            for (int r = 0; r < rows; r++) {
                int source = fromAt + p * fromPlane + r * fromRow;
                int target = toAt + p * toPlane + r * toRow;
                for (int i = 0; i < length; i++) {
                    to[target + i] += from[source + i];
                }
            }
        }
    }
}
