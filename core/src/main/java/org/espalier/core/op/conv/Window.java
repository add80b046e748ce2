package org.espalier.core.op.conv;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Shape;

/**
 * Where a sliding kernel stands on spatial axes of known lengths, all padding worked out: what type rules, kernels and
 * gradients share.
 *
 * @param axes one for each spatial axis
 */
public record Window(List<Axis> axes) {
    /** Keeps a copy. */
    public Window {
        axes = List.copyOf(axes);
    }

    /**
     * One spatial axis: tap k of position o reads the element {@code o·stride + k·dilation - begin}, where there is one.
     *
     * @param length the number of elements
     * @param begin the padding before them
     * @param end the padding behind them
     * @param output the number of positions
     */
    public record Axis(int length, int kernel, int stride, int dilation, int begin, int end, int output) {
        /** The element that a tap reads at a position; outside the axis it is padding. */
        public int element(int position, int tap) {
            return position * stride + tap * dilation - begin;
        }

        /** The first position at which a tap reads an element. */
        public int firstPosition(int tap) {
            return Math.max(0, -Math.floorDiv(element(0, tap), stride));
        }

        /** The position behind the last at which a tap reads an element; not before the first. */
        public int endPosition(int tap) {
            return Math.max(firstPosition(tap), Math.min(output, Math.floorDiv(length - 1 - element(0, tap), stride) + 1));
        }

        /** The first tap that reads an element at a position. */
        public int firstTap(int position) {
            return Math.max(0, -Math.floorDiv(element(position, 0), dilation));
        }

        /** The tap behind the last that reads an element at a position; not before the first. */
        public int endTap(int position) {
            return Math.max(firstTap(position), tapsBefore(position, length));
        }

        /** How many taps an average counts at a position: those on the axis, or also those on its padding. */
        public int counted(int position, boolean padding) {
            return padding ? tapsBefore(position, length + end) : endTap(position) - firstTap(position);
        }

        /** The first position at which no tap reads an element, or -1. */
        int firstEmpty() {
            return IntStream.range(0, output).filter(o -> firstTap(o) >= endTap(o)).findFirst().orElse(-1);
        }

        private int tapsBefore(int position, int border) {
            return Math.max(0, Math.min(kernel, Math.floorDiv(border - 1 - element(position, 0), dilation) + 1));
        }

        /** The last elements that the kernel reaches nowhere, padding included. */
        int slack() {
            return length + begin + end - reach();
        }

        /** The padding at the end with which no window sticks out. */
        int longEnd() {
            return Math.max(end, end - slack());
        }

        /** The number of elements, padding included, that the kernel reaches over from the first position to the last. */
        int reach() {
            return (output - 1) * stride + (kernel - 1) * dilation + 1;
        }
    }

    /** The window on an axis that the kernel does not move on. */
    private static final Axis POINT = new Axis(1, 1, 1, 1, 0, 0, 1);

    /** The same on three axes, with as many of length 1 before them as it takes. */
    public List<Axis> three() {
        List<Axis> three = new ArrayList<>();
        for (int i = axes.size(); i < 3; i++) {
            three.add(POINT);
        }
        three.addAll(axes);
        return three;
    }

    /** The number of positions on each axis. */
    public Shape outputs() {
        return Shape.of(axes.stream().mapToLong(Axis::output).toArray());
    }

    /** The lengths of the kernel. */
    public Shape kernel() {
        return Shape.of(each(Axis::kernel));
    }

    /** One number of each axis. */
    long[] each(ToLongFunction<Axis> of) {
        return axes.stream().mapToLong(of).toArray();
    }

    /** The begin of each axis and then the end of each. */
    long[] pads(ToLongFunction<Axis> end) {
        long[] pads = new long[2 * axes.size()];
        System.arraycopy(each(Axis::begin), 0, pads, 0, axes.size());
        System.arraycopy(each(end), 0, pads, axes.size(), axes.size());
        return pads;
    }

    /** Strides, dilations and pads that say the same without auto_pad. */
    Attributes attributes() {
        return attributes(Axis::end);
    }

    /** As {@link #attributes()} with other padding at the end. */
    Attributes attributes(ToLongFunction<Axis> end) {
        return Attributes.of("strides", each(Axis::stride), "dilations", each(Axis::dilation), "pads", pads(end));
    }
}
