package org.espalier.core.op.linalg;

import static org.espalier.core.op.rule.TypeRules.INDEX;
import static org.espalier.core.op.rule.TypeRules.SIGNED;

import java.util.List;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Triangles of matrices, and products with triangles of ones: cumulative sums. */
public final class Triangles {
    private Triangles() {}

    /**
     * The matrices in the last two axes with zeros below (attribute {@code upper} true) or above the diagonal {@code k},
     * which is the k-th to the right of the main one. Its gradient is the same triangle of the cotangent.
     */
    static final Op TRILU = Op.define("Trilu", (in, attributes) -> {
        TypeRules.count(in, 1);
        TypeRules.require(in.get(0).shape().rank() >= 2, "input must have at least 2 axes, but is " + in.get(0));
        attributes.flag("upper");
        attributes.longValue("k");
        return List.of(in.get(0));
    })
            .decomposition(Triangles::select)
            .vjp((ops, attributes, in, out, c) -> List.of(ops.apply1("Trilu", attributes, c.get(0))))
            .onnx(Onnx.all(14, (node, target) -> target.nodeWith("Trilu", Attributes.of("upper", Onnx.flag(node, "upper")),
                    Tensor.scalar(node.attributes().longValue("k")))))
            .reading(node -> List.of(node.ops().trilu(node.input(0), node.attributes().longValue("upper", 1) != 0,
                    node.has(1) ? number(node, 1) : 0)))
            .build();

    /** Whether element (row, column) lies in the triangle of the attributes. */
    public static boolean inside(Attributes triangle, long row, long column) {
        long k = triangle.longValue("k");
        return triangle.flag("upper") ? column - row >= k : column - row <= k;
    }

    private static List<Value> select(Ops ops, List<Value> in, Attributes attributes) {
        Value x = in.get(0);
        int rows = Math.toIntExact(x.dim(-2).length());
        int columns = Math.toIntExact(x.dim(-1).length());
        double[] inside = new double[rows * columns];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = inside(attributes, i / columns, i % columns) ? 1 : 0;
        }
        Value triangle = ops.constant(Tensor.rounded(TensorType.of(DType.BOOL, rows, columns), inside));
        return List.of(ops.where(triangle, x, ops.scalar(x.dtype(), 0)));
    }

    /**
     * The sums of all elements up to each along the attribute {@code axis}; with {@code exclusive} without the element
     * itself, with {@code reverse} from the end. Its gradient is the cumulative sum from the other end.
     */
    static final Op CUM_SUM = Op.define("CumSum", (in, attributes) -> {
        TypeRules.count(in, 1);
        TypeRules.dtype(SIGNED, "input", in.get(0));
        in.get(0).shape().axis(attributes.intValue("axis"));
        attributes.flag("exclusive");
        attributes.flag("reverse");
        return List.of(in.get(0));
    })
            .vjp((ops, attributes, in, out, c) -> List.of(ops.apply1("CumSum",
                    attributes.with("reverse", !attributes.flag("reverse")), c.get(0))))
            .onnx(Onnx.floating(11, (node, target) -> target.nodeWith("CumSum",
                    Attributes.of("exclusive", Onnx.flag(node, "exclusive"), "reverse", Onnx.flag(node, "reverse")),
                    Tensor.scalar((long) Onnx.axis(node)))).and(11, INDEX))
            .reading(node -> List.of(node.ops().cumSum(node.input(0), Math.toIntExact(number(node, 1)),
                    node.attributes().longValue("exclusive", 0) != 0, node.attributes().longValue("reverse", 0) != 0)))
            .build();


    private static long number(OnnxNode node, int input) {
        return node.constant(input).getLong(0);
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(TRILU, CUM_SUM);
    }
}
