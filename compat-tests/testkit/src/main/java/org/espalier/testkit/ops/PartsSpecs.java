package org.espalier.testkit.ops;

import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Cutting and joining. */
final class PartsSpecs {
    private static final double[] SIX = {1, 2, 3, 4, 5, 6};

    private PartsSpecs() {}

    static List<OpSpec> all() {
        return List.of(split(), tile());
    }

    private static Attributes lengths(int axis, long... lengths) {
        return Attributes.of("axis", axis, "split", lengths);
    }

    private static Attributes parts(int axis, int count) {
        return Attributes.of("axis", axis, "num_outputs", count);
    }

    private static Sample cut(Shape x, Attributes attributes) {
        return batched(Sample.of(x + " " + attributes).input("x", x, Parts.REAL).attributes((taken, registry) -> attributes));
    }

    private static Sample six(Shape x, Attributes attributes, double[]... expected) {
        return Sample.of("by hand " + x + attributes).input("x", x, Domain.of(SIX))
                .attributes((taken, registry) -> attributes).expecting(expected);
    }

    private static OpSpec split() {
        List<Sample> samples = new ArrayList<>();
        for (long n : new long[] {7, 8, 9, 15, 17, 33}) {
            samples.add(cut(shape(n), lengths(0, 3, n - 3)));
            samples.add(cut(shape(n), parts(0, 2)));
        }
        samples.add(cut(shape(5), lengths(0, 5)));
        samples.add(cut(shape(5), parts(-1, 1)));
        samples.add(cut(shape(3, 6), lengths(1, 1, 2, 3)));
        samples.add(cut(shape(3, 6), parts(1, 3)));
        samples.add(cut(shape(4, 3), lengths(0, 2, 2)));
        samples.add(cut(shape(2, 5, 3), lengths(-2, 4, 1)));
        samples.add(cut(shape("batch", 4), parts(1, 2)));
        samples.add(cut(shape("batch", 4), lengths(1, 3, 1)));
        samples.add(cut(shape("batch", 1), parts(0, 1)));
        samples.add(cut(shape(0, 4), parts(1, 2)));
        samples.add(cut(shape(257, 33), lengths(1, 16, 17)));
        samples.add(cut(shape(1100, 67), lengths(1, 30, 37)).dtypes(DType.F32).withoutDifferences("large"));
        return OpSpec.of("Split")
                .samples(samples)
                .sample(six(shape(6), parts(0, 3), Parts.of(1, 2), Parts.of(3, 4), Parts.of(5, 6)))
                .sample(six(shape(6), lengths(0, 2, 4), Parts.of(1, 2), Parts.of(3, 4, 5, 6)))
                .sample(six(shape(6), parts(0, 4), Parts.of(1, 2), Parts.of(3, 4), Parts.of(5, 6), Parts.of()))
                .sample(six(shape(6), lengths(0, 0, 6, 0), Parts.of(), Parts.of(SIX), Parts.of()))
                .sample(six(shape(2, 3), lengths(1, 2, 1), Parts.of(1, 2, 4, 5), Parts.of(3, 6)))
                .sample(Sample.of("7 in 4, as ONNX 18").input("x", shape(7), Domain.of(1, 2, 3, 4, 5, 6, 7))
                        .attributes((taken, registry) -> parts(0, 4))
                        .expecting(Parts.of(1, 2), Parts.of(3, 4), Parts.of(5, 6), Parts.of(7)))
                .sample(Sample.of("stated cotangents").input("x", shape(2, 3), Domain.of(SIX))
                        .attributes((taken, registry) -> lengths(1, 2, 1)).expectingGradients(
                        List.of(Parts.of(1, 2, 3, 4), Parts.of(5, 6)), Parts.of(1, 2, 5, 3, 4, 6)))
                .sample(Sample.of("every dtype").input("x", shape(4), Domain.bools()).dtypes(DType.values())
                        .attributes((taken, registry) -> lengths(0, 1, 3)).withoutDifferences("the same as the others"))
                .tolerance(Tolerance.EXACT)
                .refusing("add up to that of axis 1 of input f32[2,3] (4 ≠ 3)", lengths(1, 2, 2), Parts.f32(2, 3))
                .refusing("add up", lengths(1, 4, -1), Parts.f32(2, 3))
                .refusing("too short for 4 parts of length 2", parts(0, 4), Parts.f32(5))
                .refusing("cannot be cut into 2 equal parts before batch is a number", parts(0, 2),
                        new TensorType(DType.F32, shape("batch", 3)))
                .refusing("num_outputs must be at least 1", parts(0, 0), Parts.f32(5))
                .refusing("one of the attributes split and num_outputs", Attributes.of("axis", 0), Parts.f32(5))
                .refusing("axis 1 is not within", parts(1, 2), Parts.f32(4))
                .build();
    }

    private static Attributes repeats(long... repeats) {
        return Attributes.of("repeats", repeats);
    }

    private static OpSpec tile() {
        OpSpec.Builder spec = OpSpec.of("Tile");
        for (long n : new long[] {1, 7, 8, 9, 15, 17, 33}) {
            spec.sample(cut(shape(n), repeats(3)));
        }
        return spec.sample(cut(shape(), repeats()))
                .sample(cut(shape(5), repeats(1)))
                .sample(cut(shape(5), repeats(0)))
                .sample(cut(shape(0), repeats(3)))
                .sample(cut(shape(2, 3), repeats(2, 1)))
                .sample(cut(shape(2, 3), repeats(1, 4)))
                .sample(cut(shape(2, 1, 3), repeats(2, 3, 2)))
                .sample(cut(shape("batch", 3), repeats(2, 2)))
                .sample(cut(shape(33, 65), repeats(3, 2)))
                // ONNX's example.
                .sample(Sample.of("ONNX").input("x", shape(2, 2), Domain.of(0, 1, 2, 3)).attributes((taken, registry) -> repeats(2, 2))
                        .expecting(Parts.of(0, 1, 0, 1, 2, 3, 2, 3, 0, 1, 0, 1, 2, 3, 2, 3)))
                .sample(Sample.of("stated cotangent").input("x", shape(2), Domain.of(1, 2)).attributes((taken, registry) -> repeats(3))
                        .expectingGradients(List.of(Parts.of(1, 2, 3, 4, 5, 6)), Parts.of(9, 12)))
                .sample(Sample.of("every dtype").input("x", shape(4), Domain.bools()).dtypes(DType.values())
                        .attributes((taken, registry) -> repeats(2)).withoutDifferences("the same as the others"))
                .tolerance(Tolerance.EXACT)
                .refusing("a number, at least 0, for each of the 2 axes of input f32[2,3]", repeats(2), Parts.f32(2, 3))
                .refusing("repeats [2, -1]", repeats(2, -1), Parts.f32(2, 3))
                .refusing("'repeats'", Attributes.none(), Parts.f32(2, 3))
                .build();
    }
}
