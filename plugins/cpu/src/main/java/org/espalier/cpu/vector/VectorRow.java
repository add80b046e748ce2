package org.espalier.cpu.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.cpu.arith.RowKernel;

/** Products with few rows: four rows of B at a time run along the row of C, so that B is read in long runs. */
final class VectorRow implements RowKernel {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int LANES = S.length();
    private static final int STEPS = 4;

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
        int p = 0;
        for (; p + STEPS <= depth; p += STEPS) {
            int q = aAt + p * aStep;
            four(width, a[q], a[q + aStep], a[q + 2 * aStep], a[q + 3 * aStep], b, bAt + p * bStep, bStep, c, cAt);
        }
        for (; p < depth; p++) {
            one(width, a[aAt + p * aStep], b, bAt + p * bStep, c, cAt);
        }
    }

    private static void four(
            int width, float a0, float a1, float a2, float a3, float[] b, int b0, int bStep, float[] c, int cAt) {
        int b1 = b0 + bStep, b2 = b1 + bStep, b3 = b2 + bStep, j = 0;
        FloatVector x0 = FloatVector.broadcast(S, a0), x1 = FloatVector.broadcast(S, a1);
        FloatVector x2 = FloatVector.broadcast(S, a2), x3 = FloatVector.broadcast(S, a3);
        for (; j + LANES <= width; j += LANES) {
            FloatVector s = FloatVector.fromArray(S, c, cAt + j);
            s = x0.fma(FloatVector.fromArray(S, b, b0 + j), s);
            s = x1.fma(FloatVector.fromArray(S, b, b1 + j), s);
            s = x2.fma(FloatVector.fromArray(S, b, b2 + j), s);
            s = x3.fma(FloatVector.fromArray(S, b, b3 + j), s);
            s.intoArray(c, cAt + j);
        }
        for (; j < width; j++) {
            float s = Math.fma(a1, b[b1 + j], Math.fma(a0, b[b0 + j], c[cAt + j]));
            c[cAt + j] = Math.fma(a3, b[b3 + j], Math.fma(a2, b[b2 + j], s));
        }
    }

    private static void one(int width, float a0, float[] b, int b0, float[] c, int cAt) {
        FloatVector x = FloatVector.broadcast(S, a0);
        int j = 0;
        for (; j + LANES <= width; j += LANES) {
            FloatVector s = FloatVector.fromArray(S, c, cAt + j);
            x.fma(FloatVector.fromArray(S, b, b0 + j), s).intoArray(c, cAt + j);
        }
        for (; j < width; j++) {
            c[cAt + j] = Math.fma(a0, b[b0 + j], c[cAt + j]);
        }
    }
}
