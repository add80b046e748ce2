package org.espalier.core.op.shape;

import java.util.List;
import java.util.function.Function;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Lengths as values. Lengths are numbers before anything is decomposed, so these ops become constants. */
public final class Lengths {
    private Lengths() {}

    /** The lengths of all axes (i64). */
    static final Op SHAPE = Op.define("Shape", (in, attributes) -> {
        TypeRules.count(in, 1);
        return List.of(TensorType.of(DType.I64, in.get(0).shape().rank()));
    })
            .decomposition((ops, in, attributes) -> List.of(ops.constant(vector(in.get(0).shape()))))
            .notDifferentiable()
            .onnx(Onnx.all(1, "Shape"))
            .reading(node -> List.of(read(node)))
            .build();

    /** The number of elements (i64), a scalar. */
    static final Op SIZE = Op.define("Size", (in, attributes) -> {
        TypeRules.count(in, 1);
        return List.of(TensorType.of(DType.I64));
    })
            .decomposition((ops, in, attributes) -> List.of(ops.constant(Tensor.scalar(in.get(0).shape().size()))))
            .notDifferentiable()
            .onnx(Onnx.all(1, "Size"))
            .reading(node -> List.of(apply(node, "Size", s -> Tensor.scalar(s.size()))))
            .build();

    private static Tensor vector(Shape s) {
        return Tensor.of(s.lengths(), s.rank());
    }

    /** ONNX can ask for a part of the shape; positions beyond its ends are the ends. */
    private static Value read(OnnxNode node) {
        Value all = apply(node, "Shape", Lengths::vector);
        int rank = node.input(0).rank();
        int start = position(node.attributes().longValue("start", 0), rank);
        int end = position(node.attributes().longValue("end", rank), rank);
        return start == 0 && end == rank ? all
                : node.ops().slice(all, new long[] {start}, new long[] {Math.max(start, end)}, new int[] {0}, new long[] {1});
    }

    private static int position(long given, int rank) {
        return (int) Math.max(0, Math.min(rank, given < 0 ? given + rank : given));
    }

    /** A constant where the shape is known, otherwise the op. */
    private static Value apply(OnnxNode node, String id, Function<Shape, Tensor> known) {
        Value x = node.input(0);
        return x.shape().isKnown() ? node.ops().constant(known.apply(x.shape())) : node.ops().apply1(id, x);
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(SHAPE, SIZE);
    }
}
