package org.espalier.cpu.conv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Shape;

/**
 * The sizes of a convolution of x [batch, groups * channels, lengths...] with w [groups * maps, channels, kernel...].
 *
 * @param channels channels of a group
 * @param maps maps of a group
 * @param axes the spatial axes, three of them, of which the first may be points
 */
record ConvShape(int batch, int groups, int channels, int maps, List<WindowAxis> axes) {
    private static final int AXES = 3;

    /** From the shapes of input, weight and output, which fit each other, and the attributes of a node. */
    static ConvShape of(Shape x, Shape w, Shape y, Attributes attributes) {
        int spatial = x.rank() - 2;
        long[] strides = each(attributes, "strides", spatial);
        long[] dilations = each(attributes, "dilations", spatial);
        long[] pads = attributes.has("pads") ? attributes.longs("pads") : new long[2 * spatial];
        String auto = attributes.string("auto_pad", "NOTSET");
        List<WindowAxis> axes = new ArrayList<>();
        for (int i = spatial; i < AXES; i++) {
            axes.add(WindowAxis.POINT);
        }
        for (int i = 0; i < spatial; i++) {
            long length = x.length(2 + i);
            long kernel = w.length(2 + i);
            long output = y.length(2 + i);
            long begin = pads[i];
            if (auto.startsWith("SAME")) {
                long all = Math.max(0, (output - 1) * strides[i] + (kernel - 1) * dilations[i] + 1 - length);
                begin = auto.equals("SAME_UPPER") ? all / 2 : all - all / 2;
            }
            axes.add(new WindowAxis(Math.toIntExact(length), Math.toIntExact(kernel), Math.toIntExact(strides[i]),
                    Math.toIntExact(dilations[i]), Math.toIntExact(begin), Math.toIntExact(output)));
        }
        int groups = Math.toIntExact(attributes.longValue("group", 1));
        return new ConvShape(Math.toIntExact(x.length(0)), groups, Math.toIntExact(w.length(1)),
                Math.toIntExact(w.length(0)) / groups, axes);
    }

    private static long[] each(Attributes attributes, String name, int spatial) {
        long[] ones = new long[spatial];
        Arrays.fill(ones, 1);
        return attributes.has(name) ? attributes.longs(name) : ones;
    }

    /** The number of taps. */
    int taps() {
        return axes.stream().mapToInt(WindowAxis::kernel).reduce(1, Math::multiplyExact);
    }

    /** The elements of one channel of x. */
    int plane() {
        return axes.stream().mapToInt(WindowAxis::length).reduce(1, Math::multiplyExact);
    }

    /** The elements of one map of y. */
    int positions() {
        return axes.stream().mapToInt(WindowAxis::output).reduce(1, Math::multiplyExact);
    }

    /** The convolution as a correlation of x. */
    Correlation forward() {
        return new Correlation(batch, groups, channels, maps, axes.stream().map(WindowAxis::forward).toList(),
                axes.stream().map(a -> new Placing(0, 1, a.output())).toList());
    }
}
