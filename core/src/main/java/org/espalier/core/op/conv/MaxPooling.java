package org.espalier.core.op.conv;

import static org.espalier.core.op.rule.TypeRules.FLOATING;
import static org.espalier.tensor.DType.U8;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.op.Trait;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * The largest element of each window and, as a second output, where it stands: its index (i64) in the whole tensor, row
 * by row, or with {@code storage_order=1} column by column within each map. The first of equal elements counts; NaN counts
 * as largest. The indices are a residual, which is left out where nothing uses it, and can be used like any value.
 */
final class MaxPooling {
    private static final Set<DType> DTYPES = Set.copyOf(EnumSet.of(DType.F32, DType.F64, U8));
    private static final List<String> ATTRIBUTES = List.of(
            "auto_pad", "ceil_mode", "dilations", "kernel_shape", "pads", "storage_order", "strides");

    /** What says where the windows are. */
    private static final List<String> WINDOW = List.of(
            "auto_pad", "ceil_mode", "dilations", "kernel_shape", "pads", "strides");

    private MaxPooling() {}

    static final Op OP = Op.define("MaxPool", MaxPooling::type)
            .vjp((ops, attributes, in, out, c) -> List.of(
                    ops.apply1("MaxPoolGrad", attributes.only(WINDOW), in.get(0), c.get(0))))
            .onnx(Onnx.needing(MaxPooling::opset, Onnx.floating(1, MaxPooling::write).and(12, U8)))
            .reading(node -> node.ops().apply("MaxPool", List.of(node.input(0)),
                    ConvolutionForms.window(node, ATTRIBUTES, "ceil_mode")))
            .traits(Trait.RESIDUALS)
            .build();

    private static List<TensorType> type(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 1);
        TensorType x = in.get(0);
        TypeRules.dtype(DTYPES, "input", x);
        long order = attributes.longValue("storage_order", 0);
        TypeRules.require(order == 0 || order == 1, "storage_order must be 0 (row by row) or 1 (column by column), but is "
                + order);
        TensorType y = x.withShape(Sliding.pooled(x, attributes));
        return attributes.flag("residuals", true) ? List.of(y, y.withDType(DType.I64)) : List.of(y);
    }

    /**
     * The gradient: what comes back goes where the largest element of its window stands, and adds up there. Inputs: x and
     * the cotangent of the largest elements; attributes as of MaxPool. It is an op so that a backend need not store where
     * elements stand; it is differentiated through its decomposition.
     */
    static final Op GRAD = Op.define("MaxPoolGrad", (in, attributes) -> {
        TypeRules.count(in, 2);
        TensorType x = in.get(0);
        TypeRules.dtype(FLOATING, "input", x);
        TensorType y = x.withShape(Sliding.pooled(x, attributes));
        TypeRules.require(in.get(1).equals(y), "the cotangent must have the type that MaxPool gives for " + x + ", which is " + y
                + ", but is " + in.get(1));
        return List.of(x);
    }).decomposition(MaxPooling::gradient).build();

    private static List<Value> gradient(Ops ops, List<Value> in, Attributes attributes) {
        Value x = in.get(0);
        Value c = in.get(1);
        Value indices = ops.apply("MaxPool", List.of(x), attributes).get(1);
        Shape flat = Shape.of(c.shape().count());
        Value zeros = ops.full(x.dtype(), Shape.of(x.shape().count()), 0);
        return List.of(ops.scatterElements(zeros, indices.reshape(flat), c.reshape(flat), 0, "add").reshape(x.shape()));
    }

    private static int opset(Node node) {
        Attributes a = node.attributes();
        return Sliding.dilated(a) || a.flag("ceil_mode", false) ? 10 : node.outputs().size() == 2 ? 8 : 1;
    }

    private static void write(Node node, OnnxTarget target) {
        Attributes a = node.attributes();
        Attributes written = ConvolutionForms.pooling(node);
        if (Sliding.dilated(a)) {
            written = written.with("dilations", a.longs("dilations"));
        }
        if (a.longValue("storage_order", 0) != 0 && node.outputs().size() == 2) {
            written = written.with("storage_order", 1);
        }
        target.node("MaxPool", written);
    }
}
