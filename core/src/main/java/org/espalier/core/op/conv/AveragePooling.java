package org.espalier.core.op.conv;

import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.Arrays;
import java.util.List;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * The mean of each window: over its elements or, with {@code count_include_pad=true}, over its padding too, which is 0.
 * What a window of ceil_mode has beyond the padding never counts. It is linear, and so is its transpose, AveragePoolGrad:
 * each is the gradient of the other.
 */
final class AveragePooling {
    private static final List<String> ATTRIBUTES = List.of(
            "auto_pad", "ceil_mode", "count_include_pad", "dilations", "kernel_shape", "pads", "strides");

    private AveragePooling() {}

    static final Op OP = Op.define("AveragePool", (in, attributes) -> {
        TypeRules.count(in, 1);
        TypeRules.dtype(FLOATING, "input", in.get(0));
        return List.of(in.get(0).withShape(Sliding.pooled(in.get(0), attributes)));
    })
            .decomposition((ops, in, attributes) -> {
                Value x = in.get(0);
                Window window = window(x.type(), attributes);
                return List.of(sum(ops, x, window).mul(factors(ops, x.dtype(), window, attributes)));
            })
            .vjp((ops, attributes, in, out, c) -> List.of(
                    ops.apply1("AveragePoolGrad", attributes.with("shape", in.get(0).shape()), c.get(0))))
            .onnx(Onnx.needing(AveragePooling::opset, Onnx.floating(1, AveragePooling::write)))
            .reading(AveragePooling::read)
            .build();

    /** Spreads each element over its window: the transpose of AveragePool on an input of the attribute {@code shape}. */
    static final Op GRAD = Op.define("AveragePoolGrad", (in, attributes) -> {
        TypeRules.count(in, 1);
        TypeRules.dtype(FLOATING, "input", in.get(0));
        TensorType x = in.get(0).withShape(attributes.shape("shape"));
        Shape y = Sliding.pooled(x, attributes);
        TypeRules.require(y.equals(in.get(0).shape()), "input " + in.get(0) + " must have the shape that AveragePool gives for "
                + x + ", which is " + y);
        return List.of(x);
    })
            .decomposition((ops, in, attributes) -> {
                TensorType x = in.get(0).type().withShape(attributes.shape("shape"));
                Window window = window(x, attributes);
                Value parts = in.get(0).mul(factors(ops, x.dtype(), window, attributes));
                return List.of(spread(ops, parts, x.shape(), window));
            })
            .vjp((ops, attributes, in, out, c) -> List.of(
                    ops.apply1("AveragePool", attributes.only(ATTRIBUTES), c.get(0))))
            .build();

    private static Window window(TensorType x, Attributes attributes) {
        return Sliding.pooling(x, attributes).over(Sliding.spatial(x.shape()));
    }

    /** The sum of each window: a convolution of each map by itself with ones. */
    static Value sum(Ops ops, Value x, Window window) {
        return ops.apply1("Conv", each(window, x.shape()), x, ones(ops, x.dtype(), x.shape(), window));
    }

    /** Each element added to all elements of its window: the transpose of {@link #sum}. */
    static Value spread(Ops ops, Value parts, Shape x, Window window) {
        return Convolutions.inputGrad(ops, each(window, x), parts, ones(ops, parts.dtype(), x, window), x);
    }

    /** Windows of ceil_mode may stick out at the end, so the padding there is made as long. */
    private static Attributes each(Window window, Shape x) {
        return window.attributes(Window.Axis::longEnd).with("group", x.length(1));
    }

    private static Value ones(Ops ops, DType dtype, Shape x, Window window) {
        return ops.full(dtype, Shape.of(x.dim(1), Dim.of(1)).concat(window.kernel()), 1);
    }

    /** One over the number of elements that count at each position. */
    private static Value factors(Ops ops, DType dtype, Window window, Attributes attributes) {
        boolean padding = attributes.flag("count_include_pad", false);
        double[] product = {1};
        for (Window.Axis a : window.axes()) {
            double[] longer = new double[product.length * a.output()];
            for (int i = 0; i < longer.length; i++) {
                longer[i] = product[i / a.output()] * a.counted(i % a.output(), padding);
            }
            product = longer;
        }
        double[] factors = Arrays.stream(product).map(count -> 1 / count).toArray();
        return ops.constant(Tensor.rounded(new TensorType(dtype, window.outputs()), factors));
    }

    private static int opset(Node node) {
        Attributes a = node.attributes();
        boolean counts = a.flag("count_include_pad", false);
        if (counts && ConvolutionForms.padsMore(node)) {
            return Integer.MAX_VALUE;
        }
        return Sliding.dilated(a) ? 19 : a.flag("ceil_mode", false) ? 10 : counts ? 7 : 1;
    }

    private static void write(Node node, OnnxTarget target) {
        Attributes a = node.attributes();
        Attributes written = ConvolutionForms.pooling(node);
        if (a.flag("count_include_pad", false)) {
            written = written.with("count_include_pad", 1);
        }
        target.node("AveragePool", Sliding.dilated(a) ? written.with("dilations", a.longs("dilations")) : written);
    }

    private static List<Value> read(OnnxNode node) {
        return node.ops().apply("AveragePool", List.of(node.input(0)),
                ConvolutionForms.window(node, ATTRIBUTES, "ceil_mode", "count_include_pad"));
    }
}
