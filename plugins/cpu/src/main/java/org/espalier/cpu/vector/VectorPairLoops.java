package org.espalier.cpu.vector;

import java.util.function.IntPredicate;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.cpu.arith.PairLoops;
import org.espalier.cpu.plain.PlainPairLoops;

/**
 * Pooling over squares with the Vector API: two vectors of each row are parted into their even and odd elements, and what
 * goes back is put together in the same way. Where a row is one vector, the other one is of the next pair of rows, whose
 * results lie right behind.
 */
final class VectorPairLoops implements PairLoops {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int WIDTH = S.length();
    /** To the lower half, and to the upper half, the even lanes; those of the other half are not used. */
    private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i % WIDTH);
    private static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(S, i -> (2 * i + 1) % WIDTH);
    /** Each lane of the lower half twice, and of the upper half. */
    private static final VectorShuffle<Float> TWICE_LOW = VectorShuffle.fromOp(S, i -> i / 2);
    private static final VectorShuffle<Float> TWICE_HIGH = VectorShuffle.fromOp(S, i -> WIDTH / 2 + i / 2);
    private static final VectorMask<Float> HIGH = mask(i -> i >= WIDTH / 2);
    private static final VectorMask<Float> AT_ODD = mask(i -> i % 2 == 1);
    private final PairLoops plain = new PlainPairLoops();

    private static VectorMask<Float> mask(IntPredicate lanes) {
        boolean[] set = new boolean[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            set[i] = lanes.test(i);
        }
        return VectorMask.fromArray(S, set, 0);
    }

    /** How far behind the first vector of a row the second lies: right behind it, or in the next pair of rows. */
    private static int second(int width) {
        return width == WIDTH ? 2 * width : WIDTH;
    }

    /** The elements of what is gone through at once: a pair of rows, or two. */
    private static int size(int width) {
        return width == WIDTH ? 4 * width : 2 * width;
    }

    @Override
    public void max(float[] x, int at, int width, int rows, int n, float[] y, int yAt) {
        boolean two = width == WIDTH;
        int second = second(width);
        int count = two ? WIDTH : n;
        int full = count - count % WIDTH;
        for (int g = 0; g < (two ? rows / 2 : rows); g++) {
            int result = yAt + g * count;
            for (int i = 0; i < full; i += WIDTH) {
                int upper = at + g * size(width) + 2 * i;
                FloatVector u = FloatVector.fromArray(S, x, upper);
                FloatVector v = FloatVector.fromArray(S, x, upper + second);
                FloatVector a = u.rearrange(EVEN).blend(v.rearrange(EVEN), HIGH);
                FloatVector b = u.rearrange(ODD).blend(v.rearrange(ODD), HIGH);
                FloatVector p = FloatVector.fromArray(S, x, upper + width);
                FloatVector q = FloatVector.fromArray(S, x, upper + width + second);
                FloatVector d = p.rearrange(EVEN).blend(q.rearrange(EVEN), HIGH);
                FloatVector e = p.rearrange(ODD).blend(q.rearrange(ODD), HIGH);
                // What stays is not less than the other, or NaN.
                a = b.blend(a, a.compare(VectorOperators.GE, b).or(a.compare(VectorOperators.NE, a)));
                d = e.blend(d, d.compare(VectorOperators.GE, e).or(d.compare(VectorOperators.NE, d)));
                d.blend(a, a.compare(VectorOperators.GE, d).or(a.compare(VectorOperators.NE, a))).intoArray(y, result + i);
            }
            if (full < count) {
                plain.max(x, at + g * size(width) + 2 * full, width, 1, n - full, y, result + full);
            }
        }
        if (two && rows % 2 != 0) {
            plain.max(x, at + 2 * (rows - 1) * width, width, 1, n, y, yAt + (rows - 1) * n);
        }
    }

    @Override
    public void maxGradient(float[] x, int at, int width, int rows, int n, float[] c, int cAt, float[] out, int outAt) {
        boolean two = width == WIDTH;
        int second = second(width);
        int count = two ? WIDTH : n;
        int full = count - count % WIDTH;
        for (int g = 0; g < (two ? rows / 2 : rows); g++) {
            int result = cAt + g * count;
            for (int i = 0; i < full; i += WIDTH) {
                int upper = at + g * size(width) + 2 * i;
                FloatVector u = FloatVector.fromArray(S, x, upper);
                FloatVector v = FloatVector.fromArray(S, x, upper + second);
                FloatVector a = u.rearrange(EVEN).blend(v.rearrange(EVEN), HIGH);
                FloatVector b = u.rearrange(ODD).blend(v.rearrange(ODD), HIGH);
                FloatVector p = FloatVector.fromArray(S, x, upper + width);
                FloatVector q = FloatVector.fromArray(S, x, upper + width + second);
                FloatVector d = p.rearrange(EVEN).blend(q.rearrange(EVEN), HIGH);
                FloatVector e = p.rearrange(ODD).blend(q.rearrange(ODD), HIGH);
                VectorMask<Float> left = a.compare(VectorOperators.GE, b).or(a.compare(VectorOperators.NE, a));
                VectorMask<Float> lowerLeft = d.compare(VectorOperators.GE, e).or(d.compare(VectorOperators.NE, d));
                a = b.blend(a, left);
                d = e.blend(d, lowerLeft);
                VectorMask<Float> top = a.compare(VectorOperators.GE, d).or(a.compare(VectorOperators.NE, a));
                u = FloatVector.fromArray(S, c, result + i);
                v = u.blend(0f, top.not());
                u = u.blend(0f, top);
                a = v.blend(0f, left.not());
                b = v.blend(0f, left);
                d = u.blend(0f, lowerLeft.not());
                e = u.blend(0f, lowerLeft);
                int to = outAt + g * size(width) + 2 * i;
                a.rearrange(TWICE_LOW).blend(b.rearrange(TWICE_LOW), AT_ODD).intoArray(out, to);
                a.rearrange(TWICE_HIGH).blend(b.rearrange(TWICE_HIGH), AT_ODD).intoArray(out, to + second);
                d.rearrange(TWICE_LOW).blend(e.rearrange(TWICE_LOW), AT_ODD).intoArray(out, to + width);
                d.rearrange(TWICE_HIGH).blend(e.rearrange(TWICE_HIGH), AT_ODD).intoArray(out, to + width + second);
            }
            if (full < count) {
                int rest = g * size(width) + 2 * full;
                plain.maxGradient(x, at + rest, width, 1, n - full, c, result + full, out, outAt + rest);
            }
        }
        if (two && rows % 2 != 0) {
            int rest = 2 * (rows - 1) * width;
            plain.maxGradient(x, at + rest, width, 1, n, c, cAt + (rows - 1) * n, out, outAt + rest);
        }
    }

    @Override
    public void sum(float[] x, int at, int width, int rows, int n, float factor, float[] y, int yAt) {
        boolean two = width == WIDTH;
        int second = second(width);
        int count = two ? WIDTH : n;
        int full = count - count % WIDTH;
        for (int g = 0; g < (two ? rows / 2 : rows); g++) {
            int result = yAt + g * count;
            for (int i = 0; i < full; i += WIDTH) {
                int upper = at + g * size(width) + 2 * i;
                FloatVector u = FloatVector.fromArray(S, x, upper);
                FloatVector v = FloatVector.fromArray(S, x, upper + second);
                FloatVector a = u.rearrange(EVEN).blend(v.rearrange(EVEN), HIGH);
                FloatVector b = u.rearrange(ODD).blend(v.rearrange(ODD), HIGH);
                FloatVector p = FloatVector.fromArray(S, x, upper + width);
                FloatVector q = FloatVector.fromArray(S, x, upper + width + second);
                FloatVector d = p.rearrange(EVEN).blend(q.rearrange(EVEN), HIGH);
                FloatVector e = p.rearrange(ODD).blend(q.rearrange(ODD), HIGH);
                a.add(b).add(d.add(e)).mul(factor).intoArray(y, result + i);
            }
            if (full < count) {
                plain.sum(x, at + g * size(width) + 2 * full, width, 1, n - full, factor, y, result + full);
            }
        }
        if (two && rows % 2 != 0) {
            plain.sum(x, at + 2 * (rows - 1) * width, width, 1, n, factor, y, yAt + (rows - 1) * n);
        }
    }

    @Override
    public void sumGradient(float[] c, int cAt, int width, int rows, int n, float factor, float[] out, int outAt) {
        boolean two = width == WIDTH;
        int second = second(width);
        int count = two ? WIDTH : n;
        int full = count - count % WIDTH;
        for (int g = 0; g < (two ? rows / 2 : rows); g++) {
            int result = cAt + g * count;
            for (int i = 0; i < full; i += WIDTH) {
                FloatVector part = FloatVector.fromArray(S, c, result + i).mul(factor);
                FloatVector low = part.rearrange(TWICE_LOW);
                FloatVector high = part.rearrange(TWICE_HIGH);
                int to = outAt + g * size(width) + 2 * i;
                low.intoArray(out, to);
                high.intoArray(out, to + second);
                low.intoArray(out, to + width);
                high.intoArray(out, to + width + second);
            }
            if (full < count) {
                plain.sumGradient(c, result + full, width, 1, n - full, factor, out, outAt + g * size(width) + 2 * full);
            }
        }
        if (two && rows % 2 != 0) {
            plain.sumGradient(c, cAt + (rows - 1) * n, width, 1, n, factor, out, outAt + 2 * (rows - 1) * width);
        }
    }
}
