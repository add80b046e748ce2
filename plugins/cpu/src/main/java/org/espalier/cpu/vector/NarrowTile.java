package org.espalier.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.cpu.arith.MicroKernel;

/**
 * A tile of 6 rows and up to 2 vectors, for machines with 16 vector registers: 12 sums, 2 vectors of B and one broadcast
 * element of A. Edges are treated as in {@link WideTile}.
 */
final class NarrowTile implements MicroKernel {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int LANES = S.length();
    private static final Class<?> EXACT = Vectors.EXACT_FLOATS;

    @Override
    public int rows() {
        return 6;
    }

    @Override
    public int columns() {
        return 2 * LANES;
    }

    @Override
    public int minColumns() {
        return LANES;
    }

    @Override
    public void run(
            int rows, int width, int depth,
            float[] a, int aAt, int aRow, int aStep,
            float[] b, int bAt, int bStep,
            float[] c, int cAt, int cRow,
            boolean accumulate) {
        if (width > LANES) {
            two(rows, width, depth, a, aAt, aRow, aStep, b, bAt, bStep, c, cAt, cRow, accumulate);
        } else {
            one(rows, depth, a, aAt, aRow, aStep, b, bAt, bStep, c, cAt, cRow, accumulate);
        }
    }

    private static void two(
            int rows, int width, int depth,
            float[] a, int aAt, int aRow, int aStep,
            float[] b, int bAt, int bStep,
            float[] c, int cAt, int cRow,
            boolean accumulate) {
        int o1 = width - LANES;
        int last = rows - 1;
        int i1 = Math.min(1, last), i2 = Math.min(2, last), i3 = Math.min(3, last);
        int i4 = Math.min(4, last), i5 = Math.min(5, last);
        int c0 = cAt, c1 = cAt + i1 * cRow, c2 = cAt + i2 * cRow;
        int c3 = cAt + i3 * cRow, c4 = cAt + i4 * cRow, c5 = cAt + i5 * cRow;
        FloatVector zero = FloatVector.zero(S);
        FloatVector s00 = zero, s01 = zero;
        FloatVector s10 = zero, s11 = zero;
        FloatVector s20 = zero, s21 = zero;
        FloatVector s30 = zero, s31 = zero;
        FloatVector s40 = zero, s41 = zero;
        FloatVector s50 = zero, s51 = zero;
        if (accumulate) {
            s00 = FloatVector.fromArray(S, c, c0); s01 = FloatVector.fromArray(S, c, c0 + o1);
            s10 = FloatVector.fromArray(S, c, c1); s11 = FloatVector.fromArray(S, c, c1 + o1);
            s20 = FloatVector.fromArray(S, c, c2); s21 = FloatVector.fromArray(S, c, c2 + o1);
            s30 = FloatVector.fromArray(S, c, c3); s31 = FloatVector.fromArray(S, c, c3 + o1);
            s40 = FloatVector.fromArray(S, c, c4); s41 = FloatVector.fromArray(S, c, c4 + o1);
            s50 = FloatVector.fromArray(S, c, c5); s51 = FloatVector.fromArray(S, c, c5 + o1);
        }
        int a0 = aAt, a1 = aAt + i1 * aRow, a2 = aAt + i2 * aRow;
        int a3 = aAt + i3 * aRow, a4 = aAt + i4 * aRow, a5 = aAt + i5 * aRow;
        for (int p = 0; p < depth; p++) {
            int q = p * aStep, r = bAt + p * bStep;
            FloatVector b0 = FloatVector.fromArray(S, b, r);
            FloatVector b1 = FloatVector.fromArray(S, b, r + o1);
            FloatVector v0 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a0 + q]));
            s00 = v0.fma(b0, s00); s01 = v0.fma(b1, s01);
            FloatVector v1 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a1 + q]));
            s10 = v1.fma(b0, s10); s11 = v1.fma(b1, s11);
            FloatVector v2 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a2 + q]));
            s20 = v2.fma(b0, s20); s21 = v2.fma(b1, s21);
            FloatVector v3 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a3 + q]));
            s30 = v3.fma(b0, s30); s31 = v3.fma(b1, s31);
            FloatVector v4 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a4 + q]));
            s40 = v4.fma(b0, s40); s41 = v4.fma(b1, s41);
            FloatVector v5 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a5 + q]));
            s50 = v5.fma(b0, s50); s51 = v5.fma(b1, s51);
        }
        ((FloatVector) EXACT.cast(s00)).intoArray(c, c0);
        ((FloatVector) EXACT.cast(s01)).intoArray(c, c0 + o1);
        ((FloatVector) EXACT.cast(s10)).intoArray(c, c1);
        ((FloatVector) EXACT.cast(s11)).intoArray(c, c1 + o1);
        ((FloatVector) EXACT.cast(s20)).intoArray(c, c2);
        ((FloatVector) EXACT.cast(s21)).intoArray(c, c2 + o1);
        ((FloatVector) EXACT.cast(s30)).intoArray(c, c3);
        ((FloatVector) EXACT.cast(s31)).intoArray(c, c3 + o1);
        ((FloatVector) EXACT.cast(s40)).intoArray(c, c4);
        ((FloatVector) EXACT.cast(s41)).intoArray(c, c4 + o1);
        ((FloatVector) EXACT.cast(s50)).intoArray(c, c5);
        ((FloatVector) EXACT.cast(s51)).intoArray(c, c5 + o1);
    }

    private static void one(
            int rows, int depth,
            float[] a, int aAt, int aRow, int aStep,
            float[] b, int bAt, int bStep,
            float[] c, int cAt, int cRow,
            boolean accumulate) {
        int last = rows - 1;
        int i1 = Math.min(1, last), i2 = Math.min(2, last), i3 = Math.min(3, last);
        int i4 = Math.min(4, last), i5 = Math.min(5, last);
        int c0 = cAt, c1 = cAt + i1 * cRow, c2 = cAt + i2 * cRow;
        int c3 = cAt + i3 * cRow, c4 = cAt + i4 * cRow, c5 = cAt + i5 * cRow;
        FloatVector zero = FloatVector.zero(S);
        FloatVector s00 = zero;
        FloatVector s10 = zero;
        FloatVector s20 = zero;
        FloatVector s30 = zero;
        FloatVector s40 = zero;
        FloatVector s50 = zero;
        if (accumulate) {
            s00 = FloatVector.fromArray(S, c, c0);
            s10 = FloatVector.fromArray(S, c, c1);
            s20 = FloatVector.fromArray(S, c, c2);
            s30 = FloatVector.fromArray(S, c, c3);
            s40 = FloatVector.fromArray(S, c, c4);
            s50 = FloatVector.fromArray(S, c, c5);
        }
        int a0 = aAt, a1 = aAt + i1 * aRow, a2 = aAt + i2 * aRow;
        int a3 = aAt + i3 * aRow, a4 = aAt + i4 * aRow, a5 = aAt + i5 * aRow;
        for (int p = 0; p < depth; p++) {
            int q = p * aStep, r = bAt + p * bStep;
            FloatVector b0 = FloatVector.fromArray(S, b, r);
            FloatVector v0 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a0 + q]));
            s00 = v0.fma(b0, s00);
            FloatVector v1 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a1 + q]));
            s10 = v1.fma(b0, s10);
            FloatVector v2 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a2 + q]));
            s20 = v2.fma(b0, s20);
            FloatVector v3 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a3 + q]));
            s30 = v3.fma(b0, s30);
            FloatVector v4 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a4 + q]));
            s40 = v4.fma(b0, s40);
            FloatVector v5 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a5 + q]));
            s50 = v5.fma(b0, s50);
        }
        ((FloatVector) EXACT.cast(s00)).intoArray(c, c0);
        ((FloatVector) EXACT.cast(s10)).intoArray(c, c1);
        ((FloatVector) EXACT.cast(s20)).intoArray(c, c2);
        ((FloatVector) EXACT.cast(s30)).intoArray(c, c3);
        ((FloatVector) EXACT.cast(s40)).intoArray(c, c4);
        ((FloatVector) EXACT.cast(s50)).intoArray(c, c5);
    }
}
