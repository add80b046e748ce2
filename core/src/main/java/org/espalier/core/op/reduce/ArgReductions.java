package org.espalier.core.op.reduce;

import static org.espalier.core.op.rule.TypeRules.INDEX;
import static org.espalier.core.op.rule.TypeRules.NUMERIC;
import static org.espalier.tensor.DType.I64;
import static org.espalier.tensor.DType.U8;

import java.util.List;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.Readings;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxMapping;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.op.Op;
import org.espalier.tensor.Dim;
import org.espalier.tensor.TensorType;

/**
 * Where extremes are: the index (i64) of one element along the attribute {@code axis}, which stays with length 1 if
 * {@code keepdims} is true. Of equal elements it is the first or, if {@code select_last_index} is true, the last. NaN
 * counts as the extreme either way, so that the index is that of what ReduceMax and ReduceMin give.
 */
public final class ArgReductions {
    private static final String LAST = "select_last_index";

    private ArgReductions() {}

    static final Op ARG_MAX = extreme("ArgMax");

    static final Op ARG_MIN = extreme("ArgMin");

    private static Op extreme(String id) {
        return Op.define(id, ArgReductions::type)
                .notDifferentiable()
                .onnx(new Mapping(Onnx.floating(1, (node, target) -> target.node(id, attributes(node)))
                        .and(1, INDEX).and(1, U8)))
                .reading(Readings.with("axis", 0, "keepdims", true, LAST, false))
                .build();
    }

    private static List<TensorType> type(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 1);
        TypeRules.dtype(NUMERIC, "input", in.get(0));
        int axis = in.get(0).shape().axis(attributes.intValue("axis"));
        attributes.flag(LAST, false);
        TypeRules.require(!in.get(0).shape().dim(axis).equals(Dim.of(0)), "axis " + axis + " of input " + in.get(0)
                + " must not be empty, since then there is no element to point at");
        return List.of(new TensorType(I64,
                ReductionRules.reduced(in.get(0).shape(), new int[] {axis}, attributes.flag("keepdims"))));
    }

    private static Attributes attributes(Node node) {
        Attributes all = Attributes.of("axis", Onnx.axis(node), "keepdims", Onnx.flag(node, "keepdims"));
        return last(node) ? all.with(LAST, 1) : all;
    }

    private static boolean last(Node node) {
        return node.attributes().flag(LAST, false);
    }

    /** The last of equal elements can be asked for from opset 12 on. */
    private record Mapping(OnnxMapping mapping) implements OnnxMapping {
        @Override
        public int sinceOpset(Node node) {
            return Math.max(last(node) ? 12 : 1, mapping.sinceOpset(node));
        }

        @Override
        public void write(Node node, OnnxTarget target) {
            mapping.write(node, target);
        }
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(ARG_MAX, ARG_MIN);
    }
}
