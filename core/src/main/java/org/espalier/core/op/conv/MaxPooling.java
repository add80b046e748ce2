package org.espalier.core.op.conv;

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

    private MaxPooling() {}

    static final Op OP = Op.define("MaxPool", MaxPooling::type)
            .vjp(MaxPooling::gradient)
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

    /** What comes back goes where the element came from, and adds up there. */
    private static List<Value> gradient(Ops ops, Attributes attributes, List<Value> in, List<Value> out, List<Value> c) {
        Value x = in.get(0);
        Value indices = out.size() == 2 && attributes.longValue("storage_order", 0) == 0
                ? out.get(1)
                : ops.apply("MaxPool", in, attributes.with("storage_order", 0).with("residuals", true)).get(1);
        Shape flat = Shape.of(x.shape().count());
        return List.of(ops.apply1("GatherGrad", Attributes.of("axis", 0, "shape", flat),
                c.get(0).reshape(Shape.of(c.get(0).shape().count())),
                indices.reshape(Shape.of(indices.shape().count()))).reshape(x.shape()));
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
