package org.espalier.core.op.conv;

import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Transposed convolution as ONNX has it. Inputs: x [batch, channels, lengths...], weight [channels, maps / group,
 * kernel...], bias [maps] or none. It is ConvInputGrad, whose input's shape follows from {@code strides},
 * {@code dilations}, {@code pads}, {@code auto_pad}, {@code output_padding} and {@code output_shape}.
 */
final class TransposedConvolution {
    private TransposedConvolution() {}

    static final Op OP = Op.define("ConvTranspose", TransposedConvolution::type)
            .decomposition(TransposedConvolution::decompose)
            .onnx(Onnx.needing(TransposedConvolution::opset, Onnx.floating(1, (node, target) -> target.node("ConvTranspose",
                    node.attributes().only(ConvolutionForms.CONV_TRANSPOSE)))))
            .reading(ConvolutionForms::convTranspose)
            .build();

    /**
     * One spatial axis of the result.
     *
     * @param length its length
     * @param begin how much of what the kernel makes is cut off before it
     * @param end how much is cut off behind it; where negative, so much is put there
     */
    private record Made(Dim length, long begin, long end) {
        /**
         * How many zeros have to be put behind it. ConvInputGrad itself gives fewer elements than a stride that the kernel
         * does not reach; they are 0 there too.
         */
        long missing(long stride) {
            return Math.max(0, -end - (stride - 1));
        }
    }

    private static List<TensorType> type(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 2, 3);
        TensorType x = in.get(0);
        TensorType w = in.get(1);
        TypeRules.dtype(FLOATING, "input", x);
        TypeRules.sameDType("input", x, "weight", w);
        Sliding.spatialAxes("input", x);
        TypeRules.rank(x.shape().rank(), "weight", w);
        Dim channels = x.shape().dim(1);
        TypeRules.require(w.shape().dim(0).equals(channels), "input " + x + " has " + channels + " channels, but weight " + w
                + " reads " + w.shape().dim(0));
        long group = Convolutions.group(attributes);
        Convolutions.requireGroups("the " + channels + " channels of input " + x, channels, group);
        Dim maps = w.shape().dim(1).times(group);
        if (in.size() == 3) {
            Convolutions.requireBias(x, in.get(2), maps);
        }
        List<Dim> dims = new ArrayList<>(List.of(x.shape().dim(0), maps));
        made(x, w, attributes).forEach(m -> dims.add(m.length()));
        return List.of(x.withShape(Shape.of(dims)));
    }

    private static List<Made> made(TensorType x, TensorType w, Attributes attributes) {
        Attributes settings = attributes.only(List.of("strides", "dilations", "pads", "auto_pad"));
        Sliding sliding = Sliding.of(settings, Sliding.kernel(w, attributes));
        int n = sliding.axes().size();
        long[] padding = attributes.has("output_padding") ? attributes.longs("output_padding") : new long[n];
        TypeRules.require(padding.length == n && LongStream.of(padding).allMatch(p -> p >= 0), "output_padding must hold " + n
                + " numbers of at least 0, one a spatial axis, but is " + attributes.asMap().get("output_padding"));
        long[] wanted = attributes.has("output_shape") ? attributes.longs("output_shape") : null;
        TypeRules.require(wanted == null || (wanted.length == n && LongStream.of(wanted).allMatch(p -> p >= 1)),
                "output_shape must hold " + n + " numbers of at least 1, one a spatial axis, but is "
                        + attributes.asMap().get("output_shape"));
        List<Made> made = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            made.add(made(sliding.axes().get(i), x.shape().dim(2 + i), padding[i], wanted == null ? -1 : wanted[i]));
        }
        return made;
    }

    /** What is given too little by the kernel is put at the end; what is too much is cut off on both sides. */
    private static Made made(Sliding.Axis a, Dim length, long padding, long wanted) {
        Dim all = length.plus(-1).times(a.stride()).plus(a.span());
        Dim target = wanted >= 0 ? Dim.of(wanted) : length.times(a.stride());
        if (wanted < 0 && !a.auto().isSame()) {
            Dim made = all.plus(padding - a.begin() - a.end());
            TypeRules.require(!made.isKnown() || made.length() > 0, "nothing is left of spatial axis " + a.axis() + ": the kernel "
                    + "makes " + all + " elements of it, of which the pads " + a.begin() + " and " + a.end() + " are cut off");
            return new Made(made, a.begin(), a.end() - padding);
        }
        Dim extra = all.plus(padding).minus(target);
        TypeRules.require(extra.isKnown(), "the length of spatial axis " + a.axis()
                + " must be a number where output_shape is given, but is " + length);
        long cut = Math.max(0, extra.length());
        Dim made = wanted >= 0 ? target : all.plus(padding - cut);
        long begin = a.auto().begin(cut);
        return new Made(made, begin, (wanted >= 0 ? extra.length() : cut) - begin - padding);
    }

    /** Runtimes do not put more zeros behind the result than belong to a stride: that is written as a Pad. */
    private static int opset(Node node) {
        List<Made> made = made(node.input(0).type(), node.input(1).type(), node.attributes());
        long[] strides = Sliding.each(node.attributes(), "strides", made.size());
        return IntStream.range(0, strides.length).allMatch(i -> made.get(i).missing(strides[i]) == 0) ? 1 : Integer.MAX_VALUE;
    }

    private static List<Value> decompose(Ops ops, List<Value> in, Attributes attributes) {
        Value x = in.get(0);
        Value w = in.get(1);
        List<Made> made = made(x.type(), w.type(), attributes);
        int n = made.size();
        long[] strides = Sliding.each(attributes, "strides", n);
        long[] pads = new long[2 * n];
        long[] zeros = new long[2 * x.rank()];
        long group = Convolutions.group(attributes);
        Shape full = Shape.of(x.dim(0), w.dim(1).times(group));
        for (int i = 0; i < n; i++) {
            Made m = made.get(i);
            pads[i] = m.begin();
            pads[n + i] = Math.max(0, m.end());
            long missing = m.missing(strides[i]);
            zeros[x.rank() + 2 + i] = missing;
            full = full.insert(full.rank(), m.length().plus(-missing));
        }
        Attributes window = attributes.only(List.of("strides", "dilations")).with("pads", pads).with("group", group);
        Value y = Convolutions.inputGrad(ops, window, x, w, full);
        if (LongStream.of(zeros).anyMatch(z -> z > 0)) {
            y = ops.pad(y, zeros);
        }
        if (in.size() == 3) {
            long[] ones = new long[n];
            Arrays.fill(ones, 1);
            y = y.add(in.get(2).reshape(in.get(2).shape().concat(Shape.of(ones))));
        }
        return List.of(y);
    }
}
