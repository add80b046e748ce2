package org.espalier.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.cpu.arith.PairLoops;

/**
 * Pooling over squares with the Vector API, in two steps: neighbours in a row are combined first, for which all rows are
 * one long row whatever their width, and then neighbouring rows. What is between the steps lies in memory of the thread.
 * There each row is written in whole vectors, whose last lanes the next row overwrites, so that rows shorter than a vector
 * are as simple as long ones.
 */
final class VectorPairLoops implements PairLoops {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final VectorSpecies<Integer> I = Vectors.INTS;
    private static final int LANES = S.length();
    /** To the lower half, and to the upper half, the even lanes; those of the other half are not used. */
    private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i % LANES);
    private static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(S, i -> (2 * i + 1) % LANES);
    /** Each lane of the lower half twice, and of the upper half. */
    private static final VectorShuffle<Float> TWICE_LOW = VectorShuffle.fromOp(S, i -> i / 2);
    private static final VectorShuffle<Float> TWICE_HIGH = VectorShuffle.fromOp(S, i -> LANES / 2 + i / 2);
    private static final VectorShuffle<Integer> LOW = VectorShuffle.fromOp(I, i -> i / 2);
    private static final VectorShuffle<Integer> HIGH_INTS = VectorShuffle.fromOp(I, i -> LANES / 2 + i / 2);
    private static final VectorMask<Float> HIGH = VectorMask.fromLong(S, -1L << LANES / 2);
    private static final VectorMask<Integer> ODD_INTS = VectorMask.fromLong(I, 0xAAAA_AAAA_AAAA_AAAAL);

    private final ThreadLocal<Memory> memory = ThreadLocal.withInitial(Memory::new);

    /** A block in its steps, each with a vector to spare. */
    private static final class Memory {
        private final float[] elements = new float[4 * MOST_SQUARES + 2 * LANES];
        private final float[] halves = new float[2 * MOST_SQUARES + LANES];
        private final float[] parts = new float[2 * MOST_SQUARES + LANES];
        private final int[] left = new int[2 * MOST_SQUARES + LANES];
        private final float[] squares = new float[MOST_SQUARES + LANES];
    }

    /** Whether all rows are one long row of whole vectors. */
    private static boolean isOneRow(int width, int rows, int n) {
        return width == 2 * n && rows * n % LANES == 0;
    }

    /** Writes the rows behind each other. */
    private static void join(float[] x, int at, int width, int rows, int n, float[] to) {
        for (int row = 0; row < 2 * rows; row++) {
            System.arraycopy(x, at + row * width, to, 2 * row * n, 2 * n);
        }
    }

    /** Writes rows that lie behind each other to their places. */
    private static void part(float[] x, int width, int rows, int n, float[] to, int toAt) {
        for (int row = 0; row < 2 * rows; row++) {
            System.arraycopy(x, 2 * row * n, to, toAt + row * width, 2 * n);
        }
    }

    @Override
    public void max(float[] x, int at, int width, int rows, int n, float[] y, int yAt) {
        Memory m = memory.get();
        if (isOneRow(width, rows, n)) {
            largerNeighbours(x, at, 2 * rows * n, m.halves);
        } else {
            join(x, at, width, rows, n, m.elements);
            largerNeighbours(m.elements, 0, 2 * rows * n, m.halves);
        }
        largerRows(m.halves, rows, n, m.squares);
        System.arraycopy(m.squares, 0, y, yAt, rows * n);
    }

    /** Writes the larger of each two neighbours. */
    private static void largerNeighbours(float[] x, int at, int n, float[] to) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector u = FloatVector.fromArray(S, x, at + 2 * i);
            FloatVector v = FloatVector.fromArray(S, x, at + 2 * i + LANES);
            FloatVector a = u.rearrange(EVEN).blend(v.rearrange(EVEN), HIGH);
            FloatVector b = u.rearrange(ODD).blend(v.rearrange(ODD), HIGH);
            // What stays is not less than the other, or NaN.
            b.blend(a, a.compare(VectorOperators.GE, b).or(a.compare(VectorOperators.NE, a))).intoArray(to, i);
        }
    }

    /** Writes the larger of each two elements of rows below each other. */
    private static void largerRows(float[] x, int rows, int n, float[] to) {
        for (int row = 0; row < rows; row++) {
            int upper = 2 * row * n;
            for (int i = 0; i < n; i += LANES) {
                FloatVector a = FloatVector.fromArray(S, x, upper + i);
                FloatVector b = FloatVector.fromArray(S, x, upper + n + i);
                b.blend(a, a.compare(VectorOperators.GE, b).or(a.compare(VectorOperators.NE, a))).intoArray(to, row * n + i);
            }
        }
    }

    @Override
    public void maxGradient(float[] x, int at, int width, int rows, int n, float[] c, int cAt, float[] out, int outAt) {
        Memory m = memory.get();
        boolean one = isOneRow(width, rows, n);
        if (!one) {
            join(x, at, width, rows, n, m.elements);
        }
        largerNeighbours(one ? x : m.elements, one ? at : 0, 2 * rows * n, m.halves, m.left);
        System.arraycopy(c, cAt, m.squares, 0, rows * n);
        toLargerRows(m.halves, rows, n, m.squares, m.parts);
        toNeighbours(m.parts, m.left, 2 * rows * n, one ? out : m.elements, one ? outAt : 0);
        if (!one) {
            part(m.elements, width, rows, n, out, outAt);
        }
    }

    /** Writes the larger of each two neighbours, and all bits set where it is the left one. */
    private static void largerNeighbours(float[] x, int at, int n, float[] to, int[] left) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector u = FloatVector.fromArray(S, x, at + 2 * i);
            FloatVector v = FloatVector.fromArray(S, x, at + 2 * i + LANES);
            FloatVector a = u.rearrange(EVEN).blend(v.rearrange(EVEN), HIGH);
            FloatVector b = u.rearrange(ODD).blend(v.rearrange(ODD), HIGH);
            VectorMask<Float> first = a.compare(VectorOperators.GE, b).or(a.compare(VectorOperators.NE, a));
            b.blend(a, first).intoArray(to, i);
            IntVector.zero(I).blend(-1, first.cast(I)).intoArray(left, i);
        }
    }

    /** Writes c where the larger of two elements of rows below each other is, and 0 where the other one is. */
    private static void toLargerRows(float[] x, int rows, int n, float[] c, float[] to) {
        for (int row = 0; row < rows; row++) {
            int upper = 2 * row * n;
            int lower = upper + n;
            for (int i = 0; i < n; i += LANES) {
                FloatVector a = FloatVector.fromArray(S, x, upper + i);
                FloatVector b = FloatVector.fromArray(S, x, lower + i);
                VectorMask<Float> first = a.compare(VectorOperators.GE, b).or(a.compare(VectorOperators.NE, a));
                FloatVector.zero(S).blend(FloatVector.fromArray(S, c, row * n + i), first).intoArray(to, upper + i);
            }
            // Not before all of the upper row, the last lanes of which lie here.
            for (int i = 0; i < n; i += LANES) {
                FloatVector a = FloatVector.fromArray(S, x, upper + i);
                FloatVector b = FloatVector.fromArray(S, x, lower + i);
                VectorMask<Float> first = a.compare(VectorOperators.GE, b).or(a.compare(VectorOperators.NE, a));
                FloatVector.fromArray(S, c, row * n + i).blend(FloatVector.zero(S), first).intoArray(to, lower + i);
            }
        }
    }

    /** Writes c to the left one of two neighbours, where all bits are set, or to the right one, and 0 to the other one. */
    private static void toNeighbours(float[] c, int[] left, int n, float[] to, int toAt) {
        for (int i = 0; i < n; i += LANES) {
            IntVector g = FloatVector.fromArray(S, c, i).reinterpretAsInts();
            IntVector m = IntVector.fromArray(I, left, i);
            IntVector a = g.and(m);
            IntVector b = g.lanewise(VectorOperators.XOR, a);
            a.rearrange(LOW).blend(b.rearrange(LOW), ODD_INTS).reinterpretAsFloats().intoArray(to, toAt + 2 * i);
            a.rearrange(HIGH_INTS).blend(b.rearrange(HIGH_INTS), ODD_INTS).reinterpretAsFloats().intoArray(to, toAt + 2 * i + LANES);
        }
    }

    @Override
    public void sum(float[] x, int at, int width, int rows, int n, float factor, float[] y, int yAt) {
        Memory m = memory.get();
        if (isOneRow(width, rows, n)) {
            addNeighbours(x, at, 2 * rows * n, m.halves);
        } else {
            join(x, at, width, rows, n, m.elements);
            addNeighbours(m.elements, 0, 2 * rows * n, m.halves);
        }
        addRows(m.halves, rows, n, factor, m.squares);
        System.arraycopy(m.squares, 0, y, yAt, rows * n);
    }

    private static void addNeighbours(float[] x, int at, int n, float[] to) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector u = FloatVector.fromArray(S, x, at + 2 * i);
            FloatVector v = FloatVector.fromArray(S, x, at + 2 * i + LANES);
            FloatVector a = u.rearrange(EVEN).blend(v.rearrange(EVEN), HIGH);
            FloatVector b = u.rearrange(ODD).blend(v.rearrange(ODD), HIGH);
            a.add(b).intoArray(to, i);
        }
    }

    private static void addRows(float[] x, int rows, int n, float factor, float[] to) {
        for (int row = 0; row < rows; row++) {
            int upper = 2 * row * n;
            for (int i = 0; i < n; i += LANES) {
                FloatVector a = FloatVector.fromArray(S, x, upper + i);
                FloatVector b = FloatVector.fromArray(S, x, upper + n + i);
                a.add(b).mul(factor).intoArray(to, row * n + i);
            }
        }
    }

    @Override
    public void sumGradient(float[] c, int cAt, int width, int rows, int n, float factor, float[] out, int outAt) {
        Memory m = memory.get();
        for (int row = 0; row < rows; row++) {
            System.arraycopy(c, cAt + row * n, m.parts, 2 * row * n, n);
            System.arraycopy(c, cAt + row * n, m.parts, (2 * row + 1) * n, n);
        }
        if (isOneRow(width, rows, n)) {
            toNeighbours(m.parts, 2 * rows * n, factor, out, outAt);
        } else {
            toNeighbours(m.parts, 2 * rows * n, factor, m.elements, 0);
            part(m.elements, width, rows, n, out, outAt);
        }
    }

    private static void toNeighbours(float[] c, int n, float factor, float[] to, int toAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector g = FloatVector.fromArray(S, c, i).mul(factor);
            g.rearrange(TWICE_LOW).intoArray(to, toAt + 2 * i);
            g.rearrange(TWICE_HIGH).intoArray(to, toAt + 2 * i + LANES);
        }
    }
}
