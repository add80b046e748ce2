package org.espalier.cpu.conv;

/** Transposes a piece of a matrix. */
final class Transposing {
    /** Columns that are taken together: what is written stays in the first-level cache until its lines are full. */
    private static final int GROUP = 16;

    private Transposing() {}

    /** Element (i, j) of {@code rows} times {@code columns}, whose rows are {@code fromRow} apart, becomes (j, i). */
    static void run(int rows, int columns, float[] from, int fromAt, int fromRow, float[] to, int toAt, int toRow) {
        for (int j = 0; j < columns; j += GROUP) {
            int group = Math.min(GROUP, columns - j);
            for (int i = 0; i < rows; i++) {
                int source = fromAt + i * fromRow + j;
                int target = toAt + j * toRow + i;
                for (int g = 0; g < group; g++, target += toRow) {
                    to[target] = from[source + g];
                }
            }
        }
    }
}
