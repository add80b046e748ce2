package org.espalier.standard.layer.conv;

import java.util.Arrays;
import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * The mean of each window, in each channel by itself: {@code [batch, channels, lengths...] -> [batch, channels,
 * positions...]}.
 *
 * @param kernel the window's length on each spatial axis, of which there are one to three
 * @param strides how far it moves, on each axis; the kernel by default, so that windows do not overlap
 * @param padding none by default
 * @param countIncludePad whether padding counts as zeros; otherwise (by default) the mean is over elements of the input
 */
@API(status = API.Status.STABLE, since = "0.1")
public record AveragePool(List<Integer> kernel, List<Integer> strides, Padding padding, boolean countIncludePad)
        implements UnaryLayer {
    public AveragePool {
        kernel = Check.filled("AveragePool", "kernel", kernel);
        strides = Check.filled("AveragePool", "strides", strides);
        sliding(kernel, strides, padding);
    }

    /** Windows of these lengths side by side. */
    public static AveragePool of(int... kernel) {
        List<Integer> lengths = Arrays.stream(kernel).boxed().toList();
        return new AveragePool(lengths, lengths, Padding.VALID, false);
    }

    /** With another stride: one number for all axes, or one an axis. */
    public AveragePool withStrides(int... others) {
        return new AveragePool(kernel, Sliding.each(kernel.size(), others), padding, countIncludePad);
    }

    /** With padding. */
    public AveragePool withPadding(Padding other) {
        return new AveragePool(kernel, strides, other, countIncludePad);
    }

    /** With padding that counts as zeros, or not. */
    public AveragePool withCountIncludePad(boolean counted) {
        return new AveragePool(kernel, strides, padding, counted);
    }

    private static Sliding sliding(List<Integer> kernel, List<Integer> strides, Padding padding) {
        return new Sliding("AveragePool", kernel, strides, Sliding.same(kernel.size(), 1), padding);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        return scope.ops().averagePool(x, sliding(kernel, strides, padding).over(x).with("kernel_shape", kernel)
                .with("count_include_pad", countIncludePad));
    }
}
