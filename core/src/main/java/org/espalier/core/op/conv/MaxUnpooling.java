package org.espalier.core.op.conv;

import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.List;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxMapping;
import org.espalier.export.OnnxNode;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Puts what MaxPool gave back to where it stood, among zeros. Inputs: x and its indices (i64), row by row in a tensor whose
 * lengths follow from the attributes {@code kernel_shape}, {@code strides} and {@code pads}. An attribute
 * {@code output_shape} may ask for more: the rest, at the end of each axis, is 0.
 */
final class MaxUnpooling {
    private static final List<String> WINDOW = List.of("kernel_shape", "strides", "pads");

    private MaxUnpooling() {}

    static final Op OP = Op.define("MaxUnpool", MaxUnpooling::type)
            .decomposition(MaxUnpooling::decompose)
            // Runtimes read the indices in the larger shape, where it is asked for, ONNX's tests in the smaller one.
            .onnx(Onnx.needing(node -> node.attributes().has("output_shape") ? Integer.MAX_VALUE : 9,
                    Onnx.floating(9, OnnxMapping.same("MaxUnpool", "kernel_shape", "strides", "pads"))))
            .reading(MaxUnpooling::read)
            .build();

    private static List<TensorType> type(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 2);
        TensorType x = in.get(0);
        TypeRules.dtype(FLOATING, "input", x);
        TypeRules.require(in.get(1).equals(x.withDType(DType.I64)), "indices " + in.get(1) + " must be i64 and have the shape of "
                + "input " + x);
        Shape pooled = pooled(x, attributes);
        if (!attributes.has("output_shape")) {
            return List.of(x.withShape(pooled));
        }
        Shape wanted = attributes.shape("output_shape");
        TypeRules.require(wanted.rank() == pooled.rank(), "output_shape " + wanted + " must have as many axes as " + pooled);
        for (int i = 0; i < wanted.rank(); i++) {
            boolean known = wanted.dim(i).isKnown() && pooled.dim(i).isKnown();
            TypeRules.require(wanted.dim(i).equals(pooled.dim(i)) || (i >= 2 && known && wanted.length(i) >= pooled.length(i)),
                    "output_shape " + wanted + " must not be smaller than what was pooled, which is " + pooled);
        }
        return List.of(x.withShape(wanted));
    }

    /** The shape that the indices count in. */
    private static Shape pooled(TensorType x, Attributes attributes) {
        Shape s = x.shape();
        for (Sliding.Axis a : Sliding.pooling(x, attributes.only(WINDOW)).axes()) {
            Dim length = s.dim(a.axis()).plus(-1).times(a.stride()).plus(a.span() - a.begin() - a.end());
            TypeRules.require(!length.isKnown() || length.length() > 0, "nothing is left of spatial axis " + a.axis() + " of input " + x
                    + " with a kernel of " + a.kernel() + " and the pads " + a.begin() + " and " + a.end());
            s = s.with(a.axis(), length);
        }
        return s;
    }

    private static List<Value> decompose(Ops ops, List<Value> in, Attributes attributes) {
        Value x = in.get(0);
        Shape pooled = pooled(x.type(), attributes);
        Shape flat = Shape.of(x.shape().count());
        Value zeros = ops.full(x.dtype(), Shape.of(pooled.count()), 0);
        Value y = ops.scatterElements(zeros, in.get(1).reshape(flat), x.reshape(flat), 0, "none").reshape(pooled);
        Shape wanted = attributes.has("output_shape") ? attributes.shape("output_shape") : pooled;
        if (wanted.equals(pooled)) {
            return List.of(y);
        }
        long[] pads = new long[2 * pooled.rank()];
        for (int i = 2; i < pooled.rank(); i++) {
            pads[pooled.rank() + i] = wanted.length(i) - pooled.length(i);
        }
        return List.of(ops.pad(y, pads));
    }

    private static List<Value> read(OnnxNode node) {
        Attributes a = node.attributes().only(WINDOW);
        if (node.has(2)) {
            a = a.with("output_shape", Shape.of(node.lengths(2)));
        }
        return node.ops().apply("MaxUnpool", List.of(node.input(0), node.input(1)), a);
    }
}
