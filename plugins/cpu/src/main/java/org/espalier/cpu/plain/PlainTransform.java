package org.espalier.cpu.plain;

import org.espalier.cpu.arith.LineTransform;
import org.espalier.cpu.arith.Lines;

/**
 * A transform in a plain loop over small arrays of the thread, to and from which lines are copied: only so does the JIT
 * compiler turn it into vector instructions, as with {@link PlainTile}.
 */
final class PlainTransform implements LineTransform {
    private static final int POINTS = 6;
    private static final int LENGTH = 256;
    private static final ThreadLocal<float[][][]> LOCAL = ThreadLocal.withInitial(() -> new float[2][POINTS][LENGTH]);

    /** One point of the result: of the first elements of some arrays. It stores to one array only, or the JIT gives up. */
    @FunctionalInterface
    interface Point {
        void run(float[][] from, float[] to, int n);
    }

    private final int inputs;
    private final Point[] points;

    /** A transform from so many points, at most 6, to these, at most as many. */
    PlainTransform(int inputs, Point... points) {
        this.inputs = inputs;
        this.points = points;
    }

    @Override
    public void run(int rows, int n, float[] from, int at, Lines source, float[] to, int toAt, Lines target) {
        float[][][] local = LOCAL.get();
        int together = Math.max(1, LENGTH / n);
        for (int row = 0; row < rows; row += together) {
            int group = Math.min(together, rows - row);
            for (int i = 0; i < n; i += LENGTH) {
                int length = Math.min(LENGTH, n - i);
                for (int j = 0; j < inputs; j++) {
                    int line = at + i + (j < 4 ? j * source.point() : source.wrap() + (j - 4) * source.point());
                    for (int r = 0; r < group; r++) {
                        System.arraycopy(from, line + (row + r) * source.row(), local[0][j], r * length, length);
                    }
                }
                for (int j = 0; j < points.length; j++) {
                    float[] result = local[1][j];
                    points[j].run(local[0], result, group * length);
                    int line = toAt + i + j * target.point();
                    for (int r = 0; r < group; r++) {
                        System.arraycopy(result, r * length, to, line + (row + r) * target.row(), length);
                    }
                }
            }
        }
    }
}
