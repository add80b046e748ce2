package org.espalier.cpu.conv;

/** Transposes a piece of a matrix. */
final class Transposing {
    /** Rows that are taken together, so that each store fills a cache line. */
    private static final int GROUP = 16;

    private Transposing() {}

    /** Element (i, j) of {@code rows} times {@code columns}, whose rows are {@code fromRow} apart, becomes (j, i). */
    static void run(int rows, int columns, float[] from, int fromAt, int fromRow, float[] to, int toAt, int toRow) {
        for (int i = 0; i < rows; i += GROUP) {
            int group = Math.min(GROUP, rows - i);
            for (int j = 0; j < columns; j++) {
                int source = fromAt + i * fromRow + j;
                int target = toAt + j * toRow + i;
                for (int g = 0; g < group; g++, source += fromRow) {
                    to[target + g] = from[source];
                }
            }
        }
    }
}
