package org.espalier.cpu.plain;

import java.util.Arrays;
import org.espalier.cpu.arith.RowKernel;

/** Products with few rows in plain loops. */
public final class PlainRow implements RowKernel {
    @Override
    public void run(
            int width, int depth,
            float[] a, int aAt, int aStep,
            float[] b, int bAt, int bStep,
            float[] c, int cAt,
            boolean accumulate) {
        if (!accumulate) {
            Arrays.fill(c, cAt, cAt + width, 0f);
        }
        for (int p = 0; p < depth; p++) {
            float x = a[aAt + p * aStep];
            int row = bAt + p * bStep;
            for (int j = 0; j < width; j++) {
                c[cAt + j] = Math.fma(x, b[row + j], c[cAt + j]);
            }
        }
    }
}
