package org.espalier.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.cpu.arith.BlockCopy;
import org.espalier.cpu.warm.Warmth;

/**
 * Copies vector by vector, of which the last one of a row overlaps the one before it, and adds in whole and half vectors.
 * Until that is compiled, all but a few rows of a call are left to plain loops.
 */
final class VectorCopy implements BlockCopy {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final VectorSpecies<Float> HALF = Vectors.HALF_FLOATS;
    private static final int LANES = S.length();
    private static final Class<?> EXACT = S.vectorType();
    private static final Class<?> EXACT_HALF = HALF.vectorType();
    /** From here on the library's function is as fast. */
    private static final int LONG = 512;
    /** Rows that are tried. Compiled, a vector takes about a nanosecond; before, more than a hundred. */
    private static final int PROBE = 8;
    private static final long NANOS_A_CALL = 150;
    private static final long NANOS_A_VECTOR = 15;

    private final BlockCopy plain;
    private final Warmth whole = new Warmth();
    private final Warmth half = new Warmth();
    private final Warmth adding = new Warmth();

    /** Vectors, and what stands in for them. */
    VectorCopy(BlockCopy plain) {
        this.plain = plain;
    }

    private static long limit(int rows, int length) {
        return NANOS_A_CALL + NANOS_A_VECTOR * rows * (length / LANES + 2);
    }

    @Override
    public void run(int rows, int length, float[] from, int fromAt, int fromRow, float[] to, int toAt, int toRow) {
        if (length < HALF.length() || length > LONG) {
            plain.run(rows, length, from, fromAt, fromRow, to, toAt, toRow);
            return;
        }
        Warmth warmth = length < LANES ? half : whole;
        if (warmth.isWarm()) {
            vectors(rows, length, from, fromAt, fromRow, to, toAt, toRow);
            return;
        }
        int some = Math.min(PROBE, rows);
        long start = System.nanoTime();
        vectors(some, length, from, fromAt, fromRow, to, toAt, toRow);
        warmth.took(System.nanoTime() - start, limit(some, length));
        plain.run(rows - some, length, from, fromAt + some * fromRow, fromRow, to, toAt + some * toRow, toRow);
    }

    private static void vectors(int rows, int length, float[] from, int fromAt, int fromRow, float[] to, int toAt, int toRow) {
        if (length < LANES) {
            halves(rows, length, from, fromAt, fromRow, to, toAt, toRow);
        } else {
            wholes(rows, length, from, fromAt, fromRow, to, toAt, toRow);
        }
    }

    private static void halves(int rows, int length, float[] from, int fromAt, int fromRow, float[] to, int toAt, int toRow) {
        int last = length - HALF.length();
        for (int r = 0; r < rows; r++) {
            int source = fromAt + r * fromRow;
            int target = toAt + r * toRow;
            ((FloatVector) EXACT_HALF.cast(FloatVector.fromArray(HALF, from, source))).intoArray(to, target);
            ((FloatVector) EXACT_HALF.cast(FloatVector.fromArray(HALF, from, source + last))).intoArray(to, target + last);
        }
    }

    private static void wholes(int rows, int length, float[] from, int fromAt, int fromRow, float[] to, int toAt, int toRow) {
        int last = length - LANES;
        for (int r = 0; r < rows; r++) {
            int source = fromAt + r * fromRow;
            int target = toAt + r * toRow;
            for (int i = 0; i < last; i += LANES) {
                ((FloatVector) EXACT.cast(FloatVector.fromArray(S, from, source + i))).intoArray(to, target + i);
            }
            ((FloatVector) EXACT.cast(FloatVector.fromArray(S, from, source + last))).intoArray(to, target + last);
        }
    }

    @Override
    public void add(
            int planes, int rows, int length,
            float[] from, int fromAt, int fromPlane, int fromRow,
            float[] to, int toAt, int toPlane, int toRow) {
        if (length < HALF.length() || planes == 0) {
            plain.add(planes, rows, length, from, fromAt, fromPlane, fromRow, to, toAt, toPlane, toRow);
            return;
        }
        if (adding.isWarm()) {
            sums(planes, rows, length, from, fromAt, fromPlane, fromRow, to, toAt, toPlane, toRow);
            return;
        }
        long start = System.nanoTime();
        sums(1, rows, length, from, fromAt, fromPlane, fromRow, to, toAt, toPlane, toRow);
        adding.took(System.nanoTime() - start, limit(rows, length + LANES));
        plain.add(planes - 1, rows, length, from, fromAt + fromPlane, fromPlane, fromRow, to, toAt + toPlane, toPlane, toRow);
    }

    private static void sums(
            int planes, int rows, int length,
            float[] from, int fromAt, int fromPlane, int fromRow,
            float[] to, int toAt, int toPlane, int toRow) {
        int full = length - length % LANES;
        int end = full + (length - full) / HALF.length() * HALF.length();
        for (int p = 0; p < planes; p++) {
            for (int r = 0; r < rows; r++) {
                int source = fromAt + p * fromPlane + r * fromRow;
                int target = toAt + p * toPlane + r * toRow;
                for (int i = 0; i < full; i += LANES) {
                    ((FloatVector) EXACT.cast(FloatVector.fromArray(S, to, target + i)))
                            .add(FloatVector.fromArray(S, from, source + i)).intoArray(to, target + i);
                }
                if (full < end) {
                    ((FloatVector) EXACT_HALF.cast(FloatVector.fromArray(HALF, to, target + full)))
                            .add(FloatVector.fromArray(HALF, from, source + full)).intoArray(to, target + full);
                }
                for (int i = end; i < length; i++) {
                    to[target + i] += from[source + i];
                }
            }
        }
    }
}
