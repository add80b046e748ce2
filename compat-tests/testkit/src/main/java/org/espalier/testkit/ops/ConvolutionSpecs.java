package org.espalier.testkit.ops;

import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Shape;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Convolution and its two transposes, on the same geometries. */
final class ConvolutionSpecs {
    static final Tolerance SUMS = Tolerance.ulps(8).withScale(64);
    /** 0 to 24, a square that ONNX's own examples have. */
    static final Domain SQUARE = Domain.of(IntStream.range(0, 25).asDoubleStream().toArray());

    private ConvolutionSpecs() {}

    static List<OpSpec> all() {
        return List.of(conv(), convInputGrad(), convWeightGrad());
    }

    /** Shapes of input, weight and output that fit each other. */
    private record Geometry(String name, Shape x, Shape w, Shape y, Attributes window) {}

    private static Geometry of(String name, Shape x, Shape w, Shape y, Object... window) {
        return new Geometry(name, x, w, y, Attributes.of(window));
    }

    private static int[] each(int... values) {
        return values;
    }

    /** With explicit padding, as gradients have it too. */
    private static List<Geometry> geometries() {
        List<Geometry> all = new ArrayList<>(List.of(
                of("1-D", shape(2, 3, 9), shape(4, 3, 3), shape(2, 4, 7)),
                of("2-D", shape(2, 3, 5, 6), shape(4, 3, 3, 2), shape(2, 4, 3, 5)),
                of("3-D", shape(1, 2, 4, 3, 5), shape(3, 2, 2, 2, 3), shape(1, 3, 3, 2, 3)),
                of("one by one", shape(2, 5, 3, 3), shape(4, 5, 1, 1), shape(2, 4, 3, 3)),
                of("kernel as large as the input", shape(2, 2, 4, 3), shape(3, 2, 4, 3), shape(2, 3, 1, 1)),
                of("lengths of 1", shape(1, 1, 1, 1), shape(1, 1, 1, 1), shape(1, 1, 1, 1)),
                of("one is padding alone", shape(1, 1, 1), shape(1, 1, 3), shape(1, 1, 3), "pads", each(2, 2)),
                of("named batch", shape("batch", 2, 4, 4), shape(3, 2, 3, 3), shape("batch", 3, 4, 4), "pads", each(1, 1, 1, 1)),
                of("empty batch", shape(0, 2, 4), shape(3, 2, 3), shape(0, 3, 2)),
                of("strides", shape(2, 2, 7, 8), shape(3, 2, 3, 3), shape(2, 3, 3, 2), "strides", each(2, 3)),
                of("stride beyond the kernel", shape(1, 2, 11), shape(2, 2, 2), shape(1, 2, 3), "strides", each(4)),
                of("dilations", shape(1, 2, 7, 7), shape(3, 2, 3, 2), shape(1, 3, 3, 4), "dilations", each(2, 3)),
                of("dilation into the padding alone", shape(1, 1, 2), shape(1, 1, 2), shape(1, 1, 1), "dilations", each(3),
                        "pads", each(1, 1)),
                of("strides and dilations", shape(2, 1, 9, 8), shape(2, 1, 2, 3), shape(2, 2, 4, 2), "strides", each(2, 2),
                        "dilations", each(2, 2)),
                of("asymmetric pads", shape(1, 2, 4, 5), shape(2, 2, 3, 3), shape(1, 2, 5, 4), "pads", each(1, 0, 2, 1)),
                of("padded wider than the kernel", shape(1, 1, 3), shape(2, 1, 2), shape(1, 2, 10), "pads", each(5, 3)),
                of("strides leave a rest", shape(1, 1, 8, 6), shape(1, 1, 3, 3), shape(1, 1, 3, 2), "strides", each(3, 3),
                        "pads", each(1, 0, 0, 1)),
                of("everything", shape(2, 4, 9), shape(6, 2, 3), shape(2, 6, 4), "strides", each(2), "dilations", each(2),
                        "pads", each(1, 2), "group", 2),
                of("groups", shape(2, 4, 4, 3), shape(6, 2, 2, 2), shape(2, 6, 3, 2), "group", 2),
                of("groups, dilated with a rest", shape(2, 6, 7), shape(3, 2, 2), shape(2, 3, 2), "group", 3, "strides", each(3),
                        "dilations", each(3)),
                of("depthwise", shape(2, 5, 4, 4), shape(5, 1, 3, 3), shape(2, 5, 4, 4), "group", 5, "pads", each(1, 1, 1, 1)),
                of("depthwise, two maps each", shape(1, 3, 5), shape(6, 1, 2), shape(1, 6, 4), "group", 3),
                of("3-D with all", shape(1, 2, 4, 5, 6), shape(4, 1, 2, 2, 2), shape(1, 4, 2, 4, 2), "group", 2,
                        "strides", each(2, 1, 3), "dilations", each(1, 2, 1), "pads", each(1, 1, 0, 0, 0, 0))));
        for (int n : each(7, 8, 9, 17)) {
            all.add(of(n + " channels", shape(1, n, 3, n), shape(n, n, 2, 2), shape(1, n, 2, n - 1)));
        }
        all.add(of("groups of which each thread gets some", shape(1, 4096, 4, 5), shape(8192, 4, 2, 2), shape(1, 8192, 3, 4),
                "group", 1024));
        all.add(of("an image", shape(2, 3, 33, 31), shape(16, 3, 5, 5), shape(2, 16, 33, 31), "pads", each(2, 2, 2, 2)));
        return all;
    }

    private static Sample conv(Geometry g) {
        return batched(Sample.of(g.name()).input("x", g.x(), Parts.SMALL).input("w", g.w(), Parts.SMALL)
                .attributes((taken, registry) -> g.window()));
    }

    private static Sample auto(String mode, Shape x, Shape w, Object... others) {
        Attributes attributes = Attributes.of(others).with("auto_pad", mode);
        return batched(Sample.of(mode + " " + x + " " + w + " " + Attributes.of(others)).input("x", x, Parts.SMALL)
                .input("w", w, Parts.SMALL).attributes((taken, registry) -> attributes));
    }

    private static Sample square(String name, Object... attributes) {
        return Sample.of(name).input("x", shape(1, 1, 5, 5), SQUARE).input("w", shape(1, 1, 3, 3), Domain.of(1))
                .attributes(attributes);
    }

    private static OpSpec conv() {
        List<Sample> samples = new ArrayList<>(geometries().stream().map(ConvolutionSpecs::conv).toList());
        for (Geometry g : geometries().subList(0, 12)) {
            samples.add(batched(Sample.of(g.name() + " with bias").input("x", g.x(), Parts.SMALL).input("w", g.w(), Parts.SMALL)
                    .input("b", g.w().slice(0, 1), Parts.REAL).attributes((taken, registry) -> g.window())));
        }
        for (String mode : List.of("SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET")) {
            samples.add(auto(mode, shape(1, 2, 5, 4), shape(2, 2, 3, 2)));
            samples.add(auto(mode, shape(1, 2, 5, 6), shape(2, 2, 2, 3), "strides", each(2, 3)));
            samples.add(auto(mode, shape("batch", 1, 6), shape(1, 1, 4), "strides", each(3)));
        }
        samples.add(auto("SAME_UPPER", shape(1, 1, 7), shape(1, 1, 2), "dilations", each(3), "kernel_shape", each(2)));
        samples.add(batched(Sample.of("named lengths").input("x", shape("batch", 2, "height", "width"), Parts.SMALL)
                .input("w", shape(3, 2, 3, 3), Parts.SMALL).bind("height", 7).bind("width", 6)
                .attributes("strides", each(2, 1), "pads", each(1, 1, 1, 1))));
        samples.add(Sample.of("by hand").input("x", shape(1, 1, 3, 3), Domain.of(1, 2, 3, 4, 5, 6, 7, 8, 9))
                .input("w", shape(1, 1, 2, 2), Domain.of(1, 2, 3, 4)).expecting(Parts.of(37, 47, 67, 77)));
        samples.add(Sample.of("by hand with a gradient").input("x", shape(1, 1, 3), Domain.of(1, 2, 3))
                .input("w", shape(2, 1, 2), Domain.of(1, 10, 2, 20)).input("b", shape(2), Domain.of(0.5, -0.5))
                .expecting(Parts.of(21.5, 32.5, 41.5, 63.5))
                .expectingGradients(List.of(Parts.of(1, 2, 3, 4)), Parts.of(7, 80, 100), Parts.of(5, 8, 11, 18), Parts.of(3, 7)));
        samples.add(square("ONNX's example with padding", "pads", each(1, 1, 1, 1)).expecting(Parts.of(
                12, 21, 27, 33, 24, 33, 54, 63, 72, 51, 63, 99, 108, 117, 81, 93, 144, 153, 162, 111, 72, 111, 117, 123, 84)));
        samples.add(square("ONNX's example of SAME_LOWER", "auto_pad", "SAME_LOWER", "strides", each(2, 2))
                .expecting(Parts.of(12, 27, 24, 63, 108, 81, 72, 117, 84)));
        return OpSpec.of("Conv")
                .samples(samples)
                .tolerance(SUMS)
                .without("onnx f64", Parts.NOT_IN_ORT)
                .refusing("has 3 channels, but weight f32[4,2,2,2] reads 2", Attributes.none(), Parts.f32(1, 3, 4, 4),
                        Parts.f32(4, 2, 2, 2))
                .refusing("reads 2 in each of 2 groups, together 4", Attributes.of("group", 2), Parts.f32(1, 3, 4, 4),
                        Parts.f32(4, 2, 2, 2))
                .refusing("5 maps of weight", Attributes.of("group", 2), Parts.f32(1, 4, 4, 4), Parts.f32(5, 2, 2, 2))
                .refusing("3 to 5 axes", Attributes.none(), Parts.f32(4, 4), Parts.f32(1, 4))
                .refusing("weight must have 4 axes", Attributes.none(), Parts.f32(1, 4, 4, 4), Parts.f32(1, 4, 3))
                .refusing("reaches over 5 elements of spatial axis 3 (kernel 3, dilation 2), but there are only 4",
                        Attributes.of("dilations", each(1, 2)), Parts.f32(1, 1, 4, 4), Parts.f32(1, 1, 3, 3))
                .refusing("bias f32[3] must hold one number for each of the 2 maps", Attributes.none(), Parts.f32(1, 1, 4),
                        Parts.f32(2, 1, 2), Parts.f32(3))
                .refusing("same dtype", Attributes.none(), Parts.f32(1, 1, 4), Parts.f64(2, 1, 2))
                .refusing("strides must hold 1 number", Attributes.of("strides", each(1, 1)), Parts.f32(1, 1, 4), Parts.f32(2, 1, 2))
                .refusing("at least 1", Attributes.of("strides", each(0)), Parts.f32(1, 1, 4), Parts.f32(2, 1, 2))
                .refusing("pads must hold 2 numbers", Attributes.of("pads", each(1)), Parts.f32(1, 1, 4), Parts.f32(2, 1, 2))
                .refusing("must not be negative", Attributes.of("pads", each(-1, 0)), Parts.f32(1, 1, 4), Parts.f32(2, 1, 2))
                .refusing("contradict", Attributes.of("pads", each(1, 0), "auto_pad", "VALID"), Parts.f32(1, 1, 4),
                        Parts.f32(2, 1, 2))
                .refusing("auto_pad must be one of", Attributes.of("auto_pad", "SAME"), Parts.f32(1, 1, 4), Parts.f32(2, 1, 2))
                .refusing("kernel_shape", Attributes.of("kernel_shape", each(3)), Parts.f32(1, 1, 4), Parts.f32(2, 1, 2))
                .build();
    }

    private static OpSpec convInputGrad() {
        List<Sample> samples = new ArrayList<>();
        for (Geometry g : geometries()) {
            samples.add(batched(Sample.of(g.name()).input("g", g.y(), Parts.SMALL).input("w", g.w(), Parts.SMALL)
                    .attributes((taken, registry) -> g.window().with("shape", g.x()))));
        }
        samples.add(Sample.of("by hand").input("g", shape(1, 1, 2), Domain.of(3, 5)).input("w", shape(1, 1, 2), Domain.of(1, 10))
                .attributes("shape", shape(1, 1, 6), "strides", each(3)).expecting(Parts.of(3, 30, 0, 5, 50, 0)));
        return OpSpec.of("ConvInputGrad")
                .samples(samples)
                .tolerance(SUMS)
                .without("onnx f64", Parts.NOT_IN_ORT)
                .refusing("which is [1,1,3]", Attributes.of("shape", shape(1, 1, 4)), Parts.f32(1, 1, 2), Parts.f32(1, 1, 2))
                .build();
    }

    private static OpSpec convWeightGrad() {
        List<Sample> samples = new ArrayList<>();
        for (Geometry g : geometries()) {
            samples.add(batched(Sample.of(g.name()).input("x", g.x(), Parts.SMALL).input("g", g.y(), Parts.SMALL)
                    .attributes((taken, registry) -> g.window().with("shape", g.w()))));
        }
        samples.add(Sample.of("by hand").input("x", shape(1, 1, 3), Domain.of(1, 2, 3)).input("g", shape(1, 1, 2), Domain.of(1, 10))
                .attributes("shape", shape(1, 1, 2)).expecting(Parts.of(21, 32)));
        return OpSpec.of("ConvWeightGrad")
                .samples(samples)
                .tolerance(SUMS)
                .without("onnx f64", Parts.NOT_IN_ORT)
                .refusing("which is [1,1,3]", Attributes.of("shape", shape(1, 1, 2)), Parts.f32(1, 1, 4), Parts.f32(1, 1, 2))
                .build();
    }
}
