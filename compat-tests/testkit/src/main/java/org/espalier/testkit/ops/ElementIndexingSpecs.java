package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.I32;
import static org.espalier.tensor.DType.I64;
import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Ops with one index an element. */
final class ElementIndexingSpecs {
    private ElementIndexingSpecs() {}

    static List<OpSpec> all() {
        return List.of(gatherElements(), scatterElements());
    }

    private record Pick(Shape x, Shape indices, int axis) {
        /** All indices that there are, negative ones too. */
        Domain everywhere() {
            Shape s = Shape.of(x.dims().stream().map(d -> d.bind(Map.of("batch", 5L))).toList());
            long length = s.length(axis);
            return Domain.integers(-length, length - 1);
        }
    }

    private static List<Pick> picks() {
        List<Pick> picks = new ArrayList<>();
        for (long n : new long[] {1, 7, 8, 9, 15, 17, 33}) {
            picks.add(new Pick(shape(n), shape(n), 0));
        }
        picks.addAll(List.of(
                new Pick(shape(5), shape(12), 0),
                new Pick(shape(5), shape(0), 0),
                new Pick(shape(3, 4), shape(3, 4), 0),
                new Pick(shape(3, 4), shape(2, 4), 0),
                new Pick(shape(3, 4), shape(6, 3), -2),
                new Pick(shape(3, 4), shape(3, 4), 1),
                new Pick(shape(3, 4), shape(2, 7), -1),
                new Pick(shape(1, 4), shape(1, 3), 1),
                new Pick(shape(4, 1), shape(3, 1), 0),
                new Pick(shape(2, 3, 4), shape(2, 5, 4), 1),
                new Pick(shape(2, 3, 4), shape(1, 2, 3), 1),
                new Pick(shape(2, 1, 3, 2), shape(2, 1, 3, 4), 3),
                new Pick(shape("batch", 4), shape("batch", 3), 1),
                new Pick(shape("batch", 3), shape(2, 3), 0)));
        return picks;
    }

    private static OpSpec gatherElements() {
        List<Sample> samples = new ArrayList<>();
        for (Pick p : picks()) {
            for (DType d : List.of(I32, I64)) {
                samples.add(batched(Sample.of(p.x() + " at " + d + p.indices() + " of axis " + p.axis())
                        .input("x", p.x(), Parts.REAL).input("indices", d, p.indices(), p.everywhere())
                        .attributes("axis", p.axis())));
            }
        }
        samples.add(Sample.of("large").input("x", shape(257, 33), Parts.REAL)
                .input("indices", I64, shape(200, 65), Domain.integers(-33, 32)).attributes("axis", 1).dtypes(F32));
        // The three examples of ONNX's documentation.
        samples.add(Sample.of("ONNX, axis 1").input("x", shape(2, 2), Domain.of(1, 2, 3, 4))
                .input("indices", I64, shape(2, 2), Domain.of(0, 0, 1, 0)).attributes("axis", 1)
                .expecting(Parts.of(1, 1, 4, 3)));
        samples.add(Sample.of("ONNX, axis 0").input("x", shape(3, 3), Domain.of(1, 2, 3, 4, 5, 6, 7, 8, 9))
                .input("indices", I64, shape(2, 3), Domain.of(1, 2, 0, 2, 0, 0)).attributes("axis", 0)
                .expecting(Parts.of(4, 8, 3, 7, 2, 3)));
        samples.add(Sample.of("ONNX, from the end").input("x", shape(3, 3), Domain.of(1, 2, 3, 4, 5, 6, 7, 8, 9))
                .input("indices", I64, shape(2, 3), Domain.of(-1, -2, 0, -2, 0, 0)).attributes("axis", 0)
                .expecting(Parts.of(7, 5, 3, 4, 2, 3)));
        samples.add(Sample.of("stated cotangent").input("x", shape(3), Domain.of(1, 2, 3))
                .input("indices", I64, shape(4), Domain.of(2, 0, -1, 2)).attributes("axis", 0)
                .expectingGradients(List.of(Parts.of(1, 2, 4, 8)), Parts.of(2, 0, 13)));
        samples.add(Sample.of("every dtype").input("x", shape(4), Domain.bools()).dtypes(DType.values())
                .input("indices", I64, shape(3), Domain.of(2, 0, -1)).attributes("axis", 0)
                .withoutDifferences("the same as the others"));
        Attributes first = Attributes.of("axis", 0);
        return OpSpec.of("GatherElements")
                .samples(samples)
                .tolerance(Tolerance.EXACT)
                .refusing("indices must be i32 or i64", first, Parts.f32(3), Parts.f32(2))
                .refusing("same number of axes (2 ≠ 1)", first, Parts.f32(3, 2), TensorType.of(I64, 3))
                .refusing("in every axis but 0 (3 against 2 in axis 1)", first, Parts.f32(3, 2), TensorType.of(I64, 3, 3))
                .refusing("axis 1 is not within", Attributes.of("axis", 1), Parts.f32(3), TensorType.of(I64, 2))
                .refusing("'axis'", Attributes.none(), Parts.f32(3), TensorType.of(I64, 2))
                .refusing("takes 2 inputs", first, Parts.f32(3))
                .build();
    }

    private static Attributes attributes(int axis, String reduction) {
        return Attributes.of("axis", axis, "reduction", reduction);
    }

    private static OpSpec scatterElements() {
        List<Sample> samples = new ArrayList<>(ScatterParts.common(Attributes.of("axis", 0), shape()));
        for (Pick p : picks()) {
            for (String r : ScatterParts.REDUCTIONS) {
                for (DType d : List.of(I32, I64)) {
                    samples.add(ScatterParts.random(p.x(), d, p.indices(), p.everywhere(), p.indices(), attributes(p.axis(), r)));
                }
            }
        }
        samples.add(ScatterParts.random(shape(257, 33), I64, shape(200, 65), Domain.integers(-33, 32), shape(200, 65),
                attributes(1, "add")).dtypes(F32));
        // The two examples of ONNX's documentation.
        samples.add(Sample.of("ONNX, axis 0").input("x", shape(3, 3), Domain.of(0))
                .input("indices", I64, shape(2, 3), Domain.of(1, 0, 2, 0, 2, 1))
                .input("updates", shape(2, 3), Domain.of(1.0, 1.1, 1.2, 2.0, 2.1, 2.2))
                .attributes((taken, registry) -> attributes(0, "none"))
                .expecting(Parts.of(2.0, 1.1, 0.0, 1.0, 0.0, 2.2, 0.0, 2.1, 1.2)));
        samples.add(Sample.of("ONNX, axis 1").input("x", shape(1, 5), Domain.of(1, 2, 3, 4, 5))
                .input("indices", I64, shape(1, 2), Domain.of(1, 3)).input("updates", shape(1, 2), Domain.of(1.1, 2.1))
                .attributes((taken, registry) -> attributes(1, "none")).expecting(Parts.of(1, 1.1, 3, 2.1, 5)));
        Attributes add = attributes(0, "add");
        TensorType at = TensorType.of(I64, 2);
        return OpSpec.of("ScatterElements")
                .samples(samples)
                .tolerance(Tolerance.ulps(8).withScale(64))
                .refusing("indices must be i32 or i64", add, Parts.f32(3), Parts.f32(2), Parts.f32(2))
                .refusing("same dtype (f32 ≠ f64)", add, Parts.f32(3), at, Parts.f64(2))
                .refusing("updates f32[3] must have the shape [2]", add, Parts.f32(3), at, Parts.f32(3))
                .refusing("same number of axes (2 ≠ 1)", add, Parts.f32(3, 2), at, Parts.f32(2))
                .refusing("must be one of [none, add, mul, max, min], but is 'sub'", attributes(0, "sub"), Parts.f32(3), at, Parts.f32(2))
                .refusing("data for reduction add must be f32 or f64", add, TensorType.of(DType.BOOL, 3), at, TensorType.of(DType.BOOL, 2))
                .refusing("'reduction'", Attributes.of("axis", 0), Parts.f32(3), at, Parts.f32(2))
                .build();
    }
}
