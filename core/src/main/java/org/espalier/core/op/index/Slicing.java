package org.espalier.core.op.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;

/**
 * Which elements of each axis a slice takes: {@code lengths[i]} of them from {@code starts[i]} on, every
 * {@code steps[i]}-th. Positions mean what they mean in NumPy: negative ones count from the end, and those beyond an
 * end are that end.
 *
 * @param starts the first position of each axis; for an axis of unknown length it is not known yet and 0
 * @param steps the step of each axis, never 0
 * @param lengths the length of each axis of the result
 */
public record Slicing(long[] starts, long[] steps, Shape lengths) {
    /** Positions as far out as this mean "to the end", as exporters write it. */
    private static final long FAR = Integer.MAX_VALUE;

    /** The slice that the attributes starts, ends, axes and steps describe of a shape. */
    public static Slicing of(Shape shape, Attributes attributes) {
        long[] starts = attributes.longs("starts");
        long[] ends = attributes.longs("ends");
        long[] steps = attributes.longs("steps");
        int[] given = attributes.ints("axes");
        TypeRules.require(starts.length == given.length && ends.length == given.length && steps.length == given.length,
                "starts, ends, axes and steps must have the same length, but have " + starts.length + ", " + ends.length
                        + ", " + given.length + " and " + steps.length);
        long[] allStarts = new long[shape.rank()];
        long[] allSteps = new long[shape.rank()];
        Arrays.fill(allSteps, 1);
        List<Dim> dims = new ArrayList<>(shape.dims());
        int[] axes = given.length == 0 ? given : TypeRules.axes(shape, given);
        for (int i = 0; i < axes.length; i++) {
            TypeRules.require(steps[i] != 0, "the step of axis " + axes[i] + " must not be 0");
            Dim length = shape.dim(axes[i]);
            allSteps[axes[i]] = steps[i];
            if (length.isKnown()) {
                long from = clamped(starts[i], length.length(), steps[i]);
                long to = clamped(ends[i], length.length(), steps[i]);
                allStarts[axes[i]] = from;
                dims.set(axes[i], Dim.of(Math.max(0, count(from, to, steps[i]))));
            } else {
                dims.set(axes[i], symbolic(starts[i], ends[i], steps[i], length));
            }
        }
        return new Slicing(allStarts, allSteps, Shape.of(dims));
    }

    /** A position within the axis: 0 to its length going up, -1 to its length - 1 going down. */
    private static long clamped(long position, long length, long step) {
        long low = step > 0 ? 0 : -1;
        long high = step > 0 ? length : length - 1;
        return position < 0 ? position < -length ? low : position + length : Math.min(position, high);
    }

    private static long count(long from, long to, long step) {
        return step > 0 ? (to - from + step - 1) / step : (from - to - step - 1) / -step;
    }

    /** The length where the axis has none yet: positions are taken to lie within it. */
    private static Dim symbolic(long start, long end, long step, Dim length) {
        Dim from = position(start, length, step);
        Dim to = position(end, length, step);
        Dim distance = step > 0 ? to.minus(from) : from.minus(to);
        long size = Math.abs(step);
        return size == 1 ? distance : distance.plus(size - 1).floorDiv(size);
    }

    private static Dim position(long position, Dim length, long step) {
        if (position >= FAR) {
            return step > 0 ? length : length.plus(-1);
        }
        if (position <= -FAR) {
            return step > 0 ? Dim.of(0) : Dim.of(-1);
        }
        return position < 0 ? length.plus(position) : Dim.of(position);
    }
}
