package org.espalier.cpu.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.cpu.arith.RowKernel;
import org.espalier.cpu.warm.Warmth;

/**
 * Products with few rows, where reading B decides: blocks of columns whose sums stay in registers while the rows of B pass
 * by, or, for a large B, rows in full length.
 */
final class VectorRow implements RowKernel {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int LANES = S.length();
    private static final Class<?> EXACT = Vectors.EXACT_FLOATS;
    /** Floats of B that fit into the second-level cache. */
    private static final int SMALL_B = 1 << 18;
    private static final int STEPS = 4;
    /** The first sums take a tenth of it once they are compiled, and several times as long before. */
    private static final long LIMIT = 2_000;
    private static final int PROBE = 4;

    private final RowKernel plain;
    private final Warmth warmth = new Warmth();

    /** A kernel that leaves all to another one until it is compiled. */
    VectorRow(RowKernel plain) {
        this.plain = plain;
    }

    @Override
    public void run(
            int width, int depth,
            float[] a, int aAt, int aStep,
            float[] b, int bAt, int bStep,
            float[] c, int cAt,
            boolean accumulate) {
        if (warmth.isWarm() || depth <= PROBE) {
            compute(width, depth, a, aAt, aStep, b, bAt, bStep, c, cAt, accumulate);
            return;
        }
        long start = System.nanoTime();
        compute(width, PROBE, a, aAt, aStep, b, bAt, bStep, c, cAt, accumulate);
        warmth.took(System.nanoTime() - start, LIMIT);
        plain.run(width, depth - PROBE, a, aAt + PROBE * aStep, aStep, b, bAt + PROBE * bStep, bStep, c, cAt, true);
    }

    private static void compute(
            int width, int depth,
            float[] a, int aAt, int aStep,
            float[] b, int bAt, int bStep,
            float[] c, int cAt,
            boolean accumulate) {
        if ((long) width * depth > SMALL_B) {
            byRows(width, depth, a, aAt, aStep, b, bAt, bStep, c, cAt, accumulate);
            return;
        }
        int j = 0;
        for (; j + 16 * LANES <= width; j += 16 * LANES) {
            sixteen(depth, a, aAt, aStep, b, bAt + j, bStep, c, cAt + j, accumulate);
        }
        for (; j + 4 * LANES <= width; j += 4 * LANES) {
            four(depth, a, aAt, aStep, b, bAt + j, bStep, c, cAt + j, accumulate);
        }
        for (; j + LANES <= width; j += LANES) {
            one(depth, a, aAt, aStep, b, bAt + j, bStep, c, cAt + j, accumulate);
        }
        if (j < width && j > 0 && !accumulate) {
            j = width - LANES; // some sums are computed once more
            one(depth, a, aAt, aStep, b, bAt + j, bStep, c, cAt + j, false);
        } else if (j < width) {
            byRows(width - j, depth, a, aAt, aStep, b, bAt + j, bStep, c, cAt + j, accumulate);
        }
    }

    /** Sixteen vectors of columns. */
    private static void sixteen(
            int depth, float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] c, int cAt, boolean accumulate) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector s0 = zero, s1 = zero, s2 = zero, s3 = zero;
        FloatVector s4 = zero, s5 = zero, s6 = zero, s7 = zero;
        FloatVector s8 = zero, s9 = zero, s10 = zero, s11 = zero;
        FloatVector s12 = zero, s13 = zero, s14 = zero, s15 = zero;
        if (accumulate) {
            s0 = FloatVector.fromArray(S, c, cAt);
            s1 = FloatVector.fromArray(S, c, cAt + LANES);
            s2 = FloatVector.fromArray(S, c, cAt + 2 * LANES);
            s3 = FloatVector.fromArray(S, c, cAt + 3 * LANES);
            s4 = FloatVector.fromArray(S, c, cAt + 4 * LANES);
            s5 = FloatVector.fromArray(S, c, cAt + 5 * LANES);
            s6 = FloatVector.fromArray(S, c, cAt + 6 * LANES);
            s7 = FloatVector.fromArray(S, c, cAt + 7 * LANES);
            s8 = FloatVector.fromArray(S, c, cAt + 8 * LANES);
            s9 = FloatVector.fromArray(S, c, cAt + 9 * LANES);
            s10 = FloatVector.fromArray(S, c, cAt + 10 * LANES);
            s11 = FloatVector.fromArray(S, c, cAt + 11 * LANES);
            s12 = FloatVector.fromArray(S, c, cAt + 12 * LANES);
            s13 = FloatVector.fromArray(S, c, cAt + 13 * LANES);
            s14 = FloatVector.fromArray(S, c, cAt + 14 * LANES);
            s15 = FloatVector.fromArray(S, c, cAt + 15 * LANES);
        }
        for (int p = 0; p < depth; p++) {
            int r = bAt + p * bStep;
            FloatVector x = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[aAt + p * aStep]));
            s0 = x.fma(FloatVector.fromArray(S, b, r), s0);
            s1 = x.fma(FloatVector.fromArray(S, b, r + LANES), s1);
            s2 = x.fma(FloatVector.fromArray(S, b, r + 2 * LANES), s2);
            s3 = x.fma(FloatVector.fromArray(S, b, r + 3 * LANES), s3);
            s4 = x.fma(FloatVector.fromArray(S, b, r + 4 * LANES), s4);
            s5 = x.fma(FloatVector.fromArray(S, b, r + 5 * LANES), s5);
            s6 = x.fma(FloatVector.fromArray(S, b, r + 6 * LANES), s6);
            s7 = x.fma(FloatVector.fromArray(S, b, r + 7 * LANES), s7);
            s8 = x.fma(FloatVector.fromArray(S, b, r + 8 * LANES), s8);
            s9 = x.fma(FloatVector.fromArray(S, b, r + 9 * LANES), s9);
            s10 = x.fma(FloatVector.fromArray(S, b, r + 10 * LANES), s10);
            s11 = x.fma(FloatVector.fromArray(S, b, r + 11 * LANES), s11);
            s12 = x.fma(FloatVector.fromArray(S, b, r + 12 * LANES), s12);
            s13 = x.fma(FloatVector.fromArray(S, b, r + 13 * LANES), s13);
            s14 = x.fma(FloatVector.fromArray(S, b, r + 14 * LANES), s14);
            s15 = x.fma(FloatVector.fromArray(S, b, r + 15 * LANES), s15);
        }
        ((FloatVector) EXACT.cast(s0)).intoArray(c, cAt);
        ((FloatVector) EXACT.cast(s1)).intoArray(c, cAt + LANES);
        ((FloatVector) EXACT.cast(s2)).intoArray(c, cAt + 2 * LANES);
        ((FloatVector) EXACT.cast(s3)).intoArray(c, cAt + 3 * LANES);
        ((FloatVector) EXACT.cast(s4)).intoArray(c, cAt + 4 * LANES);
        ((FloatVector) EXACT.cast(s5)).intoArray(c, cAt + 5 * LANES);
        ((FloatVector) EXACT.cast(s6)).intoArray(c, cAt + 6 * LANES);
        ((FloatVector) EXACT.cast(s7)).intoArray(c, cAt + 7 * LANES);
        ((FloatVector) EXACT.cast(s8)).intoArray(c, cAt + 8 * LANES);
        ((FloatVector) EXACT.cast(s9)).intoArray(c, cAt + 9 * LANES);
        ((FloatVector) EXACT.cast(s10)).intoArray(c, cAt + 10 * LANES);
        ((FloatVector) EXACT.cast(s11)).intoArray(c, cAt + 11 * LANES);
        ((FloatVector) EXACT.cast(s12)).intoArray(c, cAt + 12 * LANES);
        ((FloatVector) EXACT.cast(s13)).intoArray(c, cAt + 13 * LANES);
        ((FloatVector) EXACT.cast(s14)).intoArray(c, cAt + 14 * LANES);
        ((FloatVector) EXACT.cast(s15)).intoArray(c, cAt + 15 * LANES);
    }

    /** Four vectors of columns. */
    private static void four(
            int depth, float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] c, int cAt, boolean accumulate) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector s0 = zero, s1 = zero, s2 = zero, s3 = zero;
        if (accumulate) {
            s0 = FloatVector.fromArray(S, c, cAt);
            s1 = FloatVector.fromArray(S, c, cAt + LANES);
            s2 = FloatVector.fromArray(S, c, cAt + 2 * LANES);
            s3 = FloatVector.fromArray(S, c, cAt + 3 * LANES);
        }
        for (int p = 0; p < depth; p++) {
            int r = bAt + p * bStep;
            FloatVector x = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[aAt + p * aStep]));
            s0 = x.fma(FloatVector.fromArray(S, b, r), s0);
            s1 = x.fma(FloatVector.fromArray(S, b, r + LANES), s1);
            s2 = x.fma(FloatVector.fromArray(S, b, r + 2 * LANES), s2);
            s3 = x.fma(FloatVector.fromArray(S, b, r + 3 * LANES), s3);
        }
        ((FloatVector) EXACT.cast(s0)).intoArray(c, cAt);
        ((FloatVector) EXACT.cast(s1)).intoArray(c, cAt + LANES);
        ((FloatVector) EXACT.cast(s2)).intoArray(c, cAt + 2 * LANES);
        ((FloatVector) EXACT.cast(s3)).intoArray(c, cAt + 3 * LANES);
    }

    /** One vector of columns. */
    private static void one(
            int depth, float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] c, int cAt, boolean accumulate) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector s0 = zero;
        if (accumulate) {
            s0 = FloatVector.fromArray(S, c, cAt);
        }
        for (int p = 0; p < depth; p++) {
            int r = bAt + p * bStep;
            FloatVector x = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[aAt + p * aStep]));
            s0 = x.fma(FloatVector.fromArray(S, b, r), s0);
        }
        ((FloatVector) EXACT.cast(s0)).intoArray(c, cAt);
    }

    /** Four rows of B at a time run along the row of C: the longest runs, for a B that comes from far away. */
    private static void byRows(
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
            rowsOfFour(width, a[q], a[q + aStep], a[q + 2 * aStep], a[q + 3 * aStep], b, bAt + p * bStep, bStep, c, cAt);
        }
        for (; p < depth; p++) {
            row(width, a[aAt + p * aStep], b, bAt + p * bStep, c, cAt);
        }
    }

    private static void rowsOfFour(
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

    private static void row(int width, float a0, float[] b, int b0, float[] c, int cAt) {
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
