package org.espalier.core.op.conv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * How a kernel slides over the spatial axes, as the attributes {@code kernel_shape}, {@code strides}, {@code dilations},
 * {@code pads}, {@code auto_pad} and {@code ceil_mode} say it with ONNX's meaning: before the lengths of the axes are
 * known. With the lengths it becomes a {@link Window}.
 *
 * @param axes one for each spatial axis, that is each behind batch and channels
 */
public record Sliding(List<Axis> axes) {
    private static final int MOST_AXES = 3;

    /** Keeps a copy. */
    public Sliding {
        axes = List.copyOf(axes);
    }

    /** Who decides how much is padded. */
    public enum AutoPad {
        /** The attribute pads. */
        NOTSET,
        /** As much as gives ceil(length / stride) outputs, an odd one at the end. */
        SAME_UPPER,
        /** As much as gives ceil(length / stride) outputs, an odd one at the beginning. */
        SAME_LOWER,
        /** No one: there is no padding. */
        VALID;

        /** The one that the attribute {@code auto_pad} names. */
        static AutoPad of(Attributes attributes) {
            String name = attributes.string("auto_pad", "NOTSET");
            return Arrays.stream(values())
                    .filter(v -> v.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("auto_pad must be one of " + Arrays.toString(values())
                            + ", but is '" + name + "'"));
        }

        boolean isSame() {
            return this == SAME_UPPER || this == SAME_LOWER;
        }

        /** How much of some padding stands at the beginning; an odd one stands at the end for SAME_UPPER alone. */
        long begin(long padding) {
            return this == SAME_UPPER ? padding / 2 : padding - padding / 2;
        }
    }

    /**
     * One spatial axis.
     *
     * @param axis its number among all axes, for messages
     * @param begin the padding before it where auto_pad is NOTSET
     * @param end the padding behind it where auto_pad is NOTSET
     * @param ceil whether a last position counts whose end is missing
     */
    public record Axis(int axis, long kernel, long stride, long dilation, long begin, long end, AutoPad auto, boolean ceil) {
        /** How many elements the kernel reaches over. */
        public long span() {
            return (kernel - 1) * dilation + 1;
        }

        /** The number of positions on an axis that may not be known yet. */
        Dim output(Dim length) {
            if (length.isKnown()) {
                return Dim.of(over(length.length()).output());
            }
            if (auto.isSame()) {
                return length.plus(stride - 1).floorDiv(stride);
            }
            Dim steps = length.plus(begin + end - span());
            if (ceil && stride > 1) {
                TypeRules.require(end + stride <= span(), "the length of spatial axis " + axis + " must be a number where "
                        + "ceil_mode meets the end padding " + end + " with stride " + stride + ", but is " + length);
                steps = steps.plus(stride - 1);
            }
            return steps.floorDiv(stride).plus(1);
        }

        Window.Axis over(long length) {
            if (auto.isSame()) {
                long output = (length + stride - 1) / stride;
                long padding = Math.max(0, (output - 1) * stride + span() - length);
                long first = auto.begin(padding);
                return window(length, first, padding - first, output);
            }
            long padded = length + begin + end;
            TypeRules.require(padded >= span(), "the kernel reaches over " + span() + " elements of spatial axis " + axis
                    + " (kernel " + kernel + ", dilation " + dilation + "), but there are only " + padded
                    + " with its padding (" + length + " + " + begin + " + " + end + ")");
            long output = (padded - span() + (ceil ? stride - 1 : 0)) / stride + 1;
            return window(length, begin, end, output - (drops(length) ? 1 : 0));
        }

        /** Whether ceil_mode would add a position that begins behind the last element: it would see nothing but padding. */
        private boolean drops(long length) {
            long last = Math.floorDiv(length + begin + end - span() + stride - 1, stride) * stride;
            return ceil && !auto.isSame() && last >= length + begin;
        }

        private Window.Axis window(long length, long first, long last, long output) {
            return new Window.Axis(Math.toIntExact(length), Math.toIntExact(kernel), Math.toIntExact(stride),
                    Math.toIntExact(dilation), Math.toIntExact(first), Math.toIntExact(last), Math.toIntExact(output));
        }
    }

    /** The sliding of a kernel whose lengths are the attribute {@code kernel_shape}. */
    public static Sliding pooling(TensorType x, Attributes attributes) {
        int spatial = spatialAxes("input", x);
        long[] kernel = each(attributes, "kernel_shape", spatial);
        Sliding s = of(attributes, kernel);
        for (Axis a : s.axes) {
            TypeRules.require(a.begin < a.kernel && a.end < a.kernel, "the padding " + a.begin + " and " + a.end
                    + " of spatial axis " + a.axis + " must be smaller than its kernel " + a.kernel
                    + ", or a window would hold nothing but padding");
        }
        return s;
    }

    /** The shape that pooling gives. No window may hold nothing but padding. */
    static Shape pooled(TensorType x, Attributes attributes) {
        Sliding sliding = pooling(x, attributes);
        Shape lengths = spatial(x.shape());
        if (lengths.isKnown()) {
            List<Window.Axis> windows = sliding.over(lengths).axes();
            for (int i = 0; i < windows.size(); i++) {
                int empty = windows.get(i).firstEmpty();
                TypeRules.require(empty < 0, "window " + empty + " of spatial axis " + (i + 2)
                        + " would hold nothing but padding; make the padding or the dilation smaller");
            }
        }
        return x.shape().slice(0, 2).concat(sliding.outputs(lengths));
    }

    /** Whether a dilation other than 1 is asked for. */
    static boolean dilated(Attributes attributes) {
        return attributes.has("dilations") && LongStream.of(attributes.longs("dilations")).anyMatch(d -> d != 1);
    }

    /** The sliding of a kernel of these lengths. */
    static Sliding of(Attributes attributes, long[] kernel) {
        int n = kernel.length;
        long[] strides = each(attributes, "strides", n);
        long[] dilations = each(attributes, "dilations", n);
        AutoPad auto = AutoPad.of(attributes);
        long[] pads = attributes.has("pads") ? attributes.longs("pads") : new long[2 * n];
        TypeRules.require(pads.length == 2 * n, "pads must hold " + 2 * n + " numbers, the begin of each of the " + n
                + " spatial axes and then the end of each, but are " + LongStream.of(pads).boxed().toList());
        TypeRules.require(LongStream.of(pads).allMatch(p -> p >= 0),
                "pads must not be negative, but are " + LongStream.of(pads).boxed().toList());
        TypeRules.require(auto == AutoPad.NOTSET || LongStream.of(pads).allMatch(p -> p == 0), "auto_pad " + auto
                + " and the pads " + LongStream.of(pads).boxed().toList() + " contradict each other; give one of them");
        boolean ceil = attributes.flag("ceil_mode", false);
        List<Axis> axes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            axes.add(new Axis(i + 2, kernel[i], strides[i], dilations[i], pads[i], pads[n + i], auto, ceil));
        }
        return new Sliding(axes);
    }

    /** The lengths of a convolution's kernel, which are known; {@code kernel_shape}, where it is given, agrees with them. */
    static long[] kernel(TensorType w, Attributes attributes) {
        Shape lengths = spatial(w.shape());
        TypeRules.require(lengths.isKnown(), "the kernel's lengths must be numbers, but weight is " + w);
        long[] kernel = lengths.lengths();
        TypeRules.require(!attributes.has("kernel_shape") || Arrays.equals(attributes.longs("kernel_shape"), kernel),
                "kernel_shape " + attributes.asMap().get("kernel_shape") + " must be the lengths of weight " + w
                        + " behind its first two axes, or be left out");
        TypeRules.require(LongStream.of(kernel).allMatch(k -> k > 0), "the kernel must not be empty, but weight is " + w);
        return kernel;
    }

    /** One number of at least 1 for each spatial axis; 1 each where there is no such attribute. */
    static long[] each(Attributes attributes, String name, int spatial) {
        long[] values = new long[spatial];
        Arrays.fill(values, 1);
        if (attributes.has(name) || name.equals("kernel_shape")) {
            values = attributes.longs(name);
        }
        TypeRules.require(values.length == spatial && LongStream.of(values).allMatch(v -> v >= 1), name + " must hold "
                + spatial + (spatial == 1 ? " number" : " numbers") + " of at least 1, one a spatial axis, but is "
                + LongStream.of(values).boxed().toList());
        return values;
    }

    /** The number of spatial axes, 1 to 3. */
    static int spatialAxes(String name, TensorType type) {
        int spatial = type.shape().rank() - 2;
        TypeRules.require(spatial >= 1 && spatial <= MOST_AXES, name + " must have 3 to 5 axes: batch, channels and 1 to 3 "
                + "spatial ones, but is " + type);
        return spatial;
    }

    /** The dims behind batch and channels. */
    static Shape spatial(Shape s) {
        return s.slice(2, s.rank());
    }

    /** The numbers of the axes behind batch and channels. */
    static int[] spatialAxes(Shape s) {
        int[] axes = new int[s.rank() - 2];
        Arrays.setAll(axes, i -> i + 2);
        return axes;
    }

    /** The number of positions on each axis, whose lengths may not be known yet. */
    public Shape outputs(Shape lengths) {
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            dims.add(axes.get(i).output(lengths.dim(i)));
        }
        return Shape.of(dims);
    }

    /** Whether ceil_mode adds no position on an axis of these lengths where a plain formula for it would. */
    boolean drops(Shape lengths) {
        return IntStream.range(0, axes.size()).anyMatch(i -> axes.get(i).drops(lengths.length(i)));
    }

    /** The window on axes of these lengths. */
    public Window over(Shape lengths) {
        List<Window.Axis> windows = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            windows.add(axes.get(i).over(lengths.length(i)));
        }
        return new Window(windows);
    }
}
