package org.espalier.reference.samediff;

import java.util.Arrays;

/** Where indices lead in the flat memory of a tensor: how SameDiff, which scatters rows, can scatter elements. */
final class Places {
    private Places() {}

    static double[] elements(Call c, int input) {
        return SameDiffGraph.elements(c.in(input).eval());
    }

    static long size(long... shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    /** The distance in memory between neighbours on each axis. */
    static long[] strides(long... shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return strides;
    }

    /** Each index replaces its own position on an axis. */
    static long[] ofElements(Call c, int axis) {
        long[] data = c.shape(0);
        long[] at = c.shape(1);
        long[] strides = strides(data);
        long[] own = strides(at);
        double[] indices = elements(c, 1);
        long[] places = new long[indices.length];
        for (int i = 0; i < places.length; i++) {
            for (int k = 0; k < data.length; k++) {
                long position = k == axis ? (long) indices[i] : i / own[k] % at[k];
                places[i] += strides[k] * (position < 0 ? position + data[k] : position);
            }
        }
        return places;
    }

    /** The vectors on the last axis are positions on the axes behind some batch axes; the places of whole slices. */
    static long[] ofVectors(Call c, int batchAxes) {
        long[] data = c.shape(0);
        long[] at = c.shape(1);
        long[] strides = strides(data);
        int depth = (int) at[at.length - 1];
        long slice = size(Arrays.copyOfRange(data, batchAxes + depth, data.length));
        double[] indices = elements(c, 1);
        int vectors = indices.length / depth;
        long perBatch = vectors / size(Arrays.copyOf(at, batchAxes));
        long batch = size(Arrays.copyOfRange(data, batchAxes, data.length));
        long[] places = new long[(int) (vectors * slice)];
        for (int i = 0; i < vectors; i++) {
            long begin = i / perBatch * batch;
            for (int k = 0; k < depth; k++) {
                long position = (long) indices[i * depth + k];
                begin += strides[batchAxes + k] * (position < 0 ? position + data[batchAxes + k] : position);
            }
            for (int k = 0; k < slice; k++) {
                places[(int) (i * slice + k)] = begin + k;
            }
        }
        return places;
    }

    /** A matrix that picks these places out of so many. */
    static double[] hot(long[] places, long n) {
        double[] hot = new double[(int) (places.length * n)];
        for (int i = 0; i < places.length; i++) {
            hot[(int) (i * n + places[i])] = 1;
        }
        return hot;
    }
}
