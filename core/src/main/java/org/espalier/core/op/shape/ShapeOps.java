package org.espalier.core.op.shape;

import static org.espalier.core.op.rule.Gradients.unary;
import static org.espalier.op.Trait.BROADCAST;
import static org.espalier.op.Trait.VIEW;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.Readings;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxMapping;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.plugin.ExportException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** Ops that arrange elements without computing with them. */
public final class ShapeOps {
    private static final Dim ONE = Dim.of(1);

    private ShapeOps() {}

    static final Op TRANSPOSE = Op.define("Transpose", ShapeOps::transposeType)
            .vjp((ops, attributes, in, out, c) -> List.of(c.get(0).transpose(inverse(attributes.ints("perm")))))
            .onnx(Onnx.all(1, OnnxMapping.same("Transpose", "perm")))
            .reading(ShapeReadings::transpose)
            .build();

    private static List<TensorType> transposeType(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 1);
        int[] perm = attributes.ints("perm");
        Shape s = in.get(0).shape();
        TypeRules.require(IntStream.of(perm).sorted().boxed().toList()
                        .equals(IntStream.range(0, s.rank()).boxed().toList()),
                "perm " + IntStream.of(perm).boxed().toList() + " must name each of the " + s.rank() + " axes of input "
                        + in.get(0) + " once");
        return List.of(in.get(0).withShape(Shape.of(IntStream.of(perm).mapToObj(s::dim).toList())));
    }

    private static int[] inverse(int[] perm) {
        int[] inverse = new int[perm.length];
        for (int i = 0; i < perm.length; i++) {
            inverse[perm[i]] = i;
        }
        return inverse;
    }

    static final Op RESHAPE = Op.define("Reshape", ShapeOps::reshapeType)
            .vjp(unary((x, y, c) -> c.reshape(x.shape())))
            .onnx(Onnx.all(5, ShapeOps::writeReshape))
            .reading(ShapeReadings::reshape)
            .traits(VIEW)
            .build();

    private static List<TensorType> reshapeType(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 1);
        Shape from = in.get(0).shape();
        Shape to = attributes.shape("shape");
        TypeRules.require(from.count().equals(to.count()), "input " + in.get(0) + " and the shape " + to
                + " must have the same number of elements (" + from.count() + " ≠ " + to.count() + ")");
        return List.of(in.get(0).withShape(to));
    }

    /** A 0 in ONNX's shape means "as in the input", unless it is told that 0 is meant, which it can be from opset 14 on. */
    private static void writeReshape(Node node, OnnxTarget target) {
        Shape shape = node.attributes().shape("shape");
        if (target.opset() < 14 && !zerosAreCopies(node.input(0).type().shape(), shape)) {
            throw new ExportException(node.label() + " to " + shape + ", which is empty, needs opset 14, but the target is opset "
                    + target.opset());
        }
        List<String> inputs = new ArrayList<>(target.inputs());
        inputs.add(target.shape(shape));
        boolean zero = shape.dims().contains(Dim.of(0)) && target.opset() >= 14;
        target.node("Reshape", inputs, target.outputs(), zero ? Attributes.of("allowzero", 1) : Attributes.none());
    }

    private static boolean zerosAreCopies(Shape from, Shape to) {
        Dim zero = Dim.of(0);
        return IntStream.range(0, to.rank())
                .allMatch(i -> !to.dim(i).equals(zero) || (i < from.rank() && from.dim(i).equals(zero)));
    }

    static final Op FLATTEN = Op.define("Flatten", ShapeOps::flattenType)
            .decomposition((ops, in, attributes) -> List.of(in.get(0).reshape(
                    flat(in.get(0).shape(), attributes.intValue("axis")))))
            .vjp(unary((x, y, c) -> c.reshape(x.shape())))
            .onnx(Onnx.floating(1, (node, target) -> target.node("Flatten", Attributes.of(
                            "axis", flatAxis(node.input(0).type().shape(), node.attributes().intValue("axis")))))
                    .and(9, TypeRules.INDEX).and(9, TypeRules.LOGICAL).and(9, DType.U8))
            .reading(Readings.with("axis", 1))
            .traits(VIEW)
            .build();

    private static List<TensorType> flattenType(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 1);
        return List.of(in.get(0).withShape(flat(in.get(0).shape(), attributes.intValue("axis"))));
    }

    private static Shape flat(Shape s, int axis) {
        int at = flatAxis(s, axis);
        return Shape.of(s.slice(0, at).count(), s.slice(at, s.rank()).count());
    }

    /** Unlike other axes this one may be the rank: then all axes are before it. */
    private static int flatAxis(Shape s, int axis) {
        return axis == s.rank() ? axis : s.rank() == 0 && axis == 0 ? 0 : s.axis(axis);
    }

    /** Attribute {@code shape}: what the input is broadcast with; the input may be larger than it where it has 1. */
    static final Op EXPAND = Op.define("Expand", ShapeOps::expandType)
            .vjp(unary((x, y, c) -> c))
            .onnx(Onnx.all(8, (node, target) -> target.node("Expand",
                    List.of(target.inputs().get(0), target.shape(node.attributes().shape("shape"))), target.outputs(),
                    Attributes.none())))
            .reading(node -> List.of(node.ops().expand(node.input(0), Shape.of(node.lengths(1)))))
            .traits(BROADCAST)
            .build();

    private static List<TensorType> expandType(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 1);
        return List.of(in.get(0).withShape(Shape.broadcast(in.get(0).shape(), attributes.shape("shape"))));
    }

    /** Attribute {@code axes}: the axes to remove, each of length 1; where empty, all that have length 1. */
    static final Op SQUEEZE = Op.define("Squeeze", ShapeOps::squeezeType)
            .vjp(unary((x, y, c) -> c.reshape(x.shape())))
            .onnx(Onnx.all(1, (node, target) -> Onnx.withAxes("Squeeze", 13,
                    squeezed(node.input(0).type().shape(), node.attributes().ints("axes")), Attributes.none(), target)))
            .reading(node -> List.of(node.input(0).squeeze(Readings.axes(node, 1))))
            .traits(VIEW)
            .build();

    private static List<TensorType> squeezeType(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 1);
        Shape s = in.get(0).shape();
        List<Dim> dims = new ArrayList<>(s.dims());
        for (int axis : IntStream.of(squeezed(s, attributes.ints("axes"))).map(a -> -a).sorted().map(a -> -a).toArray()) {
            TypeRules.require(s.dim(axis).equals(ONE), "axis " + axis + " of input " + in.get(0)
                    + " must have length 1 to be removed (" + s.dim(axis) + " ≠ 1)");
            dims.remove(axis);
        }
        return List.of(in.get(0).withShape(Shape.of(dims)));
    }

    private static int[] squeezed(Shape s, int[] axes) {
        return axes.length > 0
                ? TypeRules.axes(s, axes)
                : IntStream.range(0, s.rank()).filter(i -> s.dim(i).equals(ONE)).toArray();
    }

    /** Attribute {@code axes}: where the new axes of length 1 are in the output. */
    static final Op UNSQUEEZE = Op.define("Unsqueeze", ShapeOps::unsqueezeType)
            .vjp(unary((x, y, c) -> c.reshape(x.shape())))
            .onnx(Onnx.all(1, (node, target) -> Onnx.withAxes("Unsqueeze", 13,
                    unsqueezed(node.output().type().shape().rank(), node.attributes().ints("axes")), Attributes.none(),
                    target)))
            .reading(node -> List.of(node.input(0).unsqueeze(Readings.axes(node, 1))))
            .traits(VIEW)
            .build();

    private static List<TensorType> unsqueezeType(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 1);
        Shape s = in.get(0).shape();
        int[] axes = attributes.ints("axes");
        for (int axis : unsqueezed(s.rank() + axes.length, axes)) {
            s = s.insert(axis, ONE);
        }
        return List.of(in.get(0).withShape(s));
    }

    private static int[] unsqueezed(int rank, int[] axes) {
        int[] sorted = IntStream.of(axes).map(a -> a < 0 ? a + rank : a).sorted().toArray();
        TypeRules.require(IntStream.of(sorted).distinct().count() == sorted.length
                        && IntStream.of(sorted).allMatch(a -> a >= 0 && a < rank),
                "the axes " + IntStream.of(axes).boxed().toList() + " must be different ones of the " + rank
                        + " axes of the output");
        return sorted;
    }

    static final Op CONCAT = Op.define("Concat", ShapeOps::concatType)
            .vjp((ops, attributes, in, out, c) -> parts(ops, in, c.get(0), attributes.intValue("axis")))
            .onnx(Onnx.all(4, (node, target) -> target.node("Concat", Attributes.of("axis", Onnx.axis(node)))))
            .reading(Readings.with("axis", 1))
            .build();

    private static List<TensorType> concatType(List<TensorType> in, Attributes attributes) {
        TypeRules.require(!in.isEmpty(), "it takes at least 1 input, but was given none");
        TensorType first = in.get(0);
        TypeRules.require(first.shape().rank() > 0, "inputs must have at least one axis, but input 0 is " + first);
        int axis = first.shape().axis(attributes.intValue("axis"));
        Dim sum = first.shape().dim(axis);
        for (int i = 1; i < in.size(); i++) {
            TensorType t = in.get(i);
            TypeRules.sameDType("input 0", first, "input " + i, t);
            TypeRules.require(t.shape().rank() == first.shape().rank()
                            && t.shape().without(axis).equals(first.shape().without(axis)),
                    "input 0 " + first + " and input " + i + " " + t + " must agree in every axis but " + axis);
            sum = sum.plus(t.shape().dim(axis));
        }
        return List.of(first.withShape(first.shape().with(axis, sum)));
    }

    private static List<Value> parts(Ops ops, List<Value> in, Value c, int axis) {
        List<Value> parts = new ArrayList<>();
        long from = 0;
        for (Value x : in) {
            long to = from + x.dim(axis).length();
            parts.add(ops.slice(c, new long[] {from}, new long[] {to}, new int[] {axis}, new long[] {1}));
            from = to;
        }
        return parts;
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(TRANSPOSE, RESHAPE, FLATTEN, EXPAND, SQUEEZE, UNSQUEEZE, CONCAT);
    }
}
