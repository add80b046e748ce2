package org.espalier.core.op.reduce;

import static org.espalier.core.op.rule.TypeRules.INDEX;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.espalier.core.op.rule.Gradients;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxReading;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;

/**
 * What reductions share: they reduce the axes in the attribute {@code axes}, all where it is empty, which stay with
 * length 1 if {@code keepdims} is true.
 */
final class ReductionRules {
    private ReductionRules() {}

    /** One input of some dtypes, without the axes that are reduced. */
    static Op.TypeRule reduction(Set<DType> dtypes) {
        return (in, attributes) -> {
            TypeRules.count(in, 1);
            TypeRules.dtype(dtypes, "input", in.get(0));
            Shape s = in.get(0).shape();
            return List.of(in.get(0).withShape(reduced(s, axes(s, attributes), attributes.flag("keepdims"))));
        };
    }

    /** The axes that are reduced, from 0. */
    static int[] axes(Shape s, Attributes attributes) {
        return TypeRules.axes(s, attributes.ints("axes"));
    }

    /** A shape without some axes, or with length 1 in their places. */
    static Shape reduced(Shape s, int[] axes, boolean keep) {
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < s.rank(); i++) {
            int at = i;
            boolean gone = IntStream.of(axes).anyMatch(a -> a == at);
            if (!gone) {
                dims.add(s.dim(i));
            } else if (keep) {
                dims.add(Dim.of(1));
            }
        }
        return Shape.of(dims);
    }

    /** A reduced value, shaped so that it broadcasts to what was reduced. */
    static Value spread(Value reduced, Value x, Attributes attributes) {
        return Gradients.keepDims(reduced, x.shape(), axes(x.shape(), attributes));
    }

    /** The operator of ONNX for f32, f64, i32 and i64. */
    static Onnx.Dated mapping(String opType, int axesAreInputSince) {
        return Onnx.floating(1, (node, target) -> {
            Attributes keep = Attributes.of("keepdims", Onnx.flag(node, "keepdims"));
            Shape s = node.input(0).type().shape();
            if (s.rank() == 0) {
                target.node(opType, keep);
            } else {
                Onnx.withAxes(opType, axesAreInputSince, axes(s, node.attributes()), keep, target);
            }
        }).and(1, INDEX);
    }

    /** The op of the operator's name; axes are an attribute or an input, and none mean all or, on request, nothing. */
    static OnnxReading reading() {
        return node -> {
            Attributes a = node.attributes();
            long[] axes = node.has(1) ? node.constant(1).toLongs() : a.has("axes") ? a.longs("axes") : new long[0];
            boolean nothing = axes.length == 0 && a.longValue("noop_with_empty_axes", 0) != 0;
            return List.of(nothing ? node.input(0) : apply(node, axes));
        };
    }

    private static Value apply(OnnxNode node, long[] axes) {
        return node.ops().apply1(node.opType(),
                Attributes.of("axes", axes, "keepdims", node.attributes().longValue("keepdims", 1) != 0), node.input(0));
    }
}
