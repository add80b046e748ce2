package org.espalier.standard.layer.conv;

import java.util.Arrays;
import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * The largest element of each window, in each channel by itself: {@code [batch, channels, lengths...] -> [batch, channels,
 * positions...]}. The gradient goes to the first of several that are largest.
 *
 * @param kernel the window's length on each spatial axis, of which there are one to three
 * @param strides how far it moves, on each axis; the kernel by default, so that windows do not overlap
 * @param padding none by default; what is padded is never the largest
 */
@API(status = API.Status.STABLE, since = "0.1")
public record MaxPool(List<Integer> kernel, List<Integer> strides, Padding padding) implements UnaryLayer {
    public MaxPool {
        kernel = Check.filled("MaxPool", "kernel", kernel);
        strides = Check.filled("MaxPool", "strides", strides);
        sliding(kernel, strides, padding);
    }

    /** Windows of these lengths side by side. */
    public static MaxPool of(int... kernel) {
        List<Integer> lengths = Arrays.stream(kernel).boxed().toList();
        return new MaxPool(lengths, lengths, Padding.VALID);
    }

    /** With another stride: one number for all axes, or one an axis. */
    public MaxPool withStrides(int... others) {
        return new MaxPool(kernel, Sliding.each(kernel.size(), others), padding);
    }

    /** With padding. */
    public MaxPool withPadding(Padding other) {
        return new MaxPool(kernel, strides, other);
    }

    private static Sliding sliding(List<Integer> kernel, List<Integer> strides, Padding padding) {
        return new Sliding("MaxPool", kernel, strides, Sliding.same(kernel.size(), 1), padding);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        return scope.ops().maxPool(x, sliding(kernel, strides, padding).over(x).with("kernel_shape", kernel));
    }
}
