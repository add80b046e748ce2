package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.F64;
import static org.espalier.tensor.DType.U8;
import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Pooling over windows and over whole maps. */
final class PoolingSpecs {
    private static final Domain DISTINCT = Domain.distinct(0.01);
    private static final double[] TO_25 = IntStream.rangeClosed(1, 25).asDoubleStream().toArray();
    private static final String CEIL = "ceil_mode";
    private static final String PADDING = "count_include_pad";

    private PoolingSpecs() {}

    static List<OpSpec> all() {
        return List.of(maxPool(), maxPoolGrad(), MaxUnpoolSpecs.spec(), averagePool(), averagePoolGrad(), lpPool(),
                global("GlobalAveragePool", 5), global("GlobalMaxPool", 9));
    }

    /** An input's shape and a window on it. */
    private record Geometry(Shape x, Attributes window) {
        Sample sample(Domain domain) {
            return batched(Sample.of(x + " " + window).input("x", x, domain).attributes((taken, registry) -> window));
        }

        Geometry with(String attribute, Object value) {
            return new Geometry(x, window.with(attribute, value));
        }
    }

    private static int[] each(int... values) {
        return values;
    }

    private static Geometry of(Shape x, int[] kernel, Object... window) {
        return new Geometry(x, Attributes.of(window).with("kernel_shape", kernel));
    }

    private static List<Geometry> geometries() {
        List<Geometry> all = new ArrayList<>(List.of(
                of(shape(2, 3, 7), each(3)),
                of(shape(1, 2, 5, 4), each(3, 2)),
                of(shape(1, 2, 4, 3, 5), each(2, 3, 2)),
                of(shape(1, 1, 1, 1), each(1, 1)),
                of(shape(1, 1, 3, 3), each(3, 3)),
                of(shape("batch", 2, 4, 4), each(2, 2), "strides", each(2, 2)),
                of(shape(0, 2, 4), each(2)),
                of(shape(1, 2, 7, 8), each(2, 3), "strides", each(3, 2)),
                of(shape(1, 1, 5, 5), each(3, 3), "pads", each(1, 0, 2, 1)),
                of(shape(1, 1, 5, 6), each(3, 3), "pads", each(1, 1, 1, 1), "strides", each(2, 2)),
                of(shape(1, 1, 4, 5, 3), each(2, 2, 2), "pads", each(0, 1, 1, 1, 0, 1), "strides", each(2, 1, 2)),
                of(shape(1, 1, 4, 4), each(3, 3), "strides", each(2, 2), CEIL, true),
                of(shape(1, 1, 6, 5), each(3, 2), "strides", each(2, 3), "pads", each(1, 0, 1, 1), CEIL, true),
                of(shape(1, 1, 5), each(1), "strides", each(3), CEIL, true),
                of(shape(1, 1, 6), each(2), "strides", each(3), "pads", each(1, 1), CEIL, true),
                of(shape(2, 1, 33, 31), each(2, 2), "strides", each(2, 2))));
        all.add(of(shape(3, 2, 7, 17), each(2, 2), "strides", each(2, 2)));
        all.add(of(shape(2, 2, 6, 16), each(2, 2), "strides", each(2, 2)));
        all.add(of(shape(3, 8, 66, 43), each(2, 2), "strides", each(2, 2)));
        all.add(of(shape(2, 16, 65, 33), each(3, 3), "strides", each(2, 2), "pads", each(1, 1, 1, 1)));
        all.add(of(shape(1, 7, 3, 9), each(2, 2)));
        all.add(of(shape(1, 8, 2, 17), each(2, 2)));
        for (String auto : List.of("SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET")) {
            all.add(of(shape(1, 2, 5, 4), each(2, 3), "auto_pad", auto));
            all.add(of(shape("batch", 1, 7, 6), each(3, 2), "auto_pad", auto, "strides", each(2, 3)));
        }
        return all;
    }

    private static List<Geometry> padded() {
        return geometries().stream()
                .filter(g -> g.window().has("pads") || g.window().has(CEIL) || g.window().has("auto_pad"))
                .toList();
    }

    private static List<Geometry> dilated() {
        return List.of(
                of(shape(1, 2, 7, 6), each(2, 3), "dilations", each(3, 2)),
                of(shape(1, 1, 9), each(3), "dilations", each(2), "pads", each(2, 1), "strides", each(2)),
                of(shape(1, 1, 8), each(2), "dilations", each(2), "strides", each(3), CEIL, true),
                of(shape(1, 1, 9), each(2), "dilations", each(2), "auto_pad", "SAME_UPPER"));
    }

    private static Sample named(int[] kernel, Object... window) {
        return batched(Sample.of("named lengths " + Attributes.of(window)).input("x", shape("batch", 2, "height", "width"), DISTINCT)
                .bind("height", 7).bind("width", 6).attributes((taken, registry) ->
                        Attributes.of(window).with("kernel_shape", kernel)));
    }

    private static List<Sample> namedLengths() {
        return List.of(named(each(3, 2), "strides", each(2, 1), "pads", each(1, 1, 1, 0)),
                named(each(3, 3), "strides", each(2, 2), CEIL, true),
                named(each(3, 3), "strides", each(2, 2), "auto_pad", "SAME_LOWER"));
    }

    private static Sample to25(String name, Object... window) {
        return Sample.of(name).input("x", shape(1, 1, 5, 5), Domain.of(TO_25)).attributes(window);
    }

    private static Sample to16(Object... window) {
        return Sample.of("ONNX's example of ceil_mode").input("x", shape(1, 1, 4, 4), Domain.of(IntStream.rangeClosed(1, 16)
                .asDoubleStream().toArray())).attributes(window);
    }

    private static OpSpec.Builder refusing(OpSpec.Builder spec) {
        return spec.refusing("3 to 5 axes", Attributes.of("kernel_shape", each(2)), Parts.f32(2, 3))
                .refusing("kernel_shape must hold 2 numbers", Attributes.of("kernel_shape", each(2)), Parts.f32(1, 1, 3, 3))
                .refusing("attribute 'kernel_shape'", Attributes.none(), Parts.f32(1, 1, 3, 3))
                .refusing("reaches over 4 elements of spatial axis 2", Attributes.of("kernel_shape", each(4)), Parts.f32(1, 1, 3))
                .refusing("must be smaller than its kernel 2", Attributes.of("kernel_shape", each(2), "pads", each(2, 0)),
                        Parts.f32(1, 1, 3))
                .refusing("window 0 of spatial axis 2 would hold nothing but padding",
                        Attributes.of("kernel_shape", each(2), "pads", each(1, 1), "dilations", each(5)), Parts.f32(1, 1, 4))
                .refusing("must be a number where ceil_mode", Attributes.of("kernel_shape", each(2), "pads", each(0, 1),
                        "strides", each(2), CEIL, true), Parts.f32(1, 1, 3).withShape(shape(1, 1, "n")));
    }

    private static OpSpec maxPool() {
        OpSpec.Builder spec = OpSpec.of("MaxPool").tolerance(Tolerance.EXACT);
        geometries().forEach(g -> spec.sample(g.sample(DISTINCT)));
        dilated().forEach(g -> spec.sample(g.sample(DISTINCT)));
        spec.samples(namedLengths());
        for (Geometry g : geometries().subList(0, 11)) {
            spec.sample(g.with("storage_order", 1).sample(DISTINCT));
        }
        spec.sample(geometries().get(8).with("residuals", false).sample(DISTINCT));
        spec.sample(Sample.of("bytes").input("x", shape(1, 2, 5, 5), Domain.integers(0, 255)).dtypes(U8)
                .attributes("kernel_shape", each(3, 3), "pads", each(2, 2, 2, 2)));
        spec.sample(to25("ONNX's example with padding", "kernel_shape", each(5, 5), "pads", each(2, 2, 2, 2))
                .expecting(Parts.of(13, 14, 15, 15, 15, 18, 19, 20, 20, 20, 23, 24, 25, 25, 25, 23, 24, 25, 25, 25, 23, 24, 25, 25, 25),
                        Parts.of(12, 13, 14, 14, 14, 17, 18, 19, 19, 19, 22, 23, 24, 24, 24, 22, 23, 24, 24, 24, 22, 23, 24, 24, 24)));
        spec.sample(to25("ONNX's example by columns", "kernel_shape", each(2, 2), "strides", each(2, 2), "storage_order", 1)
                .expecting(Parts.of(7, 9, 17, 19), Parts.of(6, 16, 8, 18)));
        spec.sample(to16("kernel_shape", each(3, 3), "strides", each(2, 2), CEIL, true)
                .expecting(Parts.of(11, 12, 15, 16), Parts.of(10, 11, 14, 15)));
        spec.sample(Sample.of("in a second map, by columns").input("x", shape(1, 2, 1, 2), Domain.of(1, 2, 4, 3))
                .attributes("kernel_shape", each(1, 2), "storage_order", 1).expecting(Parts.of(2, 4), Parts.of(1, 2)));
        spec.sample(Sample.of("the first of equal ones").input("x", shape(1, 1, 4), Domain.of(5, 5, 5, 1)).dtypes(F32, F64)
                .attributes("kernel_shape", each(3)).expecting(Parts.of(5, 5), Parts.of(0, 1))
                .expectingGradients(List.of(Parts.of(10, 1)), Parts.of(10, 1, 0, 0)));
        spec.sample(Sample.of("two windows meet").input("x", shape(1, 1, 3), Domain.of(1, 7, 2)).dtypes(F32, F64)
                .attributes("kernel_shape", each(2)).expecting(Parts.of(7, 7), Parts.of(1, 1))
                .expectingGradients(List.of(Parts.of(10, 1)), Parts.of(0, 11, 0)));
        return refusing(spec)
                .refusing("storage_order must be 0", Attributes.of("kernel_shape", each(2), "storage_order", 2), Parts.f32(1, 1, 3))
                .build();
    }

    private static OpSpec maxPoolGrad() {
        OpSpec.Builder spec = OpSpec.of("MaxPoolGrad").tolerance(ConvolutionSpecs.SUMS).without("onnx f64", Parts.NOT_IN_ORT);
        List<Geometry> all = new ArrayList<>(geometries());
        all.addAll(dilated());
        for (Geometry g : all) {
            spec.sample(g.sample(DISTINCT).input("c", pooled(g), Parts.REAL));
        }
        double nan = Double.NaN;
        return spec.sample(Sample.of("by hand").input("x", shape(1, 1, 3), Domain.of(1, 7, 2))
                        .input("c", shape(1, 1, 2), Domain.of(10, 1)).attributes("kernel_shape", each(2)).expecting(Parts.of(0, 11, 0)))
                .sample(Sample.of("the first of equal ones, and of NaN").input("x", shape(1, 1, 2, 4), Domain.of(0, -0.0, nan, 1, 0, -0.0, nan, 9))
                        .input("c", shape(1, 1, 1, 2), Domain.of(3, 5)).attributes("kernel_shape", each(2, 2), "strides", each(2, 2))
                        .withoutDifferences("it has points at kinks").expecting(Parts.of(3, 0, 5, 0, 0, 0, 0, 0)))
                .refusing("which is f32[1,1,2], but is f32[1,1,3]", Attributes.of("kernel_shape", each(2)), Parts.f32(1, 1, 3),
                        Parts.f32(1, 1, 3))
                .build();
    }

    private static OpSpec averagePool() {
        OpSpec.Builder spec = OpSpec.of("AveragePool").tolerance(ConvolutionSpecs.SUMS).without("onnx f64", Parts.NOT_IN_ORT);
        geometries().forEach(g -> spec.sample(g.sample(Parts.REAL)));
        padded().forEach(g -> spec.sample(g.with(PADDING, true).sample(Parts.REAL)));
        dilated().forEach(g -> spec.sample(g.sample(Parts.REAL)));
        dilated().forEach(g -> spec.sample(g.with(PADDING, true).sample(Parts.REAL)));
        spec.samples(namedLengths());
        spec.sample(to25("ONNX's example with padding", "kernel_shape", each(5, 5), "pads", each(2, 2, 2, 2)).expecting(Parts.of(
                7, 7.5, 8, 8.5, 9, 9.5, 10, 10.5, 11, 11.5, 12, 12.5, 13, 13.5, 14, 14.5, 15, 15.5, 16, 16.5, 17, 17.5, 18, 18.5, 19)));
        spec.sample(to25("ONNX's example that counts padding", "kernel_shape", each(5, 5), "pads", each(2, 2, 2, 2), PADDING, true)
                .expecting(Parts.of(2.52, 3.6, 4.8, 4.08, 3.24, 4.56, 6.4, 8.4, 7.04, 5.52, 7.2, 10, 13, 10.8, 8.4,
                        6.96, 9.6, 12.4, 10.24, 7.92, 6.12, 8.4, 10.8, 8.88, 6.84)));
        spec.sample(to16("kernel_shape", each(3, 3), "strides", each(2, 2), CEIL, true).expecting(Parts.of(6, 7.5, 12, 13.5)));
        spec.sample(Sample.of("what sticks out beyond the padding does not count").input("x", shape(1, 1, 4), Domain.of(2, 4, 6, 9))
                .attributes("kernel_shape", each(3), "strides", each(3), "pads", each(1, 1), CEIL, true, PADDING, true)
                .expecting(Parts.of(2, 5)));
        return refusing(spec).build();
    }

    private static OpSpec averagePoolGrad() {
        OpSpec.Builder spec = OpSpec.of("AveragePoolGrad").tolerance(ConvolutionSpecs.SUMS).without("onnx f64", Parts.NOT_IN_ORT);
        List<Geometry> all = new ArrayList<>(geometries());
        all.addAll(dilated());
        padded().forEach(g -> all.add(g.with(PADDING, true)));
        for (Geometry g : all) {
            Shape y = pooled(g);
            Attributes window = g.window().with("shape", g.x());
            spec.sample(batched(Sample.of(g.x() + " " + g.window()).input("c", y, Parts.REAL)
                    .attributes((taken, registry) -> window)));
        }
        return spec.sample(Sample.of("by hand").input("c", shape(1, 1, 2), Domain.of(6, 12))
                .attributes("kernel_shape", each(3), "pads", each(1, 0), "shape", shape(1, 1, 3)).expecting(Parts.of(7, 7, 4)))
                .refusing("which is [1,1,2]", Attributes.of("kernel_shape", each(2), "shape", shape(1, 1, 3)), Parts.f32(1, 1, 3))
                .build();
    }

    /** The shape after pooling, by a formula of its own. */
    private static Shape pooled(Geometry g) {
        Shape y = g.x();
        int n = y.rank() - 2;
        for (int i = 0; i < n; i++) {
            long stride = at(g, "strides", i, 1);
            long span = (at(g, "kernel_shape", i, 1) - 1) * at(g, "dilations", i, 1) + 1;
            long begin = at(g, "pads", i, 0);
            double steps = (double) (y.length(2 + i) + begin + at(g, "pads", n + i, 0) - span) / stride;
            boolean up = g.window().flag(CEIL, false);
            long output = (long) (up ? Math.ceil(steps) : Math.floor(steps)) + 1;
            if (up && (output - 1) * stride >= y.length(2 + i) + begin) {
                output--;
            }
            if (g.window().string("auto_pad", "").startsWith("SAME")) {
                output = (long) Math.ceil((double) y.length(2 + i) / stride);
            }
            y = y.with(2 + i, Dim.of(output));
        }
        return y;
    }

    private static long at(Geometry g, String attribute, int i, long otherwise) {
        return g.window().has(attribute) ? g.window().longs(attribute)[i] : otherwise;
    }

    private static OpSpec lpPool() {
        OpSpec.Builder spec = OpSpec.of("LpPool").tolerance(Tolerance.ulps(32).withScale(8)).without("onnx f64", Parts.NOT_IN_ORT);
        Domain away = Parts.REAL.avoiding(0.1, 0);
        geometries().subList(0, 13).forEach(g -> spec.sample(g.sample(away)));
        for (int p : each(1, 3, 4)) {
            geometries().subList(6, 10).forEach(g -> spec.sample(g.with("p", p).sample(away)));
        }
        dilated().forEach(g -> spec.sample(g.sample(away)));
        for (int p : each(1, 2, 3)) {
            spec.sample(Sample.of("a window of zeros, p = " + p).input("x", shape(1, 1, 3), Domain.of(0)).dtypes(F32, F64)
                    .attributes("kernel_shape", each(2), "p", p).expecting(Parts.of(0, 0))
                    .expectingGradients(List.of(Parts.of(1, 1)), Parts.of(0, 0, 0)));
        }
        spec.sample(Sample.of("by hand").input("x", shape(1, 1, 3), Domain.of(3, -4, 0)).attributes("kernel_shape", each(2))
                .expecting(Parts.of(5, 4)).dtypes(F32, F64).expectingGradients(List.of(Parts.of(5, 1)), Parts.of(3, -5, 0)));
        return refusing(spec).refusing("p must be at least 1", Attributes.of("kernel_shape", each(2), "p", 0), Parts.f32(1, 1, 3))
                .build();
    }

    private static OpSpec global(String op, double ofNine) {
        OpSpec.Builder spec = OpSpec.of(op).tolerance(ConvolutionSpecs.SUMS).without("onnx f64", Parts.NOT_IN_ORT);
        for (Shape s : List.of(shape(2, 3, 7), shape(2, 3, 5, 4), shape(1, 2, 3, 4, 5), shape(1, 1, 1, 1), shape("batch", 2, 3, 3),
                shape(0, 2, 3), shape("batch", 2, "height", "width"), shape(2, 7, 17, 9), shape(1, 9, 33))) {
            spec.sample(batched(Sample.of(s.toString()).input("x", s, DISTINCT)).bind("height", 3).bind("width", 5));
        }
        return spec.sample(Sample.of("ONNX's example").input("x", shape(1, 1, 3, 3), Domain.of(TO_25)).expecting(Parts.of(ofNine)))
                .refusing("3 to 5 axes", Attributes.none(), Parts.f32(2, 3))
                .refusing("must not be empty", Attributes.none(), Parts.f32(2, 3, 0))
                .refusing("f32 or f64", Attributes.none(), Parts.f32(2, 3, 1).withDType(U8))
                .build();
    }
}
