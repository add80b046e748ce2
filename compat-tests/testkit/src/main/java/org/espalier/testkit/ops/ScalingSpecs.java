package org.espalier.testkit.ops;

import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Normalizations without parameters: by a norm, by the squares of neighbouring channels, to mean 0 and variance 1. */
final class ScalingSpecs {
    private static final Domain AWAY = Parts.REAL.avoiding(0.2, 0);

    private ScalingSpecs() {}

    static List<OpSpec> all() {
        return List.of(lp(), lrn(), meanVariance(), hardmax());
    }

    private static OpSpec lp() {
        List<Sample> samples = new ArrayList<>();
        for (int p : new int[] {1, 2}) {
            for (Shape x : List.of(shape(1), shape(7), shape(9), shape(17), shape(3, 5), shape(2, 3, 4), shape(2, 1, 3),
                    shape("batch", 6), shape(257, 263))) {
                for (int axis : x.rank() == 1 ? new int[] {0} : new int[] {0, -1}) {
                    samples.add(batched(Sample.of("p " + p + " of " + x + " along " + axis).input("x", x, AWAY)
                            .attributes("axis", axis, "p", p)));
                }
            }
            samples.add(Sample.of("nothing, p " + p).input("x", shape(0, 3), AWAY).attributes("axis", 1, "p", p)
                    .withoutOnnx(Parts.DIES_OF_NOTHING));
            samples.add(Parts.vector("zeros, p " + p, 0, 0, 0).attributes("axis", 0, "p", p).expecting(Parts.of(0, 0, 0))
                    .expectingGradients(List.of(Parts.of(1, 2, 3)), Parts.of(0, 0, 0)));
        }
        samples.add(Sample.of("all defaults").input("x", shape(2, 3), AWAY));
        samples.add(Parts.vector("by hand, p 1", 1, -3).attributes("axis", 0, "p", 1).expecting(Parts.of(0.25, -0.75)));
        samples.add(Sample.of("by hand, p 2").input("x", shape(2, 2), Domain.of(3, 4, 0, 0)).attributes("axis", 1, "p", 2)
                .expecting(Parts.of(0.6, 0.8, 0, 0)).withoutDifferences("its derivative jumps at 0"));
        return OpSpec.of("LpNormalization")
                .samples(samples)
                .tolerance(Tolerance.ulps(16).withScale(1))
                .excusing(Parts.BEYOND, Parts::squareIsBeyond)
                .refusing("p must be 1 or 2, but is 3", Attributes.of("axis", 0, "p", 3), Parts.f32(2))
                .refusing("axis 1 is not within", Attributes.of("axis", 1), Parts.f32(2))
                .refusing("must be f32 or f64", Attributes.none(), TensorType.of(DType.I64, 2))
                .build();
    }

    private static Sample lrn(Shape x, long size) {
        return batched(Sample.of("size " + size + " of " + x).input("x", x, Parts.REAL)
                .attributes("size", size, "alpha", 0.5, "beta", 0.75, "bias", 1.5));
    }

    private static OpSpec lrn() {
        List<Sample> samples = new ArrayList<>();
        for (long size : new long[] {1, 3, 5}) {
            samples.add(lrn(shape(1, 1, 2, 2), size));
            samples.add(lrn(shape(2, 7, 1, 3), size));
            samples.add(lrn(shape(1, 9, 3, 2), size));
            samples.add(lrn(shape("batch", 4, 2, 2), size));
        }
        samples.add(lrn(shape(0, 3, 2, 2), 3));
        samples.add(lrn(shape(2, 17, 9, 33), 5));
        samples.add(Sample.of("all defaults").input("x", shape(2, 5, 2, 2), Parts.REAL).attributes("size", 5));
        // 1 / (1 + 1 + 4), 2 / (1 + 1 + 4 + 9), 3 / (1 + 4 + 9).
        samples.add(Sample.of("by hand").input("x", shape(1, 3, 1, 1), Domain.of(1, 2, 3))
                .attributes("size", 3, "alpha", 3.0, "beta", 1.0, "bias", 1.0)
                .expecting(Parts.of(1 / 6.0, 2 / 15.0, 3 / 14.0)));
        return OpSpec.of("LRN")
                .samples(samples)
                .tolerance(Tolerance.ulps(16).withScale(1))
                .excusing(Parts.BEYOND, Parts::squareIsBeyond)
                .without("onnx f64", Parts.NOT_IN_ORT)
                .refusing("at least 2 axes", Attributes.of("size", 3), Parts.f32(2))
                .refusing("size must be at least 1, but is 0", Attributes.of("size", 0), Parts.f32(2, 3))
                .refusing("'size'", Attributes.none(), Parts.f32(2, 3))
                .build();
    }

    private static Sample standardized(Shape x, int... axes) {
        return batched(Sample.of(x + " over " + Arrays.toString(axes)).input("x", x, Parts.REAL)
                .attributes("axes", axes));
    }

    private static OpSpec meanVariance() {
        List<Sample> samples = new ArrayList<>();
        samples.add(standardized(shape(9), 0));
        samples.add(standardized(shape(5, 7), 0));
        samples.add(standardized(shape(5, 7), -1));
        samples.add(standardized(shape(3, 4, 17), 0, 2));
        samples.add(standardized(shape("batch", 7), 1));
        samples.add(standardized(shape(0, 7), 1));
        samples.add(standardized(shape(33, 263), 1));
        samples.add(Sample.of("all defaults").input("x", shape(3, 2, 3, 4), Parts.REAL));
        samples.add(Sample.of("by hand").input("x", shape(1, 1, 1, 2), Domain.of(1, 3))
                .expecting(Parts.of(-1 / (1 + 1e-9), 1 / (1 + 1e-9))));
        samples.add(Parts.vector("no variance", 5, 5).attributes("axes", new int[] {0}).expecting(Parts.of(0, 0))
                .expectingGradients(List.of(Parts.of(1, 3)), Parts.of(-1e9, 1e9))
                .withoutOnnx("the difference of two equal squares may come out negative there, and has no root"));
        return OpSpec.of("MeanVarianceNormalization")
                .samples(samples)
                .tolerance(Tolerance.ulps(32).withScale(4))
                .excusing(Parts.BEYOND, Parts::squareIsBeyond)
                .without("onnx f64", Parts.NOT_IN_ORT)
                .refusing("axis 3 is not within", Attributes.none(), Parts.f32(2, 3, 4))
                .refusing("twice", Attributes.of("axes", new int[] {0, -2}), Parts.f32(2, 3))
                .refusing("takes 1 input", Attributes.none(), Parts.f32(2), Parts.f32(2))
                .build();
    }

    private static OpSpec hardmax() {
        List<Sample> samples = new ArrayList<>();
        for (Shape x : List.of(shape(1), shape(7), shape(17), shape(3, 5), shape(2, 3, 4), shape(2, 1, 3),
                shape("batch", 10), shape(0, 3), shape(65, 263))) {
            for (int axis : x.rank() == 1 ? new int[] {0} : new int[] {1, -1}) {
                samples.add(batched(Sample.of(x + " along " + axis).input("x", x, Parts.REAL).attributes("axis", axis)));
            }
        }
        samples.add(Parts.vector("by hand, the first of two", 1, 3, 3, 2).attributes("axis", 0).expecting(Parts.of(0, 1, 0, 0))
                .withoutDifferences("another is largest where the first of two grows less"));
        return OpSpec.of("Hardmax")
                .samples(samples)
                .tolerance(Tolerance.EXACT)
                .without("onnx f64", Parts.NOT_IN_ORT)
                .refusing("axis", Attributes.of("axis", 2), Parts.f32(2, 3))
                .refusing("'axis'", Attributes.none(), Parts.f32(2, 3))
                .build();
    }
}
