package org.espalier.cpu.plain;

import org.espalier.cpu.arith.Transposer;

/** Transposes in plain loops. */
public final class PlainTransposer implements Transposer {
    /** Rows that are transposed together: they share a cache line of the result. */
    private static final int GROUP = 16;

    @Override
    public void run(int rows, int columns, float[] from, int at, int step, float[] to, int toAt, int toStep) {
        for (int j = 0; j < rows; j += GROUP) {
            int group = Math.min(GROUP, rows - j);
            for (int p = 0; p < columns; p++) {
                int source = at + j * step + p;
                int target = toAt + p * toStep + j;
                for (int g = 0; g < group; g++, source += step) {
                    to[target + g] = from[source];
                }
            }
        }
    }
}
