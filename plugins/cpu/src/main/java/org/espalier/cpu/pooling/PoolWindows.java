package org.espalier.cpu.pooling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Shape;

/**
 * The windows of pooling, on three spatial axes, the first ones points where there are fewer.
 *
 * @param maps the number of maps, each of which is pooled for itself
 */
record PoolWindows(int maps, PoolAxis a, PoolAxis b, PoolAxis c) {
    private static final int MOST_AXES = 3;
    /** Elements read that are worth the hand-over to another thread. */
    private static final int WORTH_SHARING = 1 << 14;
    private static final int PARTS_PER_THREAD = 4;

    /** The windows between an input and what pooling makes of it. */
    static PoolWindows of(Shape x, Shape y, Attributes attributes) {
        int spatial = x.rank() - 2;
        List<PoolAxis> axes = new ArrayList<>();
        for (int i = spatial; i < MOST_AXES; i++) {
            axes.add(PoolAxis.POINT);
        }
        for (int i = 0; i < spatial; i++) {
            axes.add(axis(i, spatial, Math.toIntExact(x.length(i + 2)), Math.toIntExact(y.length(i + 2)), attributes));
        }
        return new PoolWindows(Math.toIntExact(x.slice(0, 2).size()), axes.get(0), axes.get(1), axes.get(2));
    }

    private static PoolAxis axis(int i, int spatial, int length, int output, Attributes attributes) {
        int kernel = Math.toIntExact(attributes.longs("kernel_shape")[i]);
        int stride = attributes.has("strides") ? Math.toIntExact(attributes.longs("strides")[i]) : 1;
        int dilation = attributes.has("dilations") ? Math.toIntExact(attributes.longs("dilations")[i]) : 1;
        int begin = attributes.has("pads") ? Math.toIntExact(attributes.longs("pads")[i]) : 0;
        int end = attributes.has("pads") ? Math.toIntExact(attributes.longs("pads")[spatial + i]) : 0;
        String auto = attributes.string("auto_pad", "NOTSET");
        if (auto.startsWith("SAME")) {
            int padding = Math.max(0, (output - 1) * stride + (kernel - 1) * dilation + 1 - length);
            begin = auto.equals("SAME_UPPER") ? padding / 2 : padding - padding / 2;
            end = padding - begin;
        }
        return new PoolAxis(length, kernel, stride, dilation, begin, end, output);
    }

    /** The elements of a map before pooling. */
    int inputs() {
        return a.length() * b.length() * c.length();
    }

    /** The elements of a map after pooling. */
    int outputs() {
        return a.output() * b.output() * c.output();
    }

    /** Whether every window is a square of two by two, beside the others. */
    boolean arePairs() {
        return a.equals(PoolAxis.POINT) && b.isInPairs() && c.isInPairs();
    }

    /** Writes 0 to the elements of a map that no pair of rows or columns has. */
    void clearRest(float[] out, int at) {
        int paired = 2 * b.output();
        if (2 * c.output() < c.length()) {
            for (int row = 0; row < paired; row++) {
                out[at + row * c.length() + c.length() - 1] = 0;
            }
        }
        Arrays.fill(out, at + paired * c.length(), at + inputs(), 0f);
    }

    /** The parts that the maps are shared out in. */
    int parts(WorkerPool pool) {
        long taps = (long) a.kernel() * b.kernel() * c.kernel();
        long work = maps * Math.max(inputs(), outputs() * taps);
        return work < WORTH_SHARING ? 1 : Math.min(maps, PARTS_PER_THREAD * pool.threads());
    }

    /** The first map of a part. */
    int first(int part, int parts) {
        return (int) ((long) maps * part / parts);
    }
}
