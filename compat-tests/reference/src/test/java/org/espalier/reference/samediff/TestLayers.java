package org.espalier.reference.samediff;

import java.util.List;
import java.util.function.BiFunction;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.standard.Initializers;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;

/** Layers of ops that have no layer in the standard plugin yet, for networks to be compared. */
final class TestLayers {
    private TestLayers() {}

    /** A convolution of images with a square kernel; parameters weight [maps, channels, kernel, kernel] and bias. */
    record Convolution(int maps, int kernel, int padding) implements UnaryLayer {
        @Override
        public Value apply(Scope scope, Value x) {
            Value w = scope.parameter("weight", Shape.of(Dim.of(maps), x.dim(1), Dim.of(kernel), Dim.of(kernel)), Initializers.zeros());
            Value b = scope.parameter("bias", Shape.of(maps), Initializers.zeros());
            return x.ops().conv(x, w, b, Attributes.of("pads", new long[] {padding, padding, padding, padding}));
        }
    }

    /** Normalization of each channel with the figures of the batch; parameters scale and shift. */
    record ChannelNormalization(double epsilon) implements UnaryLayer {
        @Override
        public Value apply(Scope scope, Value x) {
            Shape channels = Shape.of(x.dim(1));
            Value scale = scope.parameter("scale", channels, Initializers.zeros());
            Value shift = scope.parameter("shift", channels, Initializers.zeros());
            Value zeros = x.ops().full(x.dtype(), channels, 0);
            return x.ops().batchNormalizationTraining(x, scale, shift, zeros, zeros, epsilon, 0.9).get(0);
        }
    }

    /** The last state of an LSTM over sequences [batch, steps, numbers]; parameters as ONNX has them. */
    record LastState(int hidden) implements UnaryLayer {
        @Override
        public Value apply(Scope scope, Value x) {
            Value w = scope.parameter("input", Shape.of(Dim.of(1), Dim.of(4L * hidden), x.dim(2)), Initializers.zeros());
            Value r = scope.parameter("recurrent", Shape.of(1, 4L * hidden, hidden), Initializers.zeros());
            Value b = scope.parameter("bias", Shape.of(1, 8L * hidden), Initializers.zeros());
            List<Value> out = x.ops().apply("LSTM", List.of(x.transpose(1, 0, 2), w, r, b), Attributes.of("optional", List.of("B")));
            return out.get(1).squeeze(0);
        }
    }

    /** Any function of ops, with a name. */
    record Function(String name, BiFunction<Scope, Value, Value> f) implements UnaryLayer {
        @Override
        public Value apply(Scope scope, Value x) {
            return f.apply(scope, x);
        }
    }

    /** Pooling of images over squares that do not overlap. */
    static UnaryLayer pool(boolean max, long length) {
        Attributes window = Attributes.of("kernel_shape", new long[] {length, length}, "strides", new long[] {length, length});
        return new Function("pool", (scope, x) -> max ? x.ops().maxPool(x, window) : x.ops().averagePool(x, window));
    }

    static UnaryLayer relu() {
        return new Function("relu", (scope, x) -> x.relu());
    }
}
