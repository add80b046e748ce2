package org.espalier.standard.layer.conv;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Dim;

/**
 * How a kernel slides over spatial axes, as convolutions and poolings have it in common.
 *
 * @param type the layer, for messages
 * @param kernel one length an axis
 * @param strides one an axis
 * @param dilations one an axis
 */
record Sliding(String type, List<Integer> kernel, List<Integer> strides, List<Integer> dilations, Padding padding) {
    private static final int MOST_AXES = 3;
    /** Batch and channels. */
    private static final int SPATIAL = 2;

    Sliding {
        Check.require(kernel.size() <= MOST_AXES && kernel.stream().allMatch(k -> k >= 1), type, "kernel",
                "one to three lengths of at least 1", kernel);
        perAxis(type, "strides", kernel, strides);
        perAxis(type, "dilations", kernel, dilations);
        Check.present(type, "padding", padding);
        int pads = padding.pads().size();
        Check.require(pads <= 1 || pads == kernel.size() || pads == 2 * kernel.size(), type, "padding",
                "one number, one an axis or two an axis of the kernel " + kernel, padding.pads());
    }

    private static void perAxis(String type, String component, List<Integer> kernel, List<Integer> values) {
        Check.require(values.size() == kernel.size() && values.stream().allMatch(v -> v >= 1), type, component,
                "a number of at least 1 for each axis of the kernel " + kernel, values);
    }

    /** The same number for each of so many axes. */
    static List<Integer> same(int axes, int number) {
        return Collections.nCopies(axes, number);
    }

    /** Numbers as they were given: one for all axes, or one an axis. */
    static List<Integer> each(int axes, int... numbers) {
        return numbers.length == 1 ? same(axes, numbers[0]) : Arrays.stream(numbers).boxed().toList();
    }

    /** Strides, dilations and padding for an input, as the ops of ONNX take them. */
    Attributes over(Value x) {
        int axes = kernel.size();
        if (x.rank() != axes + SPATIAL) {
            throw new IllegalArgumentException("[" + type + "] a kernel " + kernel + " needs an input [batch, channels, "
                    + (axes == 1 ? "length" : axes + " lengths") + "], but it is " + x.type());
        }
        Attributes window = Attributes.of("strides", strides, "dilations", dilations);
        return switch (padding.mode()) {
            case VALID -> window;
            case EXPLICIT -> window.with("pads", explicit());
            case SAME -> isStated(x) ? window.with("pads", sameAs(x)) : window.with("auto_pad", "SAME_UPPER");
        };
    }

    private List<Integer> explicit() {
        List<Integer> pads = padding.pads().size() == 1 ? same(kernel.size(), padding.pads().get(0)) : padding.pads();
        return pads.size() == kernel.size() ? Stream.concat(pads.stream(), pads.stream()).toList() : pads;
    }

    /** Whether padding to the same length is a matter of numbers; runtimes are more at ease with these than with a word. */
    private boolean isStated(Value x) {
        for (int i = 0; i < kernel.size(); i++) {
            if (strides.get(i) > 1 && !x.dim(i + SPATIAL).isKnown()) {
                return false;
            }
        }
        return true;
    }

    private long[] sameAs(Value x) {
        int axes = kernel.size();
        long[] pads = new long[2 * axes];
        for (int i = 0; i < axes; i++) {
            long span = (kernel.get(i) - 1L) * dilations.get(i) + 1;
            long stride = strides.get(i);
            Dim length = x.dim(i + SPATIAL);
            long all = stride == 1 ? span - 1
                    : Math.max(0, ((length.length() + stride - 1) / stride - 1) * stride + span - length.length());
            pads[i] = all / 2;
            pads[axes + i] = all - all / 2;
        }
        return pads;
    }
}
