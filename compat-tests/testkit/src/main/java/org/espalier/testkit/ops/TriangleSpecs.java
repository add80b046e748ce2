package org.espalier.testkit.ops;

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

/** Triangles of matrices and cumulative sums. */
final class TriangleSpecs {
    private static final Domain COUNTING = Domain.of(1, 2, 3, 4, 5, 6, 7, 8, 9);

    private TriangleSpecs() {}

    static List<OpSpec> all() {
        return List.of(trilu(), cumSum());
    }

    private static Sample triangle(Shape x, boolean upper, long k) {
        return batched(Sample.of(x + (upper ? " above " : " below ") + k).input("x", x, Parts.REAL)
                .attributes("upper", upper, "k", k));
    }

    private static OpSpec trilu() {
        List<Sample> samples = new ArrayList<>();
        for (boolean upper : new boolean[] {true, false}) {
            for (long k : new long[] {0, 1, -1, 9, -9}) {
                samples.add(triangle(shape(4, 5), upper, k));
            }
            samples.add(triangle(shape(1, 1), upper, 0));
            samples.add(triangle(shape(17, 9), upper, 2));
            samples.add(triangle(shape("batch", 3, 3), upper, 0));
            samples.add(triangle(shape(2, 3, 2, 4), upper, -1));
            samples.add(triangle(shape(3, 1, 5), upper, 1));
            samples.add(triangle(shape(0, 3), upper, 0));
            samples.add(triangle(shape(2, 0, 3), upper, 0));
            samples.add(triangle(shape(257, 263), upper, 3));
        }
        samples.add(Sample.of("upper by hand").input("x", shape(3, 3), COUNTING).attributes("upper", true, "k", 1)
                .expecting(Parts.of(0, 2, 3, 0, 0, 6, 0, 0, 0)));
        samples.add(Sample.of("lower by hand").input("x", shape(2, 4), COUNTING).attributes("upper", false, "k", 0)
                .expecting(Parts.of(1, 0, 0, 0, 5, 6, 0, 0)));
        samples.add(Parts.all(Sample.of("every dtype").input("x", shape(3, 2), Domain.bools())
                .attributes("upper", true, "k", 0).withoutDifferences("the same as the others")));
        return OpSpec.of("Trilu")
                .samples(samples)
                .tolerance(Tolerance.EXACT)
                .without("onnx " + DType.I32, Parts.NOT_IN_ORT)
                .without("onnx " + DType.U8, Parts.NOT_IN_ORT)
                .refusing("at least 2 axes", Attributes.of("upper", true, "k", 0), Parts.f32(3))
                .refusing("'upper'", Attributes.of("k", 0), Parts.f32(3, 3))
                .refusing("'k'", Attributes.of("upper", true), Parts.f32(3, 3))
                .build();
    }

    private static Sample sums(Shape x, int axis, boolean exclusive, boolean reverse) {
        return batched(Sample.of(x + " along " + axis + (exclusive ? " exclusive" : "") + (reverse ? " reverse" : ""))
                .input("x", x, Parts.SMALL).attributes("axis", axis, "exclusive", exclusive, "reverse", reverse));
    }

    private static Sample known(String name, boolean exclusive, boolean reverse, double... result) {
        return Sample.of(name).input("x", shape(4), COUNTING).attributes("axis", 0, "exclusive", exclusive, "reverse", reverse)
                .dtypes(DType.F32, DType.F64, DType.I32, DType.I64).expecting(result);
    }

    private static OpSpec cumSum() {
        List<Sample> samples = new ArrayList<>();
        for (boolean exclusive : new boolean[] {false, true}) {
            for (boolean reverse : new boolean[] {false, true}) {
                samples.add(sums(shape(7), 0, exclusive, reverse));
                samples.add(sums(shape("batch", 3), 1, exclusive, reverse));
                samples.add(sums(shape(2, 3, 4), 1, exclusive, reverse));
            }
        }
        for (Shape x : List.of(shape(1), shape(17), shape("batch", 3), shape(1, 4), shape(257, 63))) {
            samples.add(sums(x, 0, false, false));
        }
        samples.add(sums(shape(3, 5), -1, false, false));
        samples.add(sums(shape(2, 0, 3), 2, true, false));
        samples.add(sums(shape(2, 0, 3), 1, false, true));
        samples.add(known("by hand", false, false, 1, 3, 6, 10));
        samples.add(known("exclusive by hand", true, false, 0, 1, 3, 6));
        samples.add(known("reverse by hand", false, true, 10, 9, 7, 4));
        samples.add(known("both by hand", true, true, 9, 7, 4, 0));
        Attributes plain = Attributes.of("axis", 0, "exclusive", false, "reverse", false);
        return OpSpec.of("CumSum")
                .samples(samples)
                .tolerance(Tolerance.ulps(4).withScale(32))
                .refusing("axis", plain.with("axis", 2), Parts.f32(2, 3))
                .refusing("input must be", plain, Parts.f32(3).withDType(DType.U8))
                .refusing("'exclusive'", Attributes.of("axis", 0, "reverse", false), Parts.f32(3))
                .refusing("'reverse'", Attributes.of("axis", 0, "exclusive", false), Parts.f32(3))
                .build();
    }
}
