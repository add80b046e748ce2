package org.espalier.core.op.conv;

import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.List;
import org.espalier.core.op.rule.Gradients;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** All pooling ops: the largest, the mean and the p-norm of windows, and of whole maps. */
public final class Poolings {
    private static final List<String> LP_ATTRIBUTES = List.of(
            "auto_pad", "ceil_mode", "dilations", "kernel_shape", "p", "pads", "strides");

    private Poolings() {}

    static final Op GLOBAL_AVERAGE = Op.define("GlobalAveragePool", Poolings::globalType)
            .decomposition((ops, in, attributes) -> List.of(
                    ops.reduceMean(in.get(0), true, Sliding.spatialAxes(in.get(0).shape()))))
            .onnx(Onnx.floating(1, "GlobalAveragePool"))
            .reading(node -> node.ops().apply("GlobalAveragePool", List.of(node.input(0)), Attributes.none()))
            .build();

    /** Elements that share the place of the largest share the gradient equally, as in ReduceMax. */
    static final Op GLOBAL_MAX = Op.define("GlobalMaxPool", Poolings::globalType)
            .decomposition((ops, in, attributes) -> List.of(
                    ops.reduceMax(in.get(0), true, Sliding.spatialAxes(in.get(0).shape()))))
            .onnx(Onnx.floating(1, "GlobalMaxPool"))
            .reading(node -> node.ops().apply("GlobalMaxPool", List.of(node.input(0)), Attributes.none()))
            .build();

    /**
     * The p-norm of each window, (Σ|x|^p)^(1/p), with {@code p} a whole number of at least 1, 2 where it is left out. The
     * derivative is 0 where a whole window is 0.
     */
    static final Op LP = Op.define("LpPool", (in, attributes) -> {
        TypeRules.count(in, 1);
        TypeRules.dtype(FLOATING, "input", in.get(0));
        TypeRules.require(p(attributes) >= 1, "p must be at least 1, but is " + p(attributes));
        return List.of(in.get(0).withShape(Sliding.pooled(in.get(0), attributes)));
    })
            .decomposition((ops, in, attributes) -> {
                Value x = in.get(0);
                long p = p(attributes);
                Value powers = p == 1 ? x.abs() : p == 2 ? x.square() : x.abs().pow(p);
                Value sums = AveragePooling.sum(ops, powers, window(x, attributes));
                return List.of(p == 1 ? sums : p == 2 ? sums.sqrt() : sums.pow(1.0 / p));
            })
            .vjp(Poolings::lpGradient)
            .onnx(Onnx.needing(Poolings::lpOpset, Onnx.floating(2, Poolings::writeLp)))
            .reading(Poolings::readLp)
            .build();

    private static List<TensorType> globalType(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 1);
        TensorType x = in.get(0);
        TypeRules.dtype(FLOATING, "input", x);
        Sliding.spatialAxes("input", x);
        Shape y = x.shape();
        for (int axis : Sliding.spatialAxes(y)) {
            TypeRules.require(!y.dim(axis).equals(Dim.of(0)), "spatial axis " + axis + " of input " + x + " must not be empty");
            y = y.with(axis, Dim.of(1));
        }
        return List.of(x.withShape(y));
    }

    private static long p(Attributes attributes) {
        return attributes.longValue("p", 2);
    }

    private static Window window(Value x, Attributes attributes) {
        return Sliding.pooling(x.type(), attributes).over(Sliding.spatial(x.shape()));
    }

    /** ∂y/∂x = sign(x)·|x|^(p-1)·y^(1-p). */
    private static List<Value> lpGradient(Ops ops, Attributes attributes, List<Value> in, List<Value> out, List<Value> c) {
        Value x = in.get(0);
        Value y = out.get(0);
        long p = p(attributes);
        Value parts = c.get(0);
        if (p > 1) {
            Value none = y.equal(y.constant(0));
            Value safe = ops.where(none, y.constant(1), y);
            parts = Gradients.whereNot(none, c.get(0).div(p == 2 ? safe : safe.pow(p - 1)));
        }
        Value slope = p == 1 ? x.sign() : p == 2 ? x : x.sign().mul(x.abs().pow(p - 1));
        return List.of(AveragePooling.spread(ops, parts, x.shape(), window(x, attributes)).mul(slope));
    }

    private static int lpOpset(Node node) {
        return Sliding.dilated(node.attributes()) || node.attributes().flag("ceil_mode", false) ? 18 : 2;
    }

    private static void writeLp(Node node, OnnxTarget target) {
        Attributes a = node.attributes();
        Attributes written = ConvolutionForms.pooling(node).with("p", p(a));
        target.node("LpPool", Sliding.dilated(a) ? written.with("dilations", a.longs("dilations")) : written);
    }

    /** In opset 1 p is a real number, and a kernel that is left out means the whole map. */
    private static List<Value> readLp(OnnxNode node) {
        Attributes a = ConvolutionForms.window(node, LP_ATTRIBUTES, "ceil_mode");
        if (a.has("p")) {
            double p = a.doubleValue("p");
            TypeRules.require(p == Math.rint(p), "p must be a whole number, but is " + p);
            a = a.with("p", (long) p);
        }
        if (!a.has("kernel_shape")) {
            a = a.with("kernel_shape", Sliding.spatial(node.input(0).shape()).lengths());
        }
        return node.ops().apply("LpPool", List.of(node.input(0)), a);
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(MaxPooling.OP, MaxPooling.GRAD, MaxUnpooling.OP, AveragePooling.OP, AveragePooling.GRAD, GLOBAL_AVERAGE,
                GLOBAL_MAX, LP);
    }
}
