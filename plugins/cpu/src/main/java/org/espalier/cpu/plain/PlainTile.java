package org.espalier.cpu.plain;

import java.util.Arrays;
import org.espalier.cpu.arith.MicroKernel;

/**
 * A tile of plain loops that the JIT compiler turns into vector instructions by itself. It does so only where it can see
 * that what a loop writes is not what it reads elsewhere, thus not with arbitrary offsets into arbitrary arrays: the rows
 * of C and four rows of B at a time are copied to small arrays of the thread and used from index 0 there.
 */
public final class PlainTile implements MicroKernel {
    static final int ROWS = 16;
    static final int COLUMNS = 256;
    static final int STEPS = 4;

    private static final ThreadLocal<float[][]> LOCAL =
            ThreadLocal.withInitial(() -> new float[ROWS + STEPS][COLUMNS]);

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public int minColumns() {
        return 1;
    }

    @Override
    public void run(
            int rows, int width, int depth,
            float[] a, int aAt, int aRow, int aStep,
            float[] b, int bAt, int bStep,
            float[] c, int cAt, int cRow,
            boolean accumulate) {
        float[][] local = load(rows, width, c, cAt, cRow, accumulate);
        float[] b0 = local[ROWS], b1 = local[ROWS + 1], b2 = local[ROWS + 2], b3 = local[ROWS + 3];
        int p = 0;
        for (; p + STEPS <= depth; p += STEPS) {
            for (int s = 0; s < STEPS; s++) {
                System.arraycopy(b, bAt + (p + s) * bStep, local[ROWS + s], 0, width);
            }
            for (int i = 0; i < rows; i++) {
                int q = aAt + i * aRow + p * aStep;
                if (width == COLUMNS) {
                    fourWhole(local[i], a[q], b0, a[q + aStep], b1, a[q + 2 * aStep], b2, a[q + 3 * aStep], b3);
                } else {
                    four(local[i], a[q], b0, a[q + aStep], b1, a[q + 2 * aStep], b2, a[q + 3 * aStep], b3, width);
                }
            }
        }
        for (; p < depth; p++) {
            System.arraycopy(b, bAt + p * bStep, b0, 0, width);
            for (int i = 0; i < rows; i++) {
                one(local[i], a[aAt + i * aRow + p * aStep], b0, width);
            }
        }
        store(local, rows, width, c, cAt, cRow);
    }

    /** The thread's arrays: rows of C, or zeros, and behind them room for rows of B. */
    static float[][] load(int rows, int width, float[] c, int cAt, int cRow, boolean accumulate) {
        float[][] local = LOCAL.get();
        for (int i = 0; i < rows; i++) {
            if (accumulate) {
                System.arraycopy(c, cAt + i * cRow, local[i], 0, width);
            } else {
                Arrays.fill(local[i], 0, width, 0f);
            }
        }
        return local;
    }

    static void store(float[][] local, int rows, int width, float[] c, int cAt, int cRow) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(local[i], 0, c, cAt + i * cRow, width);
        }
    }

    static void four(
            float[] c, float a0, float[] b0, float a1, float[] b1, float a2, float[] b2, float a3, float[] b3, int n) {
        for (int j = 0; j < n; j++) {
            c[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]))));
        }
    }

    static void fourWhole(
            float[] c, float a0, float[] b0, float a1, float[] b1, float a2, float[] b2, float a3, float[] b3) {
        for (int j = 0; j < COLUMNS; j++) {
            c[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]))));
        }
    }

    static void one(float[] c, float a0, float[] b0, int n) {
        for (int j = 0; j < n; j++) {
            c[j] = Math.fma(a0, b0[j], c[j]);
        }
    }
}
