package org.espalier.op;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.plugin.API;

/**
 * Convolution, pooling and resizing over the spatial axes behind batch and channels, of which there are one to three: a
 * value is {@code [batch, channels, lengths...]}. Attributes have ONNX's names and meaning: {@code strides},
 * {@code dilations} (1 where left out), {@code pads} (the begin of each spatial axis, then the end of each; 0 where left
 * out) or {@code auto_pad}, {@code kernel_shape}, {@code group}. Part of {@link Ops}.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface ConvolutionOps extends OpCalls {
    /** Convolution with stride 1 and without padding. */
    default Value conv(Value x, Value weight) {
        return conv(x, weight, Attributes.none());
    }

    /** Convolution of x [batch, channels, lengths...] with a weight [maps, channels / group, kernel...]. */
    default Value conv(Value x, Value weight, Attributes window) {
        return apply1("Conv", window, x, weight);
    }

    /** As {@link #conv(Value, Value, Attributes)}, and to each map a number of the bias [maps] is added. */
    default Value conv(Value x, Value weight, Value bias, Attributes window) {
        return apply1("Conv", window, x, weight, bias);
    }

    /**
     * Transposed convolution of x [batch, channels, lengths...] with a weight [channels, maps / group, kernel...];
     * attributes {@code output_padding} and {@code output_shape} as well.
     */
    default Value convTranspose(Value x, Value weight, Attributes window) {
        return apply1("ConvTranspose", window, x, weight);
    }

    /** As {@link #convTranspose(Value, Value, Attributes)}, and to each map a number of the bias [maps] is added. */
    default Value convTranspose(Value x, Value weight, Value bias, Attributes window) {
        return apply1("ConvTranspose", window, x, weight, bias);
    }

    /** The largest element of each window; attribute {@code ceil_mode} as well. */
    default Value maxPool(Value x, Attributes window) {
        return apply("MaxPool", List.of(x), window).get(0);
    }

    /**
     * The largest element of each window, and its index (i64) in all of x, row by row or, with the attribute
     * {@code storage_order=1}, column by column within each map.
     */
    default List<Value> maxPoolWithIndices(Value x, Attributes window) {
        return apply("MaxPool", List.of(x), window);
    }

    /** What {@link #maxPoolWithIndices} gave (row by row) put back to where it stood, among zeros. */
    default Value maxUnpool(Value pooled, Value indices, Attributes window) {
        return apply1("MaxUnpool", window, pooled, indices);
    }

    /** The mean of each window; attributes {@code ceil_mode} and {@code count_include_pad} as well. */
    default Value averagePool(Value x, Attributes window) {
        return apply1("AveragePool", window, x);
    }

    /** The p-norm of each window; attribute {@code p} as well, 2 where left out. */
    default Value lpPool(Value x, Attributes window) {
        return apply1("LpPool", window, x);
    }

    /** The mean of each map, in which each spatial axis has length 1. */
    default Value globalAveragePool(Value x) {
        return apply1("GlobalAveragePool", x);
    }

    /** The largest element of each map, in which each spatial axis has length 1. */
    default Value globalMaxPool(Value x) {
        return apply1("GlobalMaxPool", x);
    }

    /**
     * Resizes axes to other lengths by interpolation. Attributes as in ONNX: {@code mode} (nearest, linear, cubic),
     * {@code scales} or {@code sizes}, {@code axes}, {@code coordinate_transformation_mode}, {@code nearest_mode} and others.
     */
    default Value resize(Value x, Attributes how) {
        return apply1("Resize", how, x);
    }
}
