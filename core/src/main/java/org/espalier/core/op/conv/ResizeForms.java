package org.espalier.core.op.conv;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** How Resize is written in ONNX, and how Resize and the older Upsample are read. */
final class ResizeForms {
    private static final String COORDINATES = "coordinate_transformation_mode";
    private static final String POLICY = "keep_aspect_ratio_policy";

    private ResizeForms() {}

    /** Where runtimes do something else than ONNX's definition or nothing at all, the decomposition is written. */
    static int opset(Node node) {
        Attributes a = node.attributes();
        Shape x = node.input(0).type().shape();
        Resizing r = Resizing.of(x, a);
        Coordinates c = Resizing.coordinates(a);
        if (c == Coordinates.TF_HALF_PIXEL_FOR_NN || (c == Coordinates.ALIGN_CORNERS && r.rounds(x))
                || (c == Coordinates.TF_CROP_AND_RESIZE && Interpolation.of(a) == Interpolation.NEAREST)
                || !runs(Interpolation.of(a), x.rank(), r.moved(x))) {
            return Integer.MAX_VALUE;
        }
        if (c == Coordinates.HALF_PIXEL_SYMMETRIC) {
            return 19;
        }
        return !r.policy().equals(Resizing.STRETCH) ? 18 : asBefore11(a, r) ? 10 : 11;
    }

    /** ONNX Runtime interpolates lines, planes and spaces that lie at the end, or all axes of a tensor of two or three. */
    private static boolean runs(Interpolation mode, int rank, int[] axes) {
        int first = IntStream.of(axes).min().orElse(rank);
        return switch (mode) {
            case NEAREST -> true;
            case LINEAR -> rank == 2 || rank == 3 || ((rank == 4 || rank == 5) && first >= 2);
            case CUBIC -> rank == 2 || (rank == 4 && first >= 2);
        };
    }

    /** The only coordinates that opset 10 has. */
    private static boolean asBefore11(Attributes a, Resizing r) {
        boolean nearest = Interpolation.of(a) == Interpolation.NEAREST;
        return r.scales() != null && DoubleStream.of(r.scales()).allMatch(s -> s >= 1)
                && Resizing.coordinates(a) == Coordinates.ASYMMETRIC
                && (nearest ? a.string("nearest_mode", "").equals("floor") : Interpolation.of(a) == Interpolation.LINEAR);
    }

    static void write(Node node, OnnxTarget target) {
        Attributes a = node.attributes();
        Shape x = node.input(0).type().shape();
        Resizing r = Resizing.of(x, a);
        String scales = r.scales() == null ? null : target.constant(floats(r.allScales(x.rank())));
        String data = target.inputs().get(0);
        Interpolation mode = Interpolation.of(a);
        Attributes written = Attributes.of("mode", mode.title());
        if (target.opset() == 10) {
            target.node("Resize", List.of(data, scales), target.outputs(), written);
            return;
        }
        written = written.with(COORDINATES, Resizing.coordinates(a).title());
        written = switch (mode) {
            case NEAREST -> written.with("nearest_mode", a.string("nearest_mode", "round_prefer_floor"));
            case LINEAR -> written;
            case CUBIC -> written.with("cubic_coeff_a", a.doubleValue("cubic_coeff_a", -0.75))
                    .with("exclude_outside", a.flag("exclude_outside", false) ? 1 : 0);
        };
        String none = target.opset() >= 13 ? "" : target.constant(floats());
        String roi = r.roi() == null ? none : target.constant(numbers(partType(node), r.allRoi(x.rank())));
        if (r.roi() != null) {
            written = written.with("extrapolation_value", a.doubleValue("extrapolation_value", 0));
        }
        if (scales != null) {
            target.node("Resize", List.of(data, roi, scales), target.outputs(), written);
        } else if (r.policy().equals(Resizing.STRETCH)) {
            target.node("Resize", List.of(data, roi, none, target.shape(node.output().type().shape())), target.outputs(), written);
        } else {
            target.node("Resize", List.of(data, roi, none, target.constant(Onnx.vector(r.sizes()))), target.outputs(),
                    written.with("axes", r.axes()).with(POLICY, r.policy()));
        }
    }

    private static Tensor floats(double... numbers) {
        return numbers(DType.F32, numbers);
    }

    private static Tensor numbers(DType dtype, double... numbers) {
        return Tensor.rounded(TensorType.of(dtype, numbers.length), numbers);
    }

    /** The part of an axis may be given as exactly as the elements are. */
    private static DType partType(Node node) {
        return node.output().type().dtype() == DType.F64 ? DType.F64 : DType.F32;
    }

    static List<Value> read(OnnxNode node) {
        Attributes raw = node.attributes();
        TypeRules.require(raw.longValue("antialias", 0) == 0, "antialias=1 is not supported; resize without it");
        Value x = node.input(0);
        if (node.opset() < 11) {
            return List.of(before11(node, node.constant(1).toDoubles()));
        }
        Attributes a = raw.only(List.of(COORDINATES, "cubic_coeff_a", "extrapolation_value", POLICY, "mode", "nearest_mode"));
        if (raw.has("exclude_outside")) {
            a = a.with("exclude_outside", raw.longValue("exclude_outside") != 0);
        }
        int[] axes = raw.has("axes") ? TypeRules.axes(x.shape(), raw.ints("axes")) : IntStream.range(0, x.rank()).toArray();
        boolean crops = Resizing.coordinates(a) == Coordinates.TF_CROP_AND_RESIZE;
        boolean all = crops || !a.string(POLICY, Resizing.STRETCH).equals(Resizing.STRETCH);
        a = node.has(3) && !node.lengths(3).isEmpty()
                ? bySizes(x.shape(), axes, node.lengths(3), all, a)
                : byScales(axes, node.constant(2).toDoubles(), all, a);
        return List.of(node.ops().resize(x, crops ? a.with("roi", node.constant(1).toDoubles()) : a));
    }

    /** Axes that keep their length are left out, unless all of them count; so a batch can be a name. */
    private static Attributes bySizes(Shape x, int[] axes, List<Dim> sizes, boolean all, Attributes others) {
        requireEach("sizes", sizes.size(), axes);
        int[] kept = IntStream.range(0, axes.length).filter(i -> all || !sizes.get(i).equals(x.dim(axes[i]))).toArray();
        for (int i : kept) {
            TypeRules.require(sizes.get(i).isKnown(), "the size of axis " + axes[i] + " must be a number, but is " + sizes.get(i));
        }
        return others.with("axes", IntStream.of(kept).map(i -> axes[i]).toArray())
                .with("sizes", IntStream.of(kept).mapToLong(i -> sizes.get(i).length()).toArray());
    }

    private static Attributes byScales(int[] axes, double[] scales, boolean all, Attributes others) {
        requireEach("scales", scales.length, axes);
        int[] kept = IntStream.range(0, axes.length).filter(i -> all || scales[i] != 1).toArray();
        return others.with("axes", IntStream.of(kept).map(i -> axes[i]).toArray())
                .with("scales", IntStream.of(kept).mapToDouble(i -> scales[i]).toArray());
    }

    private static void requireEach(String what, int given, int[] axes) {
        TypeRules.require(given == axes.length, "it needs " + axes.length + " " + what + ", but there are " + given);
    }

    static List<Value> readUpsample(OnnxNode node) {
        Attributes raw = node.attributes();
        if (node.opset() >= 9) {
            return List.of(before11(node, node.constant(1).toDoubles()));
        }
        return List.of(before11(node, raw.has("scales") ? raw.doubles("scales")
                : new double[] {1, 1, raw.doubleValue("height_scale"), raw.doubleValue("width_scale")}));
    }

    /** Before opset 11 elements are points of which the first meet; ONNX Runtime rounds down, and up where it makes smaller. */
    private static Value before11(OnnxNode node, double[] scales) {
        String mode = node.attributes().string("mode", "nearest");
        boolean smaller = Arrays.stream(scales).anyMatch(s -> s < 1);
        return node.ops().resize(node.input(0), Attributes.of("mode", mode.equals("bilinear") ? "linear" : mode, "scales", scales,
                COORDINATES, "asymmetric", "nearest_mode", smaller ? "ceil" : "floor"));
    }
}
