package org.espalier.core.op.reduce;

import static org.espalier.core.op.rule.Gradients.keepDims;
import static org.espalier.core.op.rule.Gradients.where;
import static org.espalier.core.op.rule.TypeRules.INDEX;
import static org.espalier.core.op.rule.TypeRules.NUMERIC;
import static org.espalier.core.op.rule.TypeRules.SIGNED;
import static org.espalier.tensor.DType.I64;
import static org.espalier.tensor.DType.U8;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxMapping;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Reductions over the axes in the attribute {@code axes}, all where it is empty, which stay with length 1 if
 * {@code keepdims} is true.
 */
public final class Reductions {
    private Reductions() {}

    static final Op SUM = Op.define("ReduceSum", reduction(SIGNED))
            .vjp((ops, attributes, in, out, c) -> List.of(
                    spread(c.get(0), in.get(0), attributes).expand(in.get(0).shape())))
            .onnx(Onnx.floating(1, mapping("ReduceSum", 13)).and(1, INDEX))
            .build();

    /** The mean; of integers, cut towards 0. */
    static final Op MEAN = Op.define("ReduceMean", reduction(SIGNED))
            .vjp((ops, attributes, in, out, c) -> {
                Value x = in.get(0);
                double n = (double) x.shape().size() / out.get(0).shape().size();
                return List.of(spread(c.get(0).mul(1 / n), x, attributes).expand(x.shape()));
            })
            .onnx(Onnx.floating(1, mapping("ReduceMean", 18)).and(1, INDEX))
            .build();

    /** The largest element, NaN if there is one. Elements that share the place share the gradient equally. */
    static final Op MAX = Op.define("ReduceMax", reduction(NUMERIC))
            .vjp((ops, attributes, in, out, c) -> List.of(toExtremes(in.get(0), out.get(0), c.get(0), attributes)))
            .onnx(Onnx.floating(1, mapping("ReduceMax", 18)).and(1, INDEX).and(12, U8))
            .build();

    /** The smallest element, NaN if there is one. Elements that share the place share the gradient equally. */
    static final Op MIN = Op.define("ReduceMin", reduction(NUMERIC))
            .vjp((ops, attributes, in, out, c) -> List.of(toExtremes(in.get(0), out.get(0), c.get(0), attributes)))
            .onnx(Onnx.floating(1, mapping("ReduceMin", 18)).and(1, INDEX).and(12, U8))
            .build();

    /** Attribute {@code axis}: the axis whose first largest element's index (i64) is given; NaN counts as largest. */
    static final Op ARG_MAX = Op.define("ArgMax", (in, attributes) -> {
        TypeRules.count(in, 1);
        TypeRules.dtype(NUMERIC, "input", in.get(0));
        int axis = in.get(0).shape().axis(attributes.intValue("axis"));
        return List.of(new TensorType(I64, reduced(in.get(0).shape(), new int[] {axis}, attributes.flag("keepdims"))));
    })
            .notDifferentiable()
            .onnx(Onnx.floating(1, (node, target) -> target.node("ArgMax",
                    Attributes.of("axis", Onnx.axis(node), "keepdims", Onnx.flag(node, "keepdims"))))
                    .and(1, INDEX).and(1, U8))
            .build();

    private static Op.TypeRule reduction(Set<DType> dtypes) {
        return (in, attributes) -> {
            TypeRules.count(in, 1);
            TypeRules.dtype(dtypes, "input", in.get(0));
            Shape s = in.get(0).shape();
            return List.of(in.get(0).withShape(reduced(s, axes(s, attributes), attributes.flag("keepdims"))));
        };
    }

    private static int[] axes(Shape s, Attributes attributes) {
        return TypeRules.axes(s, attributes.ints("axes"));
    }

    private static Shape reduced(Shape s, int[] axes, boolean keep) {
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
    private static Value spread(Value reduced, Value x, Attributes attributes) {
        return keepDims(reduced, x.shape(), axes(x.shape(), attributes));
    }

    private static Value toExtremes(Value x, Value y, Value c, Attributes attributes) {
        Value hit = x.equal(spread(y, x, attributes));
        Value hits = hit.cast(x.dtype()).sum(true, axes(x.shape(), attributes));
        return where(hit, spread(c, x, attributes).div(hits).expand(x.shape()));
    }

    private static OnnxMapping mapping(String opType, int axesAreInputSince) {
        return (node, target) -> {
            Attributes keep = Attributes.of("keepdims", Onnx.flag(node, "keepdims"));
            Shape s = node.input(0).type().shape();
            if (s.rank() == 0) {
                target.node(opType, keep);
            } else {
                Onnx.withAxes(opType, axesAreInputSince, axes(s, node.attributes()), keep, target);
            }
        };
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(SUM, MEAN, MAX, MIN, ARG_MAX);
    }
}
