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

/** Transposed convolution. */
final class ConvTransposeSpecs {
    private ConvTransposeSpecs() {}

    static List<OpSpec> all() {
        return List.of(convTranspose());
    }

    private static Sample of(Shape x, Shape w, Object... attributes) {
        return batched(Sample.of(x + " " + w + " " + Attributes.of(attributes)).input("x", x, Parts.SMALL)
                .input("w", w, Parts.SMALL).attributes(attributes));
    }

    private static Sample biased(Shape x, Shape w, int maps, Object... attributes) {
        return batched(Sample.of(x + " " + w + " " + Attributes.of(attributes) + " with bias").input("x", x, Parts.SMALL)
                .input("w", w, Parts.SMALL).input("b", shape(maps), Parts.REAL).attributes(attributes));
    }

    private static int[] each(int... values) {
        return values;
    }

    private static Sample nine(String name, int maps, Object... attributes) {
        return Sample.of(name).input("x", shape(1, 1, 3, 3), Domain.of(IntStream.range(0, 9).asDoubleStream().toArray()))
                .input("w", shape(1, maps, 3, 3), Domain.of(1)).attributes(attributes);
    }

    private static OpSpec convTranspose() {
        List<Sample> samples = new ArrayList<>(List.of(
                of(shape(2, 3, 5), shape(3, 4, 3)),
                of(shape(2, 3, 3, 4), shape(3, 2, 3, 2)),
                of(shape(1, 2, 2, 3, 2), shape(2, 3, 2, 2, 3)),
                of(shape(1, 1, 1, 1), shape(1, 1, 1, 1)),
                of(shape("batch", 2, 3), shape(2, 3, 2)),
                of(shape(0, 2, 3), shape(2, 3, 2)),
                biased(shape(2, 3, 5), shape(3, 4, 3), 4),
                biased(shape(2, 3, 3, 4), shape(3, 2, 3, 2), 2, "strides", each(2, 3)),
                biased(shape(1, 4, 3), shape(4, 3, 2), 6, "group", 2),
                of(shape(1, 2, 3, 3), shape(2, 3, 3, 3), "strides", each(2, 3)),
                of(shape(1, 2, 3, 3), shape(2, 1, 2, 3), "dilations", each(3, 2)),
                of(shape(1, 2, 3, 3), shape(2, 1, 3, 3), "pads", each(1, 0, 0, 2), "strides", each(2, 2)),
                of(shape(1, 2, 3, 3), shape(2, 1, 3, 3), "output_padding", each(1, 2), "strides", each(2, 3)),
                of(shape(1, 2, 3, 3), shape(2, 1, 3, 3), "output_padding", each(1, 0), "strides", each(2, 3),
                        "pads", each(1, 1, 1, 2)),
                of(shape(1, 2, 3), shape(2, 1, 3), "output_padding", each(1), "strides", each(3), "dilations", each(2),
                        "pads", each(2, 2)),
                of(shape(1, 1, 3, 3), shape(1, 2, 3, 3), "output_shape", each(8, 9), "strides", each(3, 2)),
                of(shape(1, 1, 3, 3), shape(1, 2, 3, 3), "output_shape", each(6, 5), "strides", each(3, 2)),
                of(shape(1, 1, 3, 3), shape(1, 2, 3, 3), "output_shape", each(6, 5), "strides", each(3, 2), "auto_pad",
                        "SAME_UPPER"),
                of(shape(1, 1, 3, 3), shape(1, 2, 3, 3), "output_shape", each(6, 5), "strides", each(3, 2), "auto_pad",
                        "SAME_LOWER"),
                of(shape(1, 1, 3, 4), shape(1, 2, 3, 4), "auto_pad", "SAME_UPPER", "strides", each(2, 2)),
                of(shape(1, 1, 3, 4), shape(1, 2, 3, 4), "auto_pad", "SAME_LOWER", "strides", each(2, 1)),
                of(shape(1, 1, 3, 4), shape(1, 2, 3, 4), "auto_pad", "VALID", "kernel_shape", each(3, 4)),
                of(shape(2, 6, 3), shape(6, 2, 2), "group", 3, "strides", each(2)),
                of(shape(1, 5, 4, 3), shape(5, 1, 3, 3), "group", 5, "strides", each(2, 2), "pads", each(1, 1, 1, 1))));
        for (int n : each(7, 8, 9, 17)) {
            samples.add(of(shape(1, n, 3, n), shape(n, n, 2, 2), "strides", each(2, 2)));
        }
        samples.add(batched(Sample.of("named lengths").input("x", shape("batch", 2, "height", "width"), Parts.SMALL)
                .input("w", shape(2, 3, 3, 3), Parts.SMALL).bind("height", 4).bind("width", 3)
                .attributes("strides", each(2, 1), "pads", each(1, 1, 1, 1))));
        samples.add(nine("ONNX's example", 2).expecting(Parts.of(
                0, 1, 3, 3, 2, 3, 8, 15, 12, 7, 9, 21, 36, 27, 15, 9, 20, 33, 24, 13, 6, 13, 21, 15, 8,
                0, 1, 3, 3, 2, 3, 8, 15, 12, 7, 9, 21, 36, 27, 15, 9, 20, 33, 24, 13, 6, 13, 21, 15, 8)));
        samples.add(Sample.of("by hand").input("x", shape(1, 1, 2), Domain.of(3, 5)).input("w", shape(1, 1, 2), Domain.of(1, 10))
                .input("b", shape(1), Domain.of(0.5)).attributes("strides", each(1)).expecting(Parts.of(3.5, 35.5, 50.5)));
        samples.add(Sample.of("by hand with more output than a stride reaches").input("x", shape(1, 1, 2), Domain.of(3, 5))
                .input("w", shape(1, 1, 2), Domain.of(1, 10)).attributes("strides", each(1), "dilations", each(3),
                        "output_padding", each(2)).expecting(Parts.of(3, 5, 0, 30, 50, 0, 0)));
        return OpSpec.of("ConvTranspose")
                .samples(samples)
                .tolerance(ConvolutionSpecs.SUMS)
                .without("onnx f64", Parts.NOT_IN_ORT)
                .refusing("has 3 channels, but weight f32[2,4,2] reads 2", Attributes.none(), Parts.f32(1, 3, 4), Parts.f32(2, 4, 2))
                .refusing("3 channels of input", Attributes.of("group", 2), Parts.f32(1, 3, 4), Parts.f32(3, 4, 2))
                .refusing("for each of the 8 maps", Attributes.of("group", 2), Parts.f32(1, 2, 4), Parts.f32(2, 4, 2), Parts.f32(4))
                .refusing("weight must have 3 axes", Attributes.none(), Parts.f32(1, 4, 4), Parts.f32(4, 1, 3, 3))
                .refusing("nothing is left of spatial axis 2", Attributes.of("pads", each(3, 3)), Parts.f32(1, 1, 4),
                        Parts.f32(1, 1, 2))
                .refusing("output_padding must hold 1", Attributes.of("output_padding", each(1, 1)), Parts.f32(1, 1, 4),
                        Parts.f32(1, 1, 2))
                .refusing("output_shape must hold 1", Attributes.of("output_shape", each(1, 1)), Parts.f32(1, 1, 4),
                        Parts.f32(1, 1, 2))
                .build();
    }
}
