package org.espalier.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.cpu.arith.MicroKernel;

/**
 * A tile of 8 rows and up to 3 vectors, for machines with 32 vector registers: 24 sums, 3 vectors of
 * B and one broadcast element of A.
 *
 * <p>A tile with fewer rows computes its last row several times, and a tile whose width is no
 * multiple of a vector lets its last vectors overlap. Both write the same bits to the same place
 * twice, since everything is read before anything is written; so there are no masks, no padding and
 * no second code path for the edges.
 */
final class WideTile implements MicroKernel {

    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int LANES = S.length();
    private static final Class<?> EXACT = Vectors.EXACT_FLOATS;

    @Override
    public int rows() {
        return 8;
    }

    @Override
    public int columns() {
        return 3 * LANES;
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
        if (width > 2 * LANES) {
            three(rows, width, depth, a, aAt, aRow, aStep, b, bAt, bStep, c, cAt, cRow, accumulate);
        } else if (width > LANES) {
            two(rows, width, depth, a, aAt, aRow, aStep, b, bAt, bStep, c, cAt, cRow, accumulate);
        } else {
            one(rows, depth, a, aAt, aRow, aStep, b, bAt, bStep, c, cAt, cRow, accumulate);
        }
    }

    private static void three(
            int rows, int width, int depth,
            float[] a, int aAt, int aRow, int aStep,
            float[] b, int bAt, int bStep,
            float[] c, int cAt, int cRow,
            boolean accumulate) {
        int o1 = LANES, o2 = width - LANES;
        int last = rows - 1;
        int i1 = Math.min(1, last), i2 = Math.min(2, last), i3 = Math.min(3, last);
        int i4 = Math.min(4, last), i5 = Math.min(5, last), i6 = Math.min(6, last);
        int i7 = Math.min(7, last);
        int c0 = cAt, c1 = cAt + i1 * cRow, c2 = cAt + i2 * cRow, c3 = cAt + i3 * cRow;
        int c4 = cAt + i4 * cRow, c5 = cAt + i5 * cRow, c6 = cAt + i6 * cRow, c7 = cAt + i7 * cRow;
        FloatVector zero = FloatVector.zero(S);
        FloatVector s00 = zero, s01 = zero, s02 = zero;
        FloatVector s10 = zero, s11 = zero, s12 = zero;
        FloatVector s20 = zero, s21 = zero, s22 = zero;
        FloatVector s30 = zero, s31 = zero, s32 = zero;
        FloatVector s40 = zero, s41 = zero, s42 = zero;
        FloatVector s50 = zero, s51 = zero, s52 = zero;
        FloatVector s60 = zero, s61 = zero, s62 = zero;
        FloatVector s70 = zero, s71 = zero, s72 = zero;
        if (accumulate) {
            s00 = FloatVector.fromArray(S, c, c0); s01 = FloatVector.fromArray(S, c, c0 + o1);
            s02 = FloatVector.fromArray(S, c, c0 + o2);
            s10 = FloatVector.fromArray(S, c, c1); s11 = FloatVector.fromArray(S, c, c1 + o1);
            s12 = FloatVector.fromArray(S, c, c1 + o2);
            s20 = FloatVector.fromArray(S, c, c2); s21 = FloatVector.fromArray(S, c, c2 + o1);
            s22 = FloatVector.fromArray(S, c, c2 + o2);
            s30 = FloatVector.fromArray(S, c, c3); s31 = FloatVector.fromArray(S, c, c3 + o1);
            s32 = FloatVector.fromArray(S, c, c3 + o2);
            s40 = FloatVector.fromArray(S, c, c4); s41 = FloatVector.fromArray(S, c, c4 + o1);
            s42 = FloatVector.fromArray(S, c, c4 + o2);
            s50 = FloatVector.fromArray(S, c, c5); s51 = FloatVector.fromArray(S, c, c5 + o1);
            s52 = FloatVector.fromArray(S, c, c5 + o2);
            s60 = FloatVector.fromArray(S, c, c6); s61 = FloatVector.fromArray(S, c, c6 + o1);
            s62 = FloatVector.fromArray(S, c, c6 + o2);
            s70 = FloatVector.fromArray(S, c, c7); s71 = FloatVector.fromArray(S, c, c7 + o1);
            s72 = FloatVector.fromArray(S, c, c7 + o2);
        }
        int a0 = aAt, a1 = aAt + i1 * aRow, a2 = aAt + i2 * aRow, a3 = aAt + i3 * aRow;
        int a4 = aAt + i4 * aRow, a5 = aAt + i5 * aRow, a6 = aAt + i6 * aRow, a7 = aAt + i7 * aRow;
        for (int p = 0; p < depth; p++) {
            int q = p * aStep, r = bAt + p * bStep;
            FloatVector b0 = FloatVector.fromArray(S, b, r);
            FloatVector b1 = FloatVector.fromArray(S, b, r + o1);
            FloatVector b2 = FloatVector.fromArray(S, b, r + o2);
            FloatVector v0 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a0 + q]));
            s00 = v0.fma(b0, s00); s01 = v0.fma(b1, s01); s02 = v0.fma(b2, s02);
            FloatVector v1 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a1 + q]));
            s10 = v1.fma(b0, s10); s11 = v1.fma(b1, s11); s12 = v1.fma(b2, s12);
            FloatVector v2 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a2 + q]));
            s20 = v2.fma(b0, s20); s21 = v2.fma(b1, s21); s22 = v2.fma(b2, s22);
            FloatVector v3 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a3 + q]));
            s30 = v3.fma(b0, s30); s31 = v3.fma(b1, s31); s32 = v3.fma(b2, s32);
            FloatVector v4 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a4 + q]));
            s40 = v4.fma(b0, s40); s41 = v4.fma(b1, s41); s42 = v4.fma(b2, s42);
            FloatVector v5 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a5 + q]));
            s50 = v5.fma(b0, s50); s51 = v5.fma(b1, s51); s52 = v5.fma(b2, s52);
            FloatVector v6 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a6 + q]));
            s60 = v6.fma(b0, s60); s61 = v6.fma(b1, s61); s62 = v6.fma(b2, s62);
            FloatVector v7 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a7 + q]));
            s70 = v7.fma(b0, s70); s71 = v7.fma(b1, s71); s72 = v7.fma(b2, s72);
        }
        ((FloatVector) EXACT.cast(s00)).intoArray(c, c0);
        ((FloatVector) EXACT.cast(s01)).intoArray(c, c0 + o1);
        ((FloatVector) EXACT.cast(s02)).intoArray(c, c0 + o2);
        ((FloatVector) EXACT.cast(s10)).intoArray(c, c1);
        ((FloatVector) EXACT.cast(s11)).intoArray(c, c1 + o1);
        ((FloatVector) EXACT.cast(s12)).intoArray(c, c1 + o2);
        ((FloatVector) EXACT.cast(s20)).intoArray(c, c2);
        ((FloatVector) EXACT.cast(s21)).intoArray(c, c2 + o1);
        ((FloatVector) EXACT.cast(s22)).intoArray(c, c2 + o2);
        ((FloatVector) EXACT.cast(s30)).intoArray(c, c3);
        ((FloatVector) EXACT.cast(s31)).intoArray(c, c3 + o1);
        ((FloatVector) EXACT.cast(s32)).intoArray(c, c3 + o2);
        ((FloatVector) EXACT.cast(s40)).intoArray(c, c4);
        ((FloatVector) EXACT.cast(s41)).intoArray(c, c4 + o1);
        ((FloatVector) EXACT.cast(s42)).intoArray(c, c4 + o2);
        ((FloatVector) EXACT.cast(s50)).intoArray(c, c5);
        ((FloatVector) EXACT.cast(s51)).intoArray(c, c5 + o1);
        ((FloatVector) EXACT.cast(s52)).intoArray(c, c5 + o2);
        ((FloatVector) EXACT.cast(s60)).intoArray(c, c6);
        ((FloatVector) EXACT.cast(s61)).intoArray(c, c6 + o1);
        ((FloatVector) EXACT.cast(s62)).intoArray(c, c6 + o2);
        ((FloatVector) EXACT.cast(s70)).intoArray(c, c7);
        ((FloatVector) EXACT.cast(s71)).intoArray(c, c7 + o1);
        ((FloatVector) EXACT.cast(s72)).intoArray(c, c7 + o2);
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
        int i4 = Math.min(4, last), i5 = Math.min(5, last), i6 = Math.min(6, last);
        int i7 = Math.min(7, last);
        int c0 = cAt, c1 = cAt + i1 * cRow, c2 = cAt + i2 * cRow, c3 = cAt + i3 * cRow;
        int c4 = cAt + i4 * cRow, c5 = cAt + i5 * cRow, c6 = cAt + i6 * cRow, c7 = cAt + i7 * cRow;
        FloatVector zero = FloatVector.zero(S);
        FloatVector s00 = zero, s01 = zero;
        FloatVector s10 = zero, s11 = zero;
        FloatVector s20 = zero, s21 = zero;
        FloatVector s30 = zero, s31 = zero;
        FloatVector s40 = zero, s41 = zero;
        FloatVector s50 = zero, s51 = zero;
        FloatVector s60 = zero, s61 = zero;
        FloatVector s70 = zero, s71 = zero;
        if (accumulate) {
            s00 = FloatVector.fromArray(S, c, c0); s01 = FloatVector.fromArray(S, c, c0 + o1);
            s10 = FloatVector.fromArray(S, c, c1); s11 = FloatVector.fromArray(S, c, c1 + o1);
            s20 = FloatVector.fromArray(S, c, c2); s21 = FloatVector.fromArray(S, c, c2 + o1);
            s30 = FloatVector.fromArray(S, c, c3); s31 = FloatVector.fromArray(S, c, c3 + o1);
            s40 = FloatVector.fromArray(S, c, c4); s41 = FloatVector.fromArray(S, c, c4 + o1);
            s50 = FloatVector.fromArray(S, c, c5); s51 = FloatVector.fromArray(S, c, c5 + o1);
            s60 = FloatVector.fromArray(S, c, c6); s61 = FloatVector.fromArray(S, c, c6 + o1);
            s70 = FloatVector.fromArray(S, c, c7); s71 = FloatVector.fromArray(S, c, c7 + o1);
        }
        int a0 = aAt, a1 = aAt + i1 * aRow, a2 = aAt + i2 * aRow, a3 = aAt + i3 * aRow;
        int a4 = aAt + i4 * aRow, a5 = aAt + i5 * aRow, a6 = aAt + i6 * aRow, a7 = aAt + i7 * aRow;
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
            FloatVector v6 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a6 + q]));
            s60 = v6.fma(b0, s60); s61 = v6.fma(b1, s61);
            FloatVector v7 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a7 + q]));
            s70 = v7.fma(b0, s70); s71 = v7.fma(b1, s71);
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
        ((FloatVector) EXACT.cast(s60)).intoArray(c, c6);
        ((FloatVector) EXACT.cast(s61)).intoArray(c, c6 + o1);
        ((FloatVector) EXACT.cast(s70)).intoArray(c, c7);
        ((FloatVector) EXACT.cast(s71)).intoArray(c, c7 + o1);
    }

    private static void one(
            int rows, int depth,
            float[] a, int aAt, int aRow, int aStep,
            float[] b, int bAt, int bStep,
            float[] c, int cAt, int cRow,
            boolean accumulate) {
        int last = rows - 1;
        int i1 = Math.min(1, last), i2 = Math.min(2, last), i3 = Math.min(3, last);
        int i4 = Math.min(4, last), i5 = Math.min(5, last), i6 = Math.min(6, last);
        int i7 = Math.min(7, last);
        int c0 = cAt, c1 = cAt + i1 * cRow, c2 = cAt + i2 * cRow, c3 = cAt + i3 * cRow;
        int c4 = cAt + i4 * cRow, c5 = cAt + i5 * cRow, c6 = cAt + i6 * cRow, c7 = cAt + i7 * cRow;
        FloatVector zero = FloatVector.zero(S);
        FloatVector s00 = zero;
        FloatVector s10 = zero;
        FloatVector s20 = zero;
        FloatVector s30 = zero;
        FloatVector s40 = zero;
        FloatVector s50 = zero;
        FloatVector s60 = zero;
        FloatVector s70 = zero;
        if (accumulate) {
            s00 = FloatVector.fromArray(S, c, c0);
            s10 = FloatVector.fromArray(S, c, c1);
            s20 = FloatVector.fromArray(S, c, c2);
            s30 = FloatVector.fromArray(S, c, c3);
            s40 = FloatVector.fromArray(S, c, c4);
            s50 = FloatVector.fromArray(S, c, c5);
            s60 = FloatVector.fromArray(S, c, c6);
            s70 = FloatVector.fromArray(S, c, c7);
        }
        int a0 = aAt, a1 = aAt + i1 * aRow, a2 = aAt + i2 * aRow, a3 = aAt + i3 * aRow;
        int a4 = aAt + i4 * aRow, a5 = aAt + i5 * aRow, a6 = aAt + i6 * aRow, a7 = aAt + i7 * aRow;
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
            FloatVector v6 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a6 + q]));
            s60 = v6.fma(b0, s60);
            FloatVector v7 = (FloatVector) EXACT.cast(FloatVector.broadcast(S, a[a7 + q]));
            s70 = v7.fma(b0, s70);
        }
        ((FloatVector) EXACT.cast(s00)).intoArray(c, c0);
        ((FloatVector) EXACT.cast(s10)).intoArray(c, c1);
        ((FloatVector) EXACT.cast(s20)).intoArray(c, c2);
        ((FloatVector) EXACT.cast(s30)).intoArray(c, c3);
        ((FloatVector) EXACT.cast(s40)).intoArray(c, c4);
        ((FloatVector) EXACT.cast(s50)).intoArray(c, c5);
        ((FloatVector) EXACT.cast(s60)).intoArray(c, c6);
        ((FloatVector) EXACT.cast(s70)).intoArray(c, c7);
    }
}
