package org.espalier.core.op.index;

import static org.espalier.core.op.rule.TypeRules.INDEX;
import static org.espalier.core.op.rule.TypeRules.NUMERIC;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.Readings;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.op.Op;
import org.espalier.plugin.ExportException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Ops that pick elements by position, and their transposes, which put them back and add up what meets. */
public final class IndexOps {
    private IndexOps() {}

    /** Attributes {@code starts}, {@code ends}, {@code axes}, {@code steps}: see {@link Slicing}. */
    static final Op SLICE = Op.define("Slice", (in, attributes) -> {
        TypeRules.count(in, 1);
        return List.of(in.get(0).withShape(Slicing.of(in.get(0).shape(), attributes).lengths()));
    })
            .vjp((ops, attributes, in, out, c) -> List.of(
                    ops.apply1("SliceGrad", attributes.with("shape", in.get(0).shape()), c.get(0))))
            .onnx(Onnx.all(1, IndexOps::writeSlice))
            .reading(SliceReading.READING)
            .build();

    /**
     * Zeros of the attribute {@code shape} in which the slice that the other attributes describe is the input: the
     * transpose of Slice.
     */
    static final Op SLICE_GRAD = Op.define("SliceGrad", (in, attributes) -> {
        TypeRules.count(in, 1);
        Shape shape = attributes.shape("shape");
        Shape slice = Slicing.of(shape, attributes).lengths();
        TypeRules.require(slice.equals(in.get(0).shape()), "input " + in.get(0) + " must have the shape of the slice of "
                + shape + ", which is " + slice);
        return List.of(in.get(0).withShape(shape));
    })
            .vjp((ops, attributes, in, out, c) -> List.of(ops.apply1("Slice",
                    attributes.only(List.of("starts", "ends", "axes", "steps")), c.get(0))))
            .build();

    private static void writeSlice(Node node, OnnxTarget target) {
        Attributes a = node.attributes();
        long[] steps = a.longs("steps");
        int[] axes = a.ints("axes").length == 0 ? new int[0]
                : TypeRules.axes(node.input(0).type().shape(), a.ints("axes"));
        if (axes.length == 0) {
            target.node("Identity", Attributes.none());
        } else if (target.opset() >= 10) {
            target.nodeWith("Slice", Attributes.none(), Onnx.vector(a.longs("starts")), Onnx.vector(a.longs("ends")),
                    Onnx.vector(axes), Onnx.vector(steps));
        } else if (LongStream.of(steps).allMatch(s -> s == 1)) {
            target.node("Slice", a.only(List.of("starts", "ends")).with("axes", axes));
        } else {
            throw new ExportException(node.label() + " with the steps " + LongStream.of(steps).boxed().toList()
                    + " needs opset 10, but the target is opset " + target.opset());
        }
    }

    /** Inputs: data, indices. Negative indices count from the end; one out of range is an error when it runs. */
    static final Op GATHER = Op.define("Gather", IndexOps::gatherType)
            .vjp((ops, attributes, in, out, c) -> Arrays.asList(ops.apply1("GatherGrad",
                    attributes.with("shape", in.get(0).shape()), c.get(0), in.get(1)), null))
            .onnx(Onnx.all(1, (node, target) -> target.node("Gather", Attributes.of("axis", Onnx.axis(node)))))
            .reading(Readings.with("axis", 0))
            .build();

    private static List<TensorType> gatherType(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 2);
        TypeRules.dtype(INDEX, "indices", in.get(1));
        return List.of(in.get(0).withShape(
                gathered(in.get(0).shape(), in.get(1).shape(), attributes.intValue("axis"))));
    }

    private static Shape gathered(Shape data, Shape indices, int axis) {
        int at = data.axis(axis);
        return data.slice(0, at).concat(indices).concat(data.slice(at + 1, data.rank()));
    }

    /**
     * Inputs: what Gather gave, indices. Zeros of the attribute {@code shape} to which each part of the first input is
     * added at its index: the transpose of Gather.
     */
    static final Op GATHER_GRAD = Op.define("GatherGrad", (in, attributes) -> {
        TypeRules.count(in, 2);
        TypeRules.dtype(NUMERIC, "input", in.get(0));
        TypeRules.dtype(INDEX, "indices", in.get(1));
        Shape shape = attributes.shape("shape");
        Shape parts = gathered(shape, in.get(1).shape(), attributes.intValue("axis"));
        TypeRules.require(parts.equals(in.get(0).shape()), "input " + in.get(0) + " must have the shape that indices "
                + in.get(1) + " gather from " + shape + ", which is " + parts);
        return List.of(in.get(0).withShape(shape));
    })
            .vjp((ops, attributes, in, out, c) -> Arrays.asList(
                    ops.gather(c.get(0), in.get(1), attributes.intValue("axis")), null))
            .build();

    /**
     * Attributes {@code axis} of the output, {@code depth}, {@code dtype}. Negative indices count from the end, as in
     * ONNX; an index out of range gives zeros.
     */
    static final Op ONE_HOT = Op.define("OneHot", IndexOps::oneHotType)
            .notDifferentiable()
            .onnx(Onnx.all(9, IndexOps::writeOneHot))
            .reading(OneHotReading.READING)
            .build();

    private static List<TensorType> oneHotType(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 1);
        TypeRules.dtype(INDEX, "indices", in.get(0));
        long depth = attributes.longValue("depth");
        TypeRules.require(depth > 0, "depth must be at least 1, but is " + depth);
        Shape s = in.get(0).shape();
        return List.of(new TensorType(attributes.dtype("dtype"), s.insert(oneHotAxis(s, attributes), Dim.of(depth))));
    }

    private static int oneHotAxis(Shape indices, Attributes attributes) {
        int axis = attributes.intValue("axis");
        int rank = indices.rank() + 1;
        TypeRules.require(axis >= -rank && axis < rank, "axis " + axis + " is not within the " + rank
                + " axes of the output");
        return axis < 0 ? axis + rank : axis;
    }

    /** An ONNX node that takes what the one before it gave, and constants. */
    private record Step(String opType, Attributes attributes, Tensor... constants) {}

    /**
     * Written with i64 indices of at least one axis and f32 or i64 values, which every runtime has, and conversions
     * around it where needed.
     */
    private static void writeOneHot(Node node, OnnxTarget target) {
        Shape indices = node.input(0).type().shape();
        long depth = node.attributes().longValue("depth");
        DType dtype = node.output().type().dtype();
        DType written = dtype == DType.F32 ? DType.F32 : DType.I64;
        boolean scalar = indices.rank() == 0;
        List<Step> steps = new ArrayList<>();
        if (node.input(0).type().dtype() != DType.I64) {
            steps.add(new Step("Cast", Attributes.of("to", DType.I64)));
        }
        if (scalar) {
            steps.add(new Step("Reshape", Attributes.none(), Onnx.vector(1)));
        }
        steps.add(new Step("OneHot", Attributes.of("axis", scalar ? 1 : oneHotAxis(indices, node.attributes())),
                Tensor.scalar(depth), Tensor.rounded(TensorType.of(written, 2), new double[] {0, 1})));
        if (scalar) {
            steps.add(new Step("Reshape", Attributes.none(), Onnx.vector(depth)));
        }
        if (dtype != written) {
            steps.add(new Step("Cast", Attributes.of("to", dtype)));
        }
        String at = target.inputs().get(0);
        for (int i = 0; i < steps.size(); i++) {
            Step s = steps.get(i);
            List<String> inputs = new ArrayList<>(List.of(at));
            Stream.of(s.constants()).map(target::constant).forEach(inputs::add);
            at = i == steps.size() - 1 ? target.outputs().get(0) : target.intermediate(s.opType().toLowerCase(Locale.ROOT));
            target.node(s.opType(), inputs, List.of(at), s.attributes());
        }
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(SLICE, SLICE_GRAD, GATHER, GATHER_GRAD, ONE_HOT);
    }
}
