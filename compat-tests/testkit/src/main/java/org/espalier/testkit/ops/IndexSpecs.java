package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.F64;
import static org.espalier.tensor.DType.I32;
import static org.espalier.tensor.DType.I64;
import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Ops that pick elements by position, and their transposes. */
final class IndexSpecs {
    private IndexSpecs() {}

    static List<OpSpec> all() {
        return List.of(slice(), sliceGrad(), gather(), gatherGrad(), oneHot());
    }

    private record Cut(Shape x, long[] starts, long[] ends, int[] axes, long[] steps, Shape result) {
        Attributes attributes() {
            return Attributes.of("starts", starts, "ends", ends, "axes", axes, "steps", steps);
        }
    }

    private static Cut cut(Shape x, long start, long end, int axis, long step, Shape result) {
        return new Cut(x, new long[] {start}, new long[] {end}, new int[] {axis}, new long[] {step}, result);
    }

    private static List<Cut> cuts() {
        return List.of(
                cut(shape(7), 2, 5, 0, 1, shape(3)),
                cut(shape(7), 0, 7, 0, 1, shape(7)),
                cut(shape(7), -3, Integer.MAX_VALUE, 0, 1, shape(3)),
                cut(shape(9), 1, 9, 0, 3, shape(3)),
                cut(shape(7), 6, Integer.MIN_VALUE, 0, -1, shape(7)),
                cut(shape(8), -2, 0, 0, -2, shape(3)),
                cut(shape(5), 4, 2, 0, 1, shape(0)),
                cut(shape(3, 5), 1, 4, 1, 1, shape(3, 3)),
                cut(shape(3, 5), 1, 3, 0, 1, shape(2, 5)),
                cut(shape("batch", 5), 1, 4, 1, 2, shape("batch", 2)),
                cut(shape(257, 263), 3, 260, 1, 1, shape(257, 257)),
                new Cut(shape(4, 3, 5), new long[] {1, 4}, new long[] {3, 0}, new int[] {0, 2}, new long[] {1, -2}, shape(2, 3, 2)),
                new Cut(shape(2, 3), new long[0], new long[0], new int[0], new long[0], shape(2, 3)));
    }

    private static OpSpec slice() {
        List<Sample> samples = new ArrayList<>();
        for (Cut c : cuts()) {
            samples.add(batched(Sample.of(c.x() + " " + c.attributes()).input("x", c.x(), Parts.REAL)
                    .attributes((taken, registry) -> c.attributes())));
        }
        Cut beyond = cut(shape(5), 2, 100, -1, 1, shape(3));
        samples.add(Sample.of("beyond the end").input("x", shape(5), Parts.REAL)
                .attributes((taken, registry) -> beyond.attributes())
                .withoutNames("positions in an axis of unknown length are taken to lie within it"));
        Cut half = cut(shape(6), 5, 0, 0, -2, shape(3));
        samples.add(Sample.of("by hand").input("x", shape(6), Domain.of(10, 11, 12, 13, 14, 15))
                .attributes((taken, registry) -> half.attributes()).expecting(Parts.of(15, 13, 11)));
        samples.add(Sample.of("every dtype").input("x", shape(6), Domain.bools()).dtypes(DType.values())
                .attributes((taken, registry) -> half.attributes()).withoutDifferences("the same as the others"));
        return OpSpec.of("Slice")
                .samples(samples)
                .tolerance(Tolerance.EXACT)
                .refusing("must not be 0", cut(shape(3), 0, 1, 0, 0, shape()).attributes(), Parts.f32(3))
                .refusing("axis", cut(shape(3), 0, 1, 1, 1, shape()).attributes(), Parts.f32(3))
                .refusing("same length", Attributes.of("starts", new long[2], "ends", new long[1], "axes", new int[1],
                        "steps", new long[] {1}), Parts.f32(3))
                .build();
    }

    private static OpSpec sliceGrad() {
        List<Sample> samples = new ArrayList<>();
        for (Cut c : cuts()) {
            samples.add(batched(Sample.of(c.x() + " " + c.attributes()).input("c", c.result(), Parts.REAL)
                    .attributes((taken, registry) -> c.attributes().with("shape", c.x()))));
        }
        Cut half = cut(shape(6), 5, 0, 0, -2, shape(3));
        samples.add(Sample.of("by hand").input("c", shape(3), Domain.of(1, 2, 3))
                .attributes((taken, registry) -> half.attributes().with("shape", shape(6)))
                .expecting(Parts.of(0, 3, 0, 2, 0, 1)));
        return OpSpec.of("SliceGrad")
                .samples(samples)
                .tolerance(Tolerance.EXACT)
                .refusing("shape of the slice", half.attributes().with("shape", shape(6)), Parts.f32(4))
                .build();
    }

    private record Pick(Shape x, Shape indices, int axis, Shape result) {}

    private static List<Pick> picks() {
        return List.of(
                new Pick(shape(7), shape(3), 0, shape(3)),
                new Pick(shape(7), shape(), 0, shape()),
                new Pick(shape(4, 3), shape(5), 0, shape(5, 3)),
                new Pick(shape(3, 4), shape(5), 1, shape(3, 5)),
                new Pick(shape(3, 4), shape(2, 2), -1, shape(3, 2, 2)),
                new Pick(shape(4, 5, 2), shape(3), 1, shape(4, 3, 2)),
                new Pick(shape(4, 3), shape("batch"), 0, shape("batch", 3)),
                new Pick(shape("batch", 4), shape(3), 1, shape("batch", 3)),
                new Pick(shape(4, 3), shape(0), 0, shape(0, 3)),
                new Pick(shape(257, 33), shape(2049), 0, shape(2049, 33)));
    }

    private static OpSpec gather() {
        List<Sample> samples = new ArrayList<>();
        for (Pick p : picks()) {
            for (DType d : List.of(I32, I64)) {
                samples.add(batched(Sample.of(p.x() + " at " + d + p.indices() + " of axis " + p.axis())
                        .input("x", p.x(), Parts.REAL).input("indices", d, p.indices(), Domain.integers(-4, 3))
                        .attributes("axis", p.axis())));
            }
        }
        samples.add(Sample.of("by hand").input("x", shape(3, 2), Domain.of(1, 2, 3, 4, 5, 6))
                .input("indices", I64, shape(3), Domain.of(2, 0, -1)).attributes("axis", 0)
                .expecting(Parts.of(5, 6, 1, 2, 5, 6)));
        for (DType d : List.of(I32, I64)) {
            samples.add(Sample.of("different " + d).input("x", shape(5, 3), Parts.REAL)
                    .input("indices", d, shape(4), Domain.of(3, 0, 4, 1)).attributes("axis", 0));
        }
        samples.add(Sample.of("every dtype").input("x", shape(4), Domain.bools()).dtypes(DType.values())
                .input("indices", I64, shape(3), Domain.of(2, 0, -1)).attributes("axis", 0)
                .withoutDifferences("the same as the others"));
        return OpSpec.of("Gather")
                .samples(samples)
                .tolerance(Tolerance.EXACT)
                .refusing("indices must be i32 or i64", Attributes.of("axis", 0), Parts.f32(3), Parts.f32(2))
                .refusing("axis", Attributes.of("axis", 1), Parts.f32(3), Parts.f32(2).withDType(I64))
                .build();
    }

    private static OpSpec gatherGrad() {
        List<Sample> samples = new ArrayList<>();
        for (Pick p : picks()) {
            for (DType d : List.of(I32, I64)) {
                samples.add(batched(Sample.of(p.x() + " at " + d + p.indices() + " of axis " + p.axis())
                        .input("c", p.result(), Parts.REAL).input("indices", d, p.indices(), Domain.integers(-4, 3))
                        .attributes("axis", p.axis(), "shape", p.x())));
            }
        }
        samples.add(Sample.of("by hand, two meet").input("c", shape(3, 2), Domain.of(1, 2, 3, 4, 5, 6))
                .input("indices", I64, shape(3), Domain.of(2, 0, -1)).attributes("axis", 0, "shape", shape(3, 2))
                .dtypes(F32, F64, I32, I64).expecting(Parts.of(3, 4, 0, 0, 6, 8)));
        return OpSpec.of("GatherGrad")
                .samples(samples)
                .tolerance(Tolerance.ulps(8).withScale(64))
                .refusing("must have the shape", Attributes.of("axis", 0, "shape", shape(3, 2)), Parts.f32(3, 3),
                        Parts.f32(3).withDType(I64))
                .build();
    }

    private static Sample hot(Shape indices, int axis, long depth, DType dtype) {
        return batched(Sample.of(indices + " of " + depth + " at " + axis + " in " + dtype)
                .input("indices", indices, Domain.integers(-depth, depth - 1)).attributes("axis", axis, "depth", depth, "dtype", dtype));
    }

    private static OpSpec oneHot() {
        OpSpec.Builder spec = OpSpec.of("OneHot").dtypes(I32, I64);
        for (DType d : DType.values()) {
            spec.sample(hot(shape("batch"), -1, 4, d));
        }
        return spec.sample(hot(shape(), -1, 3, F32))
                .sample(hot(shape(2, 3), 0, 5, F32))
                .sample(hot(shape(2, 3), 1, 5, F32))
                .sample(hot(shape(2, 3), -1, 1, F32))
                .sample(hot(shape(0), -1, 2, F32))
                .sample(hot(shape(1023), -1, 10, F32))
                .sample(hot(shape(9001), -1, 10, F32))
                .sample(Sample.of("by hand").input("indices", shape(4), Domain.of(1, -1, 3, 0))
                        .attributes("axis", -1, "depth", 3, "dtype", F32)
                        .expecting(Parts.of(0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0)))
                .tolerance(Tolerance.EXACT)
                .refusing("indices must be i32 or i64", Attributes.of("axis", -1, "depth", 3, "dtype", F32), Parts.f32(3))
                .refusing("depth must be at least 1", Attributes.of("axis", -1, "depth", 0, "dtype", F32),
                        Parts.f32(3).withDType(I64))
                .build();
    }
}
