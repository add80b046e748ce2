package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.F64;
import static org.espalier.tensor.DType.I32;
import static org.espalier.tensor.DType.U8;
import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Shape;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Resizing by interpolation. */
final class ResizeSpecs {
    private static final String COORDINATES = "coordinate_transformation_mode";
    private static final List<String> MODES = List.of("half_pixel", "align_corners", "asymmetric", "pytorch_half_pixel",
            "half_pixel_symmetric");
    private static final List<String> ROUNDINGS = List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil");
    private static final Domain TO_16 = Domain.of(IntStream.rangeClosed(1, 16).asDoubleStream().toArray());

    private ResizeSpecs() {}

    static List<OpSpec> all() {
        return List.of(resize());
    }

    private static double[] by(double... scales) {
        return scales;
    }

    private static int[] each(int... values) {
        return values;
    }

    private static Sample of(Shape x, Object... how) {
        return batched(Sample.of(x + " " + Attributes.of(how)).input("x", x, Parts.REAL).attributes(how));
    }

    private static Sample image(String name, Object... how) {
        return Sample.of(name).input("x", shape(1, 1, 2, 2), TO_16).attributes(how);
    }

    private static Sample row(String name, double[] x, Object... how) {
        return Sample.of(name).input("x", shape(x.length), Domain.of(x)).attributes(how);
    }

    private static OpSpec resize() {
        OpSpec.Builder spec = OpSpec.of("Resize").tolerance(Tolerance.ulps(16).withScale(4)).without("onnx f64", Parts.NOT_IN_ORT);
        spec.sample(of(shape(1, 2, 3, 4), "scales", by(1, 1, 2, 2), "mode", "linear"));
        spec.sample(of(shape(2, 3), "sizes", each(3, 5), "mode", "nearest"));
        for (String mode : MODES) {
            for (String rounding : ROUNDINGS) {
                spec.sample(of(shape(1, 1, 4, 6), "sizes", each(8, 3), "axes", each(2, 3), "mode", "nearest", "nearest_mode",
                        rounding, COORDINATES, mode));
            }
            for (String interpolation : List.of("linear", "cubic")) {
                spec.sample(of(shape(1, 2, 4, 5), "scales", by(2, 0.6), "axes", each(2, 3), "mode", interpolation, COORDINATES, mode));
                spec.sample(of(shape(1, 1, 5, 3), "sizes", each(3, 7), "axes", each(2, 3), "mode", interpolation, COORDINATES, mode));
                spec.sample(of(shape(1, 1, 4, 4), "sizes", each(1, 9), "axes", each(2, 3), "mode", interpolation, COORDINATES, mode));
            }
        }
        spec.sample(of(shape(1, 1, 4, 5), "scales", by(1.5, 0.7), "axes", each(2, 3), "mode", "linear", COORDINATES, "align_corners"))
                .sample(of(shape(1, 2, 5), "scales", by(1, 1, 2), "mode", "linear"))
                .sample(of(shape(1, 2, 2, 3, 2), "scales", by(1, 1, 2, 2, 3), "mode", "linear"))
                .sample(of(shape(1, 2, 2, 3, 2), "scales", by(2, 2, 0.5), "axes", each(2, 3, 4), "mode", "nearest"))
                .sample(of(shape(2, 7), "scales", by(2), "axes", each(-1), "mode", "cubic"))
                .sample(of(shape(1, 1, 5, 4), "scales", by(1, 1, 0.5, 2), "mode", "cubic", "exclude_outside", true,
                        "cubic_coeff_a", -0.5))
                .sample(of(shape(1, 1, 4, 4), "sizes", each(9, 3), "axes", each(2, 3), "mode", "cubic", "exclude_outside", true))
                .sample(of(shape(1, 1, 4, 4), "sizes", each(1, 1, 3, 5), "mode", "linear", COORDINATES, "tf_crop_and_resize",
                        "roi", by(0, 0, 0.2, -0.1, 1, 1, 0.7, 1.3), "extrapolation_value", 7.5))
                .sample(of(shape(1, 1, 4, 4), "sizes", each(1, 4), "axes", each(2, 3), "mode", "nearest", COORDINATES,
                        "tf_crop_and_resize", "roi", by(0.1, 0.2, 0.6, 0.9)))
                .sample(of(shape(1, 1, 4, 4), "sizes", each(3, 4), "axes", each(2, 3), "mode", "nearest", COORDINATES,
                        "tf_crop_and_resize", "roi", by(0.1, 0.9, 0.6, 0.2)))
                .sample(of(shape(1, 1, 4, 6), "sizes", each(8, 6), "axes", each(2, 3), "mode", "linear",
                        "keep_aspect_ratio_policy", "not_larger"))
                .sample(of(shape(1, 1, 4, 6), "sizes", each(7, 8), "axes", each(2, 3), "mode", "nearest",
                        "keep_aspect_ratio_policy", "not_smaller"))
                .sample(of(shape(1, 1, 4, 6), "sizes", each(2, 4), "axes", each(2, 3), "mode", "nearest", COORDINATES,
                        "tf_half_pixel_for_nn", "nearest_mode", "floor"))
                .sample(of(shape(1, 1, 3, 4), "scales", by(1, 1, 2, 3), "mode", "nearest", COORDINATES, "asymmetric",
                        "nearest_mode", "floor"))
                .sample(of(shape("batch", 2, 3, 4), "scales", by(2, 2), "axes", each(2, 3), "mode", "linear"))
                .sample(of(shape("batch", 2, 3, 4), "sizes", each(5, 6), "axes", each(2, 3), "mode", "linear"))
                .sample(of(shape("batch", 2, "height", "width"), "scales", by(2, 0.5), "axes", each(2, 3), "mode", "nearest")
                        .bind("height", 3).bind("width", 4))
                .sample(of(shape(0, 2, 3, 4), "scales", by(2, 2), "axes", each(2, 3), "mode", "linear"))
                .sample(of(shape(1, 2, 3, 4), "scales", by(1, 1, 1, 1), "mode", "linear"))
                .sample(of(shape(2, 3), "scales", by(), "axes", each(), "mode", "linear"))
                .sample(of(shape(1, 17, 9, 7), "scales", by(2, 2), "axes", each(2, 3), "mode", "linear"))
                .sample(Sample.of("whole numbers").input("x", shape(1, 1, 3, 4), Domain.integers(0, 200)).dtypes(I32, U8)
                        .attributes("scales", by(2, 0.5), "axes", each(2, 3)));
        examples(spec);
        return spec.refusing("one of scales and sizes", Attributes.none(), Parts.f32(2, 3))
                .refusing("one of scales and sizes", Attributes.of("scales", by(1, 1), "sizes", each(2, 3)), Parts.f32(2, 3))
                .refusing("scales must hold one number for each of the axes [0, 1]", Attributes.of("scales", by(1)), Parts.f32(2, 3))
                .refusing("scales must be positive", Attributes.of("scales", by(1, 0)), Parts.f32(2, 3))
                .refusing("sizes must be at least 1", Attributes.of("sizes", each(1, 0)), Parts.f32(2, 3))
                .refusing("nothing would be left of axis 1", Attributes.of("scales", by(1, 0.2)), Parts.f32(2, 3))
                .refusing("must not be empty", Attributes.of("scales", by(1, 2)), Parts.f32(2, 0))
                .refusing("mode must be nearest, linear or cubic", Attributes.of("scales", by(1, 2), "mode", "area"), Parts.f32(2, 3))
                .refusing("coordinate_transformation_mode must be one of", Attributes.of("scales", by(1, 2), COORDINATES, "corners"),
                        Parts.f32(2, 3))
                .refusing("nearest_mode must be", Attributes.of("scales", by(1, 2), "nearest_mode", "up"), Parts.f32(2, 3))
                .refusing("keep_aspect_ratio_policy must be", Attributes.of("sizes", each(2, 2), "keep_aspect_ratio_policy", "fit"),
                        Parts.f32(2, 3))
                .refusing("'roi'", Attributes.of("sizes", each(2, 2), COORDINATES, "tf_crop_and_resize"), Parts.f32(2, 3))
                .refusing("f32 or f64", Attributes.of("scales", by(1, 2), "mode", "linear"), Parts.f32(2, 3).withDType(I32))
                .refusing("must be a number where its scale 1.5", Attributes.of("scales", by(1.5), "axes", each(0)),
                        Parts.f32(2, 3).withShape(shape("n", 3)))
                .build();
    }

    /** From ONNX's documentation of the operator, and by hand. */
    private static void examples(OpSpec.Builder spec) {
        spec.sample(image("ONNX's upsample_scales_nearest", "scales", by(1, 1, 2, 3), "mode", "nearest").expecting(Parts.of(
                        1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 3, 3, 3, 4, 4, 4)))
                .sample(image("ONNX's upsample_scales_linear", "scales", by(1, 1, 2, 2), "mode", "linear").expecting(Parts.of(
                        1, 1.25, 1.75, 2, 1.5, 1.75, 2.25, 2.5, 2.5, 2.75, 3.25, 3.5, 3, 3.25, 3.75, 4)))
                .sample(image("align_corners of 4 by 4", "sizes", each(4, 4), "axes", each(2, 3), "mode", "linear", COORDINATES,
                        "align_corners").expecting(Parts.of(1, 4 / 3.0, 5 / 3.0, 2, 5 / 3.0, 2, 7 / 3.0, 8 / 3.0, 7 / 3.0, 8 / 3.0, 3,
                        10 / 3.0, 3, 10 / 3.0, 11 / 3.0, 4)))
                .sample(Sample.of("ONNX's tf_crop_and_resize").input("x", shape(1, 1, 4, 4), TO_16).attributes("sizes", each(1, 1, 3, 3),
                        "mode", "linear", COORDINATES, "tf_crop_and_resize", "roi", by(0, 0, 0.4, 0.6, 1, 1, 0.6, 0.8))
                        .expecting(Parts.of(7.6, 7.9, 8.2, 8.8, 9.1, 9.4, 10, 10.3, 10.6)))
                .sample(row("cubic by hand", Parts.of(1, 2, 4, 8), "scales", by(2), "mode", "cubic", COORDINATES, "asymmetric")
                        .expecting(Parts.of(1, 1.3125, 2, 2.71875, 4, 6.1875, 8, 8.375)))
                .sample(row("cubic without what is outside", Parts.of(1, 2, 4, 8), "scales", by(2), "mode", "cubic", COORDINATES,
                        "asymmetric", "exclude_outside", true).expecting(
                        Parts.of(1, 1.40625 / 1.09375, 2, 2.71875, 4, 6.9375 / 1.09375, 8, 4.375 / 0.5)))
                .sample(row("linear by hand with a gradient", Parts.of(2, 4, 10), "sizes", each(2), "mode", "linear", COORDINATES,
                        "half_pixel").expecting(Parts.of(2.5, 8.5)).dtypes(F32, F64)
                        .expectingGradients(List.of(Parts.of(4, 8)), Parts.of(3, 3, 6)));
        double[] rounded = {3, 4, 3, 4};
        for (int i = 0; i < rounded.length; i++) {
            spec.sample(row("a tie, " + ROUNDINGS.get(i), Parts.of(1, 2, 3, 4, 5), "sizes", each(2), "mode", "nearest",
                    "nearest_mode", ROUNDINGS.get(i), COORDINATES, "asymmetric")
                    .expecting(Parts.of(1, rounded[i])));
        }
    }
}
