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

    /** The transform of the first elements of some arrays. */
    @FunctionalInterface
    interface Loop {
        void run(float[][] from, float[][] to, int n);
    }

    private final int inputs;
    private final int outputs;
    private final Loop loop;

    /** A transform from so many points to so many, at most 6. */
    PlainTransform(int inputs, int outputs, Loop loop) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.loop = loop;
    }

    @Override
    public void run(int rows, int n, float[] from, int at, Lines source, float[] to, int toAt, Lines target) {
        float[][][] local = LOCAL.get();
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < n; i += LENGTH) {
                int length = Math.min(LENGTH, n - i);
                for (int j = 0; j < inputs; j++) {
                    int point = j < 4 ? j * source.point() : source.wrap() + (j - 4) * source.point();
                    System.arraycopy(from, at + row * source.row() + i + point, local[0][j], 0, length);
                }
                loop.run(local[0], local[1], length);
                for (int j = 0; j < outputs; j++) {
                    System.arraycopy(local[1][j], 0, to, toAt + row * target.row() + i + j * target.point(), length);
                }
            }
        }
    }
}
