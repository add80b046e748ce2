package org.espalier.cpu.layout;

import java.util.Arrays;
import org.espalier.backend.Buffer;
import org.espalier.tensor.Shape;

/**
 * Where the elements of a tensor, in row-major order, lie in an array: an offset, and a stride for every axis. Axes that
 * walk on alike are joined, so that what is contiguous has one axis. Immutable.
 */
public final class Strided {
    private final int offset;
    private final int[] lengths;
    private final int[] strides;
    /** The elements of all axes after an axis. */
    private final int[] inner;
    private final int size;

    private Strided(int offset, int[] lengths, int[] strides) {
        this.offset = offset;
        this.lengths = lengths;
        this.strides = strides;
        this.inner = new int[lengths.length];
        int product = 1;
        for (int i = lengths.length - 1; i >= 0; i--) {
            inner[i] = product;
            product = Math.multiplyExact(product, lengths[i]);
        }
        this.size = product;
    }

    /** A layout by lengths and strides. */
    public static Strided of(long offset, long[] lengths, long[] strides) {
        int[] len = new int[lengths.length];
        int[] str = new int[lengths.length];
        int n = 0;
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] == 1) {
                continue;
            }
            boolean joins = n > 0 && str[n - 1] == strides[i] * lengths[i];
            if (joins) {
                n--;
            }
            len[n] = Math.toIntExact(joins ? len[n] * lengths[i] : lengths[i]);
            str[n] = Math.toIntExact(strides[i]);
            n++;
        }
        if (n == 0) {
            return new Strided(Math.toIntExact(offset), new int[] {1}, new int[] {0});
        }
        return new Strided(Math.toIntExact(offset), Arrays.copyOf(len, n), Arrays.copyOf(str, n));
    }

    /** A tensor as it is broadcast to a shape. */
    public static Strided broadcast(Shape to, Shape from) {
        long[] own = strides(from);
        long[] strides = new long[to.rank()];
        for (int i = 0; i < from.rank(); i++) {
            strides[to.rank() - from.rank() + i] = from.length(i) == 1 ? 0 : own[i];
        }
        return of(0, to.lengths(), strides);
    }

    /** The strides of a contiguous tensor. */
    public static long[] strides(Shape shape) {
        long[] strides = new long[shape.rank()];
        long product = 1;
        for (int i = shape.rank() - 1; i >= 0; i--) {
            strides[i] = product;
            product *= shape.length(i);
        }
        return strides;
    }

    /** The number of elements. */
    public int size() {
        return size;
    }

    /** Whether all elements lie one after the other from the first on. */
    public boolean isContiguous() {
        return lengths.length == 1 && (strides[0] == 1 || lengths[0] == 1) && offset == 0;
    }

    /** Whether all elements are the same one. */
    public boolean isSingle() {
        return lengths.length == 1 && strides[0] == 0;
    }

    /** The number of elements after which a contiguous run repeats; 0 where it does not. */
    public int period() {
        return lengths.length == 2 && strides[0] == 0 && strides[1] == 1 && offset == 0 ? lengths[1] : 0;
    }

    /** The axes that are left after joining. */
    public int rank() {
        return lengths.length;
    }

    /** The length of an axis. */
    public int length(int axis) {
        return lengths[axis];
    }

    /** The distance of neighbours along an axis. */
    public int stride(int axis) {
        return strides[axis];
    }

    /** The distance of neighbours along an axis in row-major order. */
    public int inner(int axis) {
        return inner[axis];
    }

    /** The position of the element with this row-major number. */
    public int position(int element) {
        int at = offset;
        int rest = element;
        for (int i = 0; i < lengths.length; i++) {
            int index = rest / inner[i];
            rest -= index * inner[i];
            at += index * strides[i];
        }
        return at;
    }

    /** Copies {@code n} elements from the one with this number on to consecutive places. */
    public void gather(float[] from, int fromAt, int element, int n, float[] to, int toAt) {
        int period = period();
        if (period > 0 && period < n) {
            gather(from, fromAt, element, period, to, toAt);
            for (int filled = period; filled < n; filled *= 2) {
                System.arraycopy(to, toAt, to, toAt + filled, Math.min(filled, n - filled));
            }
            return;
        }
        int last = lengths.length - 1;
        int run = lengths[last];
        int step = strides[last];
        int done = 0;
        while (done < n) {
            int start = element + done;
            int count = Math.min(run - start % run, n - done);
            int rows = count < run ? 1 : rows(start / run, (n - done) / run);
            int source = fromAt + position(start);
            for (int r = 0; r < rows; r++, source += rowStride(), done += count) {
                if (step == 1) {
                    System.arraycopy(from, source, to, toAt + done, count);
                } else if (step == 0) {
                    Arrays.fill(to, toAt + done, toAt + done + count, from[source]);
                } else {
                    for (int i = 0, at = source; i < count; i++, at += step) {
                        to[toAt + done + i] = from[at];
                    }
                }
            }
        }
    }

    /** The number of rows, runs along the last axis, from this one on that are the same distance apart, at most so many. */
    private int rows(int row, int most) {
        int axis = lengths.length - 2;
        return axis < 0 ? 1 : Math.max(1, Math.min(most, lengths[axis] - row % lengths[axis]));
    }

    private int rowStride() {
        return lengths.length < 2 ? 0 : strides[lengths.length - 2];
    }

    /** Copies {@code n} elements of any dtype from the one with this number on to consecutive places, in the order of numbers. */
    public void gather(Buffer from, int element, int n, Buffer to, int toAt) {
        move(from, to, element, n, toAt, true);
    }

    /** Copies {@code n} consecutive elements of any dtype to where those from the one with this number on lie. */
    public void scatter(Buffer from, int fromAt, int element, int n, Buffer to) {
        move(from, to, element, n, fromAt, false);
    }

    private void move(Buffer from, Buffer to, int element, int n, int consecutive, boolean gather) {
        int last = lengths.length - 1;
        int run = lengths[last];
        int step = strides[last];
        int done = 0;
        while (done < n) {
            int start = element + done;
            int count = Math.min(run - start % run, n - done);
            int rows = count < run ? 1 : rows(start / run, (n - done) / run);
            int at = position(start);
            for (int r = 0; r < rows; r++, at += rowStride(), done += count) {
                if (gather) {
                    Elements.copy(from, from.offset() + at, step, to, to.offset() + consecutive + done, 1, count);
                } else {
                    Elements.copy(from, from.offset() + consecutive + done, 1, to, to.offset() + at, step, count);
                }
            }
        }
    }

    /** As for floats, with 1 and 0 for the truth values. */
    public void gather(boolean[] from, int fromAt, int element, int n, float[] to, int toAt) {
        int last = lengths.length - 1;
        int run = lengths[last];
        int step = strides[last];
        int done = 0;
        while (done < n) {
            int start = element + done;
            int count = Math.min(run - start % run, n - done);
            int source = fromAt + position(start);
            for (int i = 0; i < count; i++, source += step) {
                to[toAt + done + i] = from[source] ? 1f : 0f;
            }
            done += count;
        }
    }
}
