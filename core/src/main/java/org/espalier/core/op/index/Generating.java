package org.espalier.core.op.index;

import static org.espalier.core.op.rule.TypeRules.ALL;
import static org.espalier.core.op.rule.TypeRules.SIGNED;
import static org.espalier.tensor.DType.BOOL;
import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.I32;
import static org.espalier.tensor.DType.I64;
import static org.espalier.tensor.DType.U8;

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

/** Ops that make positions and what follows from positions alone; none has a gradient. */
public final class Generating {
    private Generating() {}

    /**
     * No inputs. Attributes {@code start}, {@code limit}, {@code delta}, {@code dtype}: start, start + delta, ... before
     * limit. All three are rounded to the dtype first, so that their number is the same wherever it is worked out.
     */
    static final Op RANGE = Op.define("Range", (in, attributes) -> {
        TypeRules.count(in, 0);
        return List.of(Progression.of(attributes).type());
    })
            .decomposition((ops, in, attributes) -> List.of(ops.constant(Progression.of(attributes).elements())))
            .notDifferentiable()
            .onnx(Onnx.floating(11, Generating::writeRange).and(11, I32).and(11, I64))
            .reading(Generating::readRange)
            .build();

    private static void writeRange(Node node, OnnxTarget target) {
        DType dtype = node.attributes().dtype("dtype");
        target.nodeWith("Range", Attributes.none(), Progression.number(node.attributes(), "start", dtype),
                Progression.number(node.attributes(), "limit", dtype), Progression.number(node.attributes(), "delta", dtype));
    }

    private static List<Value> readRange(OnnxNode n) {
        Tensor start = n.constant(0);
        Tensor limit = n.constant(1);
        Tensor delta = n.constant(2);
        TypeRules.require(SIGNED.contains(start.dtype()), "a range of " + start.dtype() + " is not supported");
        return List.of(start.dtype().isFloating()
                ? n.ops().range(start.dtype(), start.getDouble(0), limit.getDouble(0), delta.getDouble(0))
                : n.ops().range(start.dtype(), start.getLong(0), limit.getLong(0), delta.getLong(0)));
    }

    /** Input: a matrix, of which only the shape counts. 1 where column = row + {@code k}, otherwise 0, in {@code dtype}. */
    static final Op EYE_LIKE = Op.define("EyeLike", (in, attributes) -> {
        TypeRules.count(in, 1);
        TypeRules.rank(2, "input", in.get(0));
        attributes.longValue("k");
        return List.of(in.get(0).withDType(attributes.dtype("dtype")));
    })
            .decomposition((ops, in, attributes) -> List.of(eye(ops, in.get(0).shape(), attributes)))
            .notDifferentiable()
            .onnx(Onnx.all(9, Generating::writeEye))
            .reading(n -> List.of(n.ops().eyeLike(n.input(0), n.attributes().longValue("k", 0),
                    n.attributes().has("dtype") ? n.dtype("dtype") : n.input(0).dtype())))
            .build();

    private static Value eye(Ops ops, Shape s, Attributes attributes) {
        Value rows = ops.range(I64, 0, s.length(0), 1).reshape(Shape.of(s.length(0), 1));
        Value columns = ops.range(I64, 0, s.length(1), 1);
        return rows.add(attributes.longValue("k")).equal(columns).cast(attributes.dtype("dtype"));
    }

    /** ONNX Runtime has it for numbers of 32 and 64 bits; others are converted before and behind. */
    private static void writeEye(Node node, OnnxTarget target) {
        DType from = node.input(0).type().dtype();
        DType to = node.output().type().dtype();
        String in = target.inputs().get(0);
        String out = target.outputs().get(0);
        if (small(from)) {
            in = target.intermediate("matrix");
            target.node("Cast", target.inputs(), List.of(in), Attributes.of("to", F32));
        }
        if (small(to)) {
            out = target.intermediate("eye");
        }
        target.node("EyeLike", List.of(in), List.of(out),
                Attributes.of("k", node.attributes().longValue("k"), "dtype", small(to) ? F32 : to));
        if (small(to)) {
            target.node("Cast", List.of(out), target.outputs(), Attributes.of("to", to));
        }
    }

    private static boolean small(DType dtype) {
        return dtype == BOOL || dtype == U8;
    }

    /**
     * Input: of any dtype, with at least one axis. The positions of the elements that are not 0 (NaN is not), in row-major
     * order: a column each, a row an axis, i64. How many there are depends on the data, which a type cannot: there are
     * {@code size} columns; surplus positions are left out, and columns without a position hold -1, which no position is.
     */
    static final Op NON_ZERO = Op.define("NonZero", (in, attributes) -> {
        TypeRules.count(in, 1);
        TypeRules.dtype(ALL, "input", in.get(0));
        int rank = in.get(0).shape().rank();
        TypeRules.require(rank > 0, "input must have at least one axis, but is " + in.get(0));
        long size = attributes.longValue("size");
        TypeRules.require(size >= 0, "size must be at least 0, but is " + size);
        return List.of(new TensorType(I64, Shape.of(Dim.of(rank), Dim.of(size))));
    })
            .notDifferentiable()
            .onnx(Onnx.all(9, Generating::writeNonZero))
            .reading(Generating::readNonZero)
            .build();

    /** All positions, followed by as many fillers as are wanted at most, cut to the size. */
    private static void writeNonZero(Node node, OnnxTarget target) {
        TensorType type = node.output().type();
        long size = type.shape().length(1);
        String all = target.intermediate("positions");
        String filled = target.intermediate("filled");
        target.node("NonZero", target.inputs(), List.of(all), Attributes.none());
        target.node("Concat", List.of(all, target.constant(Tensor.full(type, -1))), List.of(filled), Attributes.of("axis", 1));
        if (target.opset() >= 10) {
            target.node("Slice", List.of(filled, target.constant(Onnx.vector(0)), target.constant(Onnx.vector(size)),
                    target.constant(Onnx.vector(1))), target.outputs(), Attributes.none());
        } else {
            target.node("Slice", List.of(filled), target.outputs(),
                    Attributes.of("starts", new long[] {0}, "ends", new long[] {size}, "axes", new int[] {1}));
        }
    }

    /** In ONNX the type depends on the data, which so has to be known. */
    private static List<Value> readNonZero(OnnxNode n) {
        Tensor x = n.constant(0);
        long size = 0;
        for (int i = 0; i < x.size(); i++) {
            size += x.getDouble(i) != 0 ? 1 : 0;
        }
        return List.of(n.ops().nonZero(n.input(0), size));
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(RANGE, EYE_LIKE, NON_ZERO);
    }
}
