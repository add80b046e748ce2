package org.espalier.standard.layer.conv;

import java.util.Arrays;
import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Initializer;
import org.espalier.nn.Role;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.plugin.API;
import org.espalier.standard.activation.Identity;
import org.espalier.standard.initializer.GlorotUniform;
import org.espalier.standard.initializer.Zeros;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.training.Penalty;

/**
 * Convolution over one, two or three spatial axes, as many as the kernel has lengths: a = σ(x * W + b),
 * {@code [batch, channels, lengths...] -> [batch, filters, positions...]}, channels first as in ONNX (LeCun, Bottou,
 * Bengio, Haffner: Gradient-based learning applied to document recognition; 1998). As everywhere in the field the kernel
 * is not flipped. Its parameters are {@code weight} {@code [filters, channels / groups, kernel...]} and {@code bias}
 * {@code [filters]}, the latter 0 at first.
 *
 * @param filters the number of outputs at each position
 * @param kernel its length on each spatial axis
 * @param strides how far it moves, on each axis; 1 by default
 * @param padding none by default
 * @param dilations how far its taps stand apart, on each axis; 1 by default
 * @param groups into how many groups channels and filters are split, each filter seeing the channels of its own group
 *     only; 1 by default. As many as there are channels make a depthwise convolution
 * @param bias whether there is b; true by default. A layer before batch normalisation needs none
 * @param activation σ; the identity by default
 * @param initializer draws W; where null (by default) it is what the activation prefers, otherwise Glorot uniform
 * @param penalty on W, added to the training loss; where null (by default) there is none
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Conv(int filters, List<Integer> kernel, List<Integer> strides, Padding padding, List<Integer> dilations,
        int groups, boolean bias, Activation activation, Initializer initializer, Penalty penalty) implements UnaryLayer {
    public Conv {
        Check.positive("Conv", "filters", filters);
        kernel = Check.filled("Conv", "kernel", kernel);
        strides = Check.filled("Conv", "strides", strides);
        dilations = Check.filled("Conv", "dilations", dilations);
        Check.positive("Conv", "groups", groups);
        Check.require(filters % groups == 0, "Conv", "filters", "a multiple of the " + groups + " groups", filters);
        Check.present("Conv", "activation", activation);
        new Sliding("Conv", kernel, strides, dilations, padding);
    }

    /** A linear convolution with stride 1, without padding; as many axes as the kernel has lengths. */
    public static Conv of(int filters, int... kernel) {
        List<Integer> ones = Sliding.same(kernel.length, 1);
        return new Conv(filters, Arrays.stream(kernel).boxed().toList(), ones, Padding.VALID, ones, 1, true,
                Identity.INSTANCE, null, null);
    }

    /** With a kernel of other lengths on the same axes: one number for all, or one an axis. */
    public Conv withKernel(int... lengths) {
        return new Conv(filters, Sliding.each(kernel.size(), lengths), strides, padding, dilations, groups, bias, activation,
                initializer, penalty);
    }

    /** With another stride: one number for all axes, or one an axis. */
    public Conv withStrides(int... others) {
        return new Conv(filters, kernel, Sliding.each(kernel.size(), others), padding, dilations, groups, bias, activation,
                initializer, penalty);
    }

    /** With padding. */
    public Conv withPadding(Padding other) {
        return new Conv(filters, kernel, strides, other, dilations, groups, bias, activation, initializer, penalty);
    }

    /** With taps that stand apart: one number for all axes, or one an axis. */
    public Conv withDilations(int... others) {
        return new Conv(filters, kernel, strides, padding, Sliding.each(kernel.size(), others), groups, bias, activation,
                initializer, penalty);
    }

    /** With channels and filters in so many groups. */
    public Conv withGroups(int other) {
        return new Conv(filters, kernel, strides, padding, dilations, other, bias, activation, initializer, penalty);
    }

    /** With or without bias. */
    public Conv withBias(boolean present) {
        return new Conv(filters, kernel, strides, padding, dilations, groups, present, activation, initializer, penalty);
    }

    /** With an activation. */
    public Conv withActivation(Activation other) {
        return new Conv(filters, kernel, strides, padding, dilations, groups, bias, other, initializer, penalty);
    }

    /** With an initializer of the weights; null leaves the choice to the activation. */
    public Conv withInitializer(Initializer other) {
        return new Conv(filters, kernel, strides, padding, dilations, groups, bias, activation, other, penalty);
    }

    /** With a penalty on the weights; null for none. */
    public Conv withPenalty(Penalty other) {
        return new Conv(filters, kernel, strides, padding, dilations, groups, bias, activation, initializer, other);
    }

    @Override
    public boolean endsWithBias() {
        return bias && activation.equals(Identity.INSTANCE);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        var window = new Sliding("Conv", kernel, strides, dilations, padding).over(x).with("group", groups);
        Dim channels = x.dim(1);
        if (!channels.isKnown() || channels.length() % groups != 0) {
            throw new IllegalArgumentException("[Conv] the channels, axis 1 of the input, must be a number"
                    + (groups == 1 ? "" : " that the " + groups + " groups divide") + ", but the input is " + x.type());
        }
        long taps = kernel.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        long each = channels.length() / groups;
        Shape shape = Shape.of(filters, each).concat(
                Shape.of(kernel.stream().mapToLong(Integer::longValue).toArray()));
        Value weight = scope.parameter("weight", shape, drawn(), Role.WEIGHT, each * taps, filters / groups * taps);
        if (penalty != null) {
            scope.penalty(penalty.apply(weight));
        }
        Value y = bias
                ? scope.ops().conv(x, weight, scope.parameter("bias", Shape.of(filters), Zeros.INSTANCE, Role.BIAS), window)
                : scope.ops().conv(x, weight, window);
        return scope.call("activation", activation, y);
    }

    private Initializer drawn() {
        if (initializer != null) {
            return initializer;
        }
        Initializer preferred = activation.preferredInitializer();
        return preferred == null ? GlorotUniform.INSTANCE : preferred;
    }
}
