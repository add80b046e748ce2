package org.espalier.core.op.norm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Value;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** Axis 1, where ONNX has the channels; a tensor of one axis has a single channel. */
final class Channels {
    private Channels() {}

    /** The number of channels. */
    static Dim of(Shape x) {
        return x.rank() == 1 ? Dim.of(1) : x.dim(1);
    }

    /** A number for each channel, shaped so that it broadcasts to x. */
    static Value align(Value perChannel, Value x) {
        List<Dim> dims = new ArrayList<>(Collections.nCopies(Math.max(1, x.rank() - 1), Dim.of(1)));
        dims.set(0, of(x.shape()));
        return perChannel.reshape(Shape.of(dims));
    }

    /** The mean of each channel. */
    static Value mean(Value x) {
        return x.mean(false, others(x)).reshape(Shape.of(of(x.shape())));
    }

    /** The sum of each channel. */
    static Value sum(Value x) {
        return x.sum(false, others(x)).reshape(Shape.of(of(x.shape())));
    }

    private static int[] others(Value x) {
        return IntStream.range(0, x.rank()).filter(i -> i != 1).toArray();
    }

    /** Requires a number for each channel of x. */
    static void require(String name, TensorType perChannel, TensorType x) {
        TypeRules.sameDType(name, perChannel, "x", x);
        TypeRules.require(perChannel.shape().equals(Shape.of(of(x.shape()))), name + " " + perChannel
                + " must have one element for each of the " + of(x.shape()) + " channels of x " + x);
    }
}
