package org.espalier.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.cpu.arith.Transposer;
import org.espalier.cpu.warm.Warmth;

/**
 * Transposes squares of 16 by 16 elements in registers, for vectors of 16 elements: in four steps, neighbours at distance
 * 1, 2, 4 and 8 exchange the elements off the diagonal. Every cache line of the source is read once, as a whole, so that
 * rows at a distance of a power of two, which crowd into few sets of the cache, do no harm.
 */
final class VectorTransposer implements Transposer {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final Class<?> EXACT = Vectors.EXACT_FLOATS;
    private static final int SIDE = 16;
    /** A square takes a tenth of it once it is compiled, and a hundred times as long before. */
    private static final long LIMIT = 1_500;
    /**
     * Elements that plain loops transpose before the first square is tried: before it is compiled, a square takes a
     * millisecond, and the compiler wants to see thousands. A program that transposes little is better off without.
     */
    private static final long TRIAL = 1 << 24;

    private static final VectorShuffle<Float> UP_1 = rotation(1), UP_2 = rotation(2), UP_4 = rotation(4), UP_8 = rotation(8);
    private static final VectorShuffle<Float> DOWN_1 = rotation(-1), DOWN_2 = rotation(-2);
    private static final VectorShuffle<Float> DOWN_4 = rotation(-4), DOWN_8 = rotation(-8);
    private static final VectorMask<Float> ODD_1 = odd(1), ODD_2 = odd(2), ODD_4 = odd(4), ODD_8 = odd(8);

    private final Transposer plain;
    private final Warmth warmth = new Warmth();
    /** Without synchronization: a count that is lost only makes the trial later. */
    private long transposed;

    /** A transposer that leaves edges, and everything until it is compiled, to another one. */
    VectorTransposer(Transposer plain) {
        this.plain = plain;
    }

    /** Whether vectors have as many elements as this takes. */
    static boolean fits() {
        return S.length() == SIDE;
    }

    private static VectorShuffle<Float> rotation(int by) {
        return VectorShuffle.fromOp(S, i -> i - by & S.length() - 1);
    }

    private static VectorMask<Float> odd(int distance) {
        boolean[] lanes = new boolean[S.length()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = (i & distance) != 0;
        }
        return VectorMask.fromArray(S, lanes, 0);
    }

    @Override
    public void run(int rows, int columns, float[] from, int at, int step, float[] to, int toAt, int toStep) {
        if (rows < SIDE || columns < SIDE) {
            plain.run(rows, columns, from, at, step, to, toAt, toStep);
            return;
        }
        if (!warmth.isWarm() && transposed < TRIAL) {
            transposed += (long) rows * columns;
            plain.run(rows, columns, from, at, step, to, toAt, toStep);
            return;
        }
        if (!warmth.isWarm()) {
            long start = System.nanoTime();
            squares(1, from, at, step, to, toAt, toStep);
            warmth.took(System.nanoTime() - start, LIMIT);
            plain.run(rows, columns, from, at, step, to, toAt, toStep);
            return;
        }
        // The last squares overlap those before them.
        int last = columns - SIDE;
        for (int j = 0; j < rows; j += SIDE) {
            int row = Math.min(j, rows - SIDE);
            squares(columns / SIDE, from, at + row * step, step, to, toAt + row, toStep);
            if (columns % SIDE != 0) {
                squares(1, from, at + row * step + last, step, to, toAt + row + last * toStep, toStep);
            }
        }
    }

    /** Squares one after the other along the rows. */
    private static void squares(int count, float[] from, int at, int step, float[] to, int toAt, int toStep) {
        for (int square = 0; square < count; square++, at += SIDE, toAt += SIDE * toStep) {
            FloatVector r0 = FloatVector.fromArray(S, from, at);
            FloatVector r1 = FloatVector.fromArray(S, from, at + step);
            FloatVector r2 = FloatVector.fromArray(S, from, at + 2 * step);
            FloatVector r3 = FloatVector.fromArray(S, from, at + 3 * step);
            FloatVector r4 = FloatVector.fromArray(S, from, at + 4 * step);
            FloatVector r5 = FloatVector.fromArray(S, from, at + 5 * step);
            FloatVector r6 = FloatVector.fromArray(S, from, at + 6 * step);
            FloatVector r7 = FloatVector.fromArray(S, from, at + 7 * step);
            FloatVector r8 = FloatVector.fromArray(S, from, at + 8 * step);
            FloatVector r9 = FloatVector.fromArray(S, from, at + 9 * step);
            FloatVector r10 = FloatVector.fromArray(S, from, at + 10 * step);
            FloatVector r11 = FloatVector.fromArray(S, from, at + 11 * step);
            FloatVector r12 = FloatVector.fromArray(S, from, at + 12 * step);
            FloatVector r13 = FloatVector.fromArray(S, from, at + 13 * step);
            FloatVector r14 = FloatVector.fromArray(S, from, at + 14 * step);
            FloatVector r15 = FloatVector.fromArray(S, from, at + 15 * step);
            FloatVector s0 = ((FloatVector) EXACT.cast(r0)).blend(((FloatVector) EXACT.cast(r1)).rearrange(UP_1), ODD_1);
            FloatVector s1 = ((FloatVector) EXACT.cast(r0)).rearrange(DOWN_1).blend(r1, ODD_1);
            FloatVector s2 = ((FloatVector) EXACT.cast(r2)).blend(((FloatVector) EXACT.cast(r3)).rearrange(UP_1), ODD_1);
            FloatVector s3 = ((FloatVector) EXACT.cast(r2)).rearrange(DOWN_1).blend(r3, ODD_1);
            FloatVector s4 = ((FloatVector) EXACT.cast(r4)).blend(((FloatVector) EXACT.cast(r5)).rearrange(UP_1), ODD_1);
            FloatVector s5 = ((FloatVector) EXACT.cast(r4)).rearrange(DOWN_1).blend(r5, ODD_1);
            FloatVector s6 = ((FloatVector) EXACT.cast(r6)).blend(((FloatVector) EXACT.cast(r7)).rearrange(UP_1), ODD_1);
            FloatVector s7 = ((FloatVector) EXACT.cast(r6)).rearrange(DOWN_1).blend(r7, ODD_1);
            FloatVector s8 = ((FloatVector) EXACT.cast(r8)).blend(((FloatVector) EXACT.cast(r9)).rearrange(UP_1), ODD_1);
            FloatVector s9 = ((FloatVector) EXACT.cast(r8)).rearrange(DOWN_1).blend(r9, ODD_1);
            FloatVector s10 = ((FloatVector) EXACT.cast(r10)).blend(((FloatVector) EXACT.cast(r11)).rearrange(UP_1), ODD_1);
            FloatVector s11 = ((FloatVector) EXACT.cast(r10)).rearrange(DOWN_1).blend(r11, ODD_1);
            FloatVector s12 = ((FloatVector) EXACT.cast(r12)).blend(((FloatVector) EXACT.cast(r13)).rearrange(UP_1), ODD_1);
            FloatVector s13 = ((FloatVector) EXACT.cast(r12)).rearrange(DOWN_1).blend(r13, ODD_1);
            FloatVector s14 = ((FloatVector) EXACT.cast(r14)).blend(((FloatVector) EXACT.cast(r15)).rearrange(UP_1), ODD_1);
            FloatVector s15 = ((FloatVector) EXACT.cast(r14)).rearrange(DOWN_1).blend(r15, ODD_1);
            FloatVector t0 = ((FloatVector) EXACT.cast(s0)).blend(((FloatVector) EXACT.cast(s2)).rearrange(UP_2), ODD_2);
            FloatVector t2 = ((FloatVector) EXACT.cast(s0)).rearrange(DOWN_2).blend(s2, ODD_2);
            FloatVector t1 = ((FloatVector) EXACT.cast(s1)).blend(((FloatVector) EXACT.cast(s3)).rearrange(UP_2), ODD_2);
            FloatVector t3 = ((FloatVector) EXACT.cast(s1)).rearrange(DOWN_2).blend(s3, ODD_2);
            FloatVector t4 = ((FloatVector) EXACT.cast(s4)).blend(((FloatVector) EXACT.cast(s6)).rearrange(UP_2), ODD_2);
            FloatVector t6 = ((FloatVector) EXACT.cast(s4)).rearrange(DOWN_2).blend(s6, ODD_2);
            FloatVector t5 = ((FloatVector) EXACT.cast(s5)).blend(((FloatVector) EXACT.cast(s7)).rearrange(UP_2), ODD_2);
            FloatVector t7 = ((FloatVector) EXACT.cast(s5)).rearrange(DOWN_2).blend(s7, ODD_2);
            FloatVector t8 = ((FloatVector) EXACT.cast(s8)).blend(((FloatVector) EXACT.cast(s10)).rearrange(UP_2), ODD_2);
            FloatVector t10 = ((FloatVector) EXACT.cast(s8)).rearrange(DOWN_2).blend(s10, ODD_2);
            FloatVector t9 = ((FloatVector) EXACT.cast(s9)).blend(((FloatVector) EXACT.cast(s11)).rearrange(UP_2), ODD_2);
            FloatVector t11 = ((FloatVector) EXACT.cast(s9)).rearrange(DOWN_2).blend(s11, ODD_2);
            FloatVector t12 = ((FloatVector) EXACT.cast(s12)).blend(((FloatVector) EXACT.cast(s14)).rearrange(UP_2), ODD_2);
            FloatVector t14 = ((FloatVector) EXACT.cast(s12)).rearrange(DOWN_2).blend(s14, ODD_2);
            FloatVector t13 = ((FloatVector) EXACT.cast(s13)).blend(((FloatVector) EXACT.cast(s15)).rearrange(UP_2), ODD_2);
            FloatVector t15 = ((FloatVector) EXACT.cast(s13)).rearrange(DOWN_2).blend(s15, ODD_2);
            FloatVector u0 = ((FloatVector) EXACT.cast(t0)).blend(((FloatVector) EXACT.cast(t4)).rearrange(UP_4), ODD_4);
            FloatVector u4 = ((FloatVector) EXACT.cast(t0)).rearrange(DOWN_4).blend(t4, ODD_4);
            FloatVector u1 = ((FloatVector) EXACT.cast(t1)).blend(((FloatVector) EXACT.cast(t5)).rearrange(UP_4), ODD_4);
            FloatVector u5 = ((FloatVector) EXACT.cast(t1)).rearrange(DOWN_4).blend(t5, ODD_4);
            FloatVector u2 = ((FloatVector) EXACT.cast(t2)).blend(((FloatVector) EXACT.cast(t6)).rearrange(UP_4), ODD_4);
            FloatVector u6 = ((FloatVector) EXACT.cast(t2)).rearrange(DOWN_4).blend(t6, ODD_4);
            FloatVector u3 = ((FloatVector) EXACT.cast(t3)).blend(((FloatVector) EXACT.cast(t7)).rearrange(UP_4), ODD_4);
            FloatVector u7 = ((FloatVector) EXACT.cast(t3)).rearrange(DOWN_4).blend(t7, ODD_4);
            FloatVector u8 = ((FloatVector) EXACT.cast(t8)).blend(((FloatVector) EXACT.cast(t12)).rearrange(UP_4), ODD_4);
            FloatVector u12 = ((FloatVector) EXACT.cast(t8)).rearrange(DOWN_4).blend(t12, ODD_4);
            FloatVector u9 = ((FloatVector) EXACT.cast(t9)).blend(((FloatVector) EXACT.cast(t13)).rearrange(UP_4), ODD_4);
            FloatVector u13 = ((FloatVector) EXACT.cast(t9)).rearrange(DOWN_4).blend(t13, ODD_4);
            FloatVector u10 = ((FloatVector) EXACT.cast(t10)).blend(((FloatVector) EXACT.cast(t14)).rearrange(UP_4), ODD_4);
            FloatVector u14 = ((FloatVector) EXACT.cast(t10)).rearrange(DOWN_4).blend(t14, ODD_4);
            FloatVector u11 = ((FloatVector) EXACT.cast(t11)).blend(((FloatVector) EXACT.cast(t15)).rearrange(UP_4), ODD_4);
            FloatVector u15 = ((FloatVector) EXACT.cast(t11)).rearrange(DOWN_4).blend(t15, ODD_4);
            FloatVector v0 = ((FloatVector) EXACT.cast(u0)).blend(((FloatVector) EXACT.cast(u8)).rearrange(UP_8), ODD_8);
            FloatVector v8 = ((FloatVector) EXACT.cast(u0)).rearrange(DOWN_8).blend(u8, ODD_8);
            FloatVector v1 = ((FloatVector) EXACT.cast(u1)).blend(((FloatVector) EXACT.cast(u9)).rearrange(UP_8), ODD_8);
            FloatVector v9 = ((FloatVector) EXACT.cast(u1)).rearrange(DOWN_8).blend(u9, ODD_8);
            FloatVector v2 = ((FloatVector) EXACT.cast(u2)).blend(((FloatVector) EXACT.cast(u10)).rearrange(UP_8), ODD_8);
            FloatVector v10 = ((FloatVector) EXACT.cast(u2)).rearrange(DOWN_8).blend(u10, ODD_8);
            FloatVector v3 = ((FloatVector) EXACT.cast(u3)).blend(((FloatVector) EXACT.cast(u11)).rearrange(UP_8), ODD_8);
            FloatVector v11 = ((FloatVector) EXACT.cast(u3)).rearrange(DOWN_8).blend(u11, ODD_8);
            FloatVector v4 = ((FloatVector) EXACT.cast(u4)).blend(((FloatVector) EXACT.cast(u12)).rearrange(UP_8), ODD_8);
            FloatVector v12 = ((FloatVector) EXACT.cast(u4)).rearrange(DOWN_8).blend(u12, ODD_8);
            FloatVector v5 = ((FloatVector) EXACT.cast(u5)).blend(((FloatVector) EXACT.cast(u13)).rearrange(UP_8), ODD_8);
            FloatVector v13 = ((FloatVector) EXACT.cast(u5)).rearrange(DOWN_8).blend(u13, ODD_8);
            FloatVector v6 = ((FloatVector) EXACT.cast(u6)).blend(((FloatVector) EXACT.cast(u14)).rearrange(UP_8), ODD_8);
            FloatVector v14 = ((FloatVector) EXACT.cast(u6)).rearrange(DOWN_8).blend(u14, ODD_8);
            FloatVector v7 = ((FloatVector) EXACT.cast(u7)).blend(((FloatVector) EXACT.cast(u15)).rearrange(UP_8), ODD_8);
            FloatVector v15 = ((FloatVector) EXACT.cast(u7)).rearrange(DOWN_8).blend(u15, ODD_8);
            ((FloatVector) EXACT.cast(v0)).intoArray(to, toAt);
            ((FloatVector) EXACT.cast(v1)).intoArray(to, toAt + toStep);
            ((FloatVector) EXACT.cast(v2)).intoArray(to, toAt + 2 * toStep);
            ((FloatVector) EXACT.cast(v3)).intoArray(to, toAt + 3 * toStep);
            ((FloatVector) EXACT.cast(v4)).intoArray(to, toAt + 4 * toStep);
            ((FloatVector) EXACT.cast(v5)).intoArray(to, toAt + 5 * toStep);
            ((FloatVector) EXACT.cast(v6)).intoArray(to, toAt + 6 * toStep);
            ((FloatVector) EXACT.cast(v7)).intoArray(to, toAt + 7 * toStep);
            ((FloatVector) EXACT.cast(v8)).intoArray(to, toAt + 8 * toStep);
            ((FloatVector) EXACT.cast(v9)).intoArray(to, toAt + 9 * toStep);
            ((FloatVector) EXACT.cast(v10)).intoArray(to, toAt + 10 * toStep);
            ((FloatVector) EXACT.cast(v11)).intoArray(to, toAt + 11 * toStep);
            ((FloatVector) EXACT.cast(v12)).intoArray(to, toAt + 12 * toStep);
            ((FloatVector) EXACT.cast(v13)).intoArray(to, toAt + 13 * toStep);
            ((FloatVector) EXACT.cast(v14)).intoArray(to, toAt + 14 * toStep);
            ((FloatVector) EXACT.cast(v15)).intoArray(to, toAt + 15 * toStep);
        }
    }
}
