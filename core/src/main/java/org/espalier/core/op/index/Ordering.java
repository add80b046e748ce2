package org.espalier.core.op.index;

import static org.espalier.core.op.rule.TypeRules.INDEX;
import static org.espalier.core.op.rule.TypeRules.NUMERIC;
import static org.espalier.tensor.DType.I64;
import static org.espalier.tensor.DType.U8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxMapping;
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
import org.espalier.tensor.TensorType;

/** Ops that bring the elements of an axis into another order. */
public final class Ordering {
    private Ordering() {}

    /**
     * The {@code k} largest, or if {@code largest} is false smallest, elements along {@code axis}, and their indices
     * (i64). They are sorted, the first of equal ones first; {@code sorted = false} allows any order and changes nothing
     * here. NaN comes before all numbers either way, so that for k = 1 the result is that of ReduceMax and ArgMax or of
     * ReduceMin and ArgMin.
     */
    static final Op TOP_K = Op.define("TopK", (in, attributes) -> {
        TypeRules.count(in, 1);
        TypeRules.dtype(NUMERIC, "input", in.get(0));
        Shape s = in.get(0).shape();
        int axis = s.axis(attributes.intValue("axis"));
        long k = attributes.longValue("k");
        attributes.flag("largest");
        attributes.flag("sorted");
        TypeRules.require(k >= 1 && (!s.dim(axis).isKnown() || k <= s.length(axis)), "k must be from 1 to the length of axis "
                + axis + " of input " + in.get(0) + ", but is " + k);
        TensorType values = in.get(0).withShape(s.with(axis, Dim.of(k)));
        return List.of(values, values.withDType(I64));
    })
            .vjp((ops, attributes, in, out, c) -> List.of(ops.scatterElements(ops.zerosLike(in.get(0)), out.get(1),
                    c.get(0), attributes.intValue("axis"), ScatterReduction.ADD.toString())))
            .onnx(new TopKMapping(Onnx.floating(1, Ordering::writeTopK).and(11, INDEX).and(11, U8)))
            .reading(Ordering::readTopK)
            .build();

    /** The smallest can be asked for from opset 11 on. */
    private record TopKMapping(OnnxMapping mapping) implements OnnxMapping {
        @Override
        public int sinceOpset(Node node) {
            return Math.max(node.attributes().flag("largest") ? 1 : 11, mapping.sinceOpset(node));
        }

        @Override
        public void write(Node node, OnnxTarget target) {
            mapping.write(node, target);
        }
    }

    private static void writeTopK(Node node, OnnxTarget target) {
        Attributes axis = Attributes.of("axis", Onnx.axis(node));
        long k = node.attributes().longValue("k");
        if (target.opset() < 10) {
            target.node("TopK", axis.with("k", k));
        } else {
            Attributes all = axis.with("largest", Onnx.flag(node, "largest")).with("sorted", 1);
            target.nodeWith("TopK", target.opset() < 11 ? axis : all, Onnx.vector(k));
        }
    }

    private static List<Value> readTopK(OnnxNode n) {
        Attributes a = n.attributes();
        long k = n.has(1) ? n.constant(1).getLong(0) : a.longValue("k");
        return n.ops().topK(n.input(0), k, Math.toIntExact(a.longValue("axis", -1)), a.longValue("largest", 1) != 0,
                a.longValue("sorted", 1) != 0);
    }

    /**
     * Inputs: data, and a length for each position on {@code batch_axis}. So many elements from the first of {@code
     * time_axis} on are reversed, the others stay. A length below 2 changes nothing; one beyond the axis is an error when
     * it runs.
     */
    static final Op REVERSE_SEQUENCE = Op.define("ReverseSequence", (in, attributes) -> {
        TypeRules.count(in, 2);
        TypeRules.dtype(INDEX, "sequence lengths", in.get(1));
        TypeRules.rank(1, "sequence lengths", in.get(1));
        Shape s = in.get(0).shape();
        int batch = s.axis(attributes.intValue("batch_axis"));
        int time = s.axis(attributes.intValue("time_axis"));
        TypeRules.require(batch != time, "batch_axis and time_axis must differ, but both are axis " + batch + " of "
                + in.get(0));
        TypeRules.require(in.get(1).shape().dim(0).equals(s.dim(batch)), "sequence lengths " + in.get(1)
                + " must be as many as axis " + batch + " of " + in.get(0) + " is long (" + in.get(1).shape().dim(0) + " ≠ "
                + s.dim(batch) + ")");
        return List.of(in.get(0));
    })
            .decomposition((ops, in, attributes) -> List.of(reversed(ops, in.get(0), in.get(1), attributes)))
            .vjp((ops, attributes, in, out, c) -> Arrays.asList(
                    ops.apply1("ReverseSequence", attributes, c.get(0), in.get(1)), null))
            .onnx(new ReverseMapping(Onnx.all(10, Ordering::writeReverse)))
            .reading(n -> List.of(n.ops().reverseSequence(n.input(0), n.input(1),
                    Math.toIntExact(n.attributes().longValue("batch_axis", 1)),
                    Math.toIntExact(n.attributes().longValue("time_axis", 0)))))
            .build();

    private static Value reversed(Ops ops, Value x, Value lengths, Attributes attributes) {
        Shape s = x.shape();
        int time = s.axis(attributes.intValue("time_axis"));
        Value at = along(ops.range(I64, 0, s.length(time), 1), time, s.rank());
        Value length = along(lengths.cast(I64), s.axis(attributes.intValue("batch_axis")), s.rank());
        Value from = ops.where(at.less(length), length.sub(1).sub(at), at);
        return ops.gatherElements(x, from.expand(s), time);
    }

    /** A vector laid along one of several axes. */
    private static Value along(Value vector, int axis, int rank) {
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            dims.add(i == axis ? vector.dim(0) : Dim.of(1));
        }
        return vector.reshape(Shape.of(dims));
    }

    /** ONNX takes the first two axes only. */
    private record ReverseMapping(OnnxMapping mapping) implements OnnxMapping {
        @Override
        public int sinceOpset() {
            return mapping.sinceOpset();
        }

        @Override
        public int sinceOpset(Node node) {
            Shape s = node.input(0).type().shape();
            boolean first = s.axis(node.attributes().intValue("batch_axis")) < 2
                    && s.axis(node.attributes().intValue("time_axis")) < 2;
            return first ? mapping.sinceOpset(node) : Integer.MAX_VALUE;
        }

        @Override
        public void write(Node node, OnnxTarget target) {
            mapping.write(node, target);
        }
    }

    private static void writeReverse(Node node, OnnxTarget target) {
        Shape s = node.input(0).type().shape();
        List<String> inputs = new ArrayList<>(target.inputs());
        if (node.input(1).type().dtype() != I64) {
            inputs.set(1, target.intermediate("lengths"));
            target.node("Cast", List.of(target.inputs().get(1)), List.of(inputs.get(1)), Attributes.of("to", DType.I64));
        }
        target.node("ReverseSequence", inputs, target.outputs(), Attributes.of(
                "batch_axis", s.axis(node.attributes().intValue("batch_axis")),
                "time_axis", s.axis(node.attributes().intValue("time_axis"))));
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(TOP_K, REVERSE_SEQUENCE);
    }
}
