package org.espalier.core.op.conv;

import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Convolution and its two transposes. All three come from one form that is linear in each of an input x, a weight w and
 * an output g: the sum of x·w·g over all places where an element of x meets an element of w for an element of g. Conv
 * gives what stands beside g in it, ConvInputGrad what stands beside x, ConvWeightGrad what stands beside w. So the
 * gradients of each are the two others, to any order. See Dumoulin and Visin, A guide to convolution arithmetic for deep
 * learning, 2016.
 */
public final class Convolutions {
    static final String INPUT_GRAD = "ConvInputGrad";
    static final String WEIGHT_GRAD = "ConvWeightGrad";

    private static final List<String> WINDOW = List.of("strides", "dilations", "pads", "group");

    private Convolutions() {}

    /**
     * Inputs: x [batch, channels, lengths...], weight [maps, channels / group, kernel...], bias [maps] or none. Attributes
     * as in ONNX: {@code strides}, {@code dilations}, {@code pads}, {@code auto_pad}, {@code group}, {@code kernel_shape}.
     */
    static final Op CONV = Op.define("Conv", Convolutions::convType)
            .vjp(Convolutions::convGradient)
            .onnx(Onnx.floating(1, ConvolutionForms::writeConv))
            .reading(ConvolutionForms::conv)
            .build();

    /**
     * Inputs: g as Conv gives it, weight. Attributes: {@code strides}, {@code dilations}, {@code pads}, {@code group}, and
     * {@code shape}, that of the input which Conv would make g of. It is the transposed convolution.
     */
    static final Op CONV_INPUT_GRAD = Op.define(INPUT_GRAD, (in, attributes) -> {
        TypeRules.count(in, 2);
        TensorType x = in.get(0).withShape(attributes.shape("shape"));
        fits(in.get(0), x, in.get(1), attributes);
        return List.of(x);
    })
            .vjp((ops, attributes, in, out, c) -> {
                Attributes window = attributes.only(WINDOW);
                return List.of(ops.apply1("Conv", window, c.get(0), in.get(1)),
                        weightGrad(ops, window, c.get(0), in.get(0), in.get(1).shape()));
            })
            .onnx(new ConvInputGradMapping())
            .build();

    /**
     * Inputs: x, g as Conv gives it. Attributes: {@code strides}, {@code dilations}, {@code pads}, {@code group}, and
     * {@code shape}, that of the weight with which Conv would make g of x.
     */
    static final Op CONV_WEIGHT_GRAD = Op.define(WEIGHT_GRAD, (in, attributes) -> {
        TypeRules.count(in, 2);
        TensorType w = in.get(0).withShape(attributes.shape("shape"));
        fits(in.get(1), in.get(0), w, attributes);
        return List.of(w);
    })
            .decomposition((ops, in, attributes) -> List.of(asConvolution(in.get(0), in.get(1), attributes)))
            .vjp((ops, attributes, in, out, c) -> {
                Attributes window = attributes.only(WINDOW);
                return List.of(inputGrad(ops, window, in.get(1), c.get(0), in.get(0).shape()),
                        ops.apply1("Conv", window, in.get(0), c.get(0)));
            })
            .build();

    private static List<TensorType> convType(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 2, 3);
        TensorType x = in.get(0);
        TensorType w = in.get(1);
        Shape y = output(x, w, attributes);
        if (in.size() == 3) {
            requireBias(x, in.get(2), y.dim(1));
        }
        return List.of(x.withShape(y));
    }

    static void requireBias(TensorType x, TensorType bias, Dim maps) {
        TypeRules.sameDType("input", x, "bias", bias);
        TypeRules.rank(1, "bias", bias);
        TypeRules.require(bias.shape().dim(0).equals(maps), "bias " + bias + " must hold one number for each of the " + maps
                + " maps (" + bias.shape().dim(0) + " ≠ " + maps + ")");
    }

    private static Shape output(TensorType x, TensorType w, Attributes attributes) {
        TypeRules.dtype(FLOATING, "input", x);
        TypeRules.sameDType("input", x, "weight", w);
        Sliding.spatialAxes("input", x);
        TypeRules.rank(x.shape().rank(), "weight", w);
        long group = group(attributes);
        Dim channels = w.shape().dim(1).times(group);
        TypeRules.require(channels.equals(x.shape().dim(1)), "input " + x + " has " + x.shape().dim(1)
                + " channels, but weight " + w + (group == 1 ? " reads " + channels
                        : " reads " + w.shape().dim(1) + " in each of " + group + " groups, together " + channels));
        requireGroups("the " + w.shape().dim(0) + " maps of weight " + w, w.shape().dim(0), group);
        Sliding sliding = Sliding.of(attributes, Sliding.kernel(w, attributes));
        return x.shape().slice(0, 1).concat(w.shape().slice(0, 1)).concat(sliding.outputs(Sliding.spatial(x.shape())));
    }

    static long group(Attributes attributes) {
        long group = attributes.longValue("group", 1);
        TypeRules.require(group >= 1, "group must be at least 1, but is " + group);
        return group;
    }

    static void requireGroups(String what, Dim number, long group) {
        TypeRules.require(group == 1 || (number.isKnown() && number.length() % group == 0),
                what + " must be divisible into " + group + " groups");
    }

    private static void fits(TensorType g, TensorType x, TensorType w, Attributes attributes) {
        TypeRules.sameDType("input", g, "the other", w);
        Shape y = output(x, w, attributes);
        TypeRules.require(y.equals(g.shape()), "g " + g + " must have the shape that Conv gives for an input " + x.shape()
                + " and a weight " + w.shape() + ", which is " + y);
    }

    /** The window of a node of any of the three ops, given the types of Conv's input and weight. */
    public static Window window(TensorType x, TensorType w, Attributes attributes) {
        return Sliding.of(attributes, Sliding.kernel(w, attributes)).over(Sliding.spatial(x.shape()));
    }

    private static List<Value> convGradient(Ops ops, Attributes attributes, List<Value> in, List<Value> out, List<Value> c) {
        Value x = in.get(0);
        Value w = in.get(1);
        Attributes window = window(x.type(), w.type(), attributes).attributes().with("group", group(attributes));
        List<Value> gradients = new ArrayList<>();
        gradients.add(inputGrad(ops, window, c.get(0), w, x.shape()));
        gradients.add(weightGrad(ops, window, x, c.get(0), w.shape()));
        if (in.size() == 3) {
            int[] all = IntStream.range(0, x.rank()).filter(axis -> axis != 1).toArray();
            gradients.add(c.get(0).sum(false, all));
        }
        return gradients;
    }

    static Value inputGrad(Ops ops, Attributes window, Value g, Value w, Shape x) {
        return ops.apply1(INPUT_GRAD, window.with("shape", x), g, w);
    }

    private static Value weightGrad(Ops ops, Attributes window, Value x, Value g, Shape w) {
        return ops.apply1(WEIGHT_GRAD, window.with("shape", w), x, g);
    }

    /**
     * The gradient of the weight is itself a convolution: that of x with g as the kernel, where channels and batch change
     * places, and so do strides and dilations. In groups: batch and group together are the channels, in the order that
     * the maps of g, which are in groups already, expect.
     */
    private static Value asConvolution(Value x, Value g, Attributes attributes) {
        Shape w = attributes.shape("shape");
        long group = group(attributes);
        Window window = window(x.type(), x.type().withShape(w), attributes);
        int[] swap = IntStream.range(0, x.rank()).map(i -> i < 2 ? 1 - i : i).toArray();
        Value data = x.transpose(swap);
        if (group > 1) {
            Dim batch = x.dim(0);
            Shape split = Shape.of(batch, Dim.of(group), w.dim(1)).concat(Sliding.spatial(x.shape()));
            int[] order = IntStream.rangeClosed(0, x.rank()).map(i -> i < 3 ? 2 - i : i).toArray();
            data = x.reshape(split).transpose(order)
                    .reshape(Shape.of(w.dim(1), batch.times(group)).concat(Sliding.spatial(x.shape())));
        }
        Attributes turned = Attributes.of("strides", window.each(Window.Axis::dilation), "dilations",
                window.each(Window.Axis::stride), "pads", window.pads(a -> Math.max(0, a.end() - a.slack())), "group", group);
        Value y = x.ops().apply1("Conv", turned, data, g.transpose(swap)).transpose(swap);
        return y.shape().equals(w) ? y : x.ops().slice(y, new long[x.rank() - 2], window.each(Window.Axis::kernel),
                Sliding.spatialAxes(w), IntStream.range(2, x.rank()).mapToLong(i -> 1).toArray());
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(CONV, CONV_INPUT_GRAD, CONV_WEIGHT_GRAD, TransposedConvolution.OP);
    }
}
