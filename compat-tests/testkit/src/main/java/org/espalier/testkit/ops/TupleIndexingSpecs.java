package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.I32;
import static org.espalier.tensor.DType.I64;
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

/** Ops whose indices are tuples. */
final class TupleIndexingSpecs {
    private static final double[] EIGHT = {0, 1, 2, 3, 4, 5, 6, 7};

    private TupleIndexingSpecs() {}

    static List<OpSpec> all() {
        return List.of(gatherND(), scatterND());
    }

    /** @param least the length of the shortest axis that tuples look into */
    private record Pick(Shape x, Shape indices, int batch, Shape result, long least) {
        Domain everywhere() {
            return Domain.integers(-least, least - 1);
        }
    }

    private static List<Pick> picks() {
        List<Pick> picks = new ArrayList<>();
        for (long n : new long[] {1, 7, 8, 9, 15, 17, 33}) {
            picks.add(new Pick(shape(n), shape(n, 1), 0, shape(n), n));
        }
        picks.addAll(List.of(
                new Pick(shape(4), shape(1), 0, shape(), 4),
                new Pick(shape(4, 5), shape(2), 0, shape(), 4),
                new Pick(shape(4, 5), shape(1), 0, shape(5), 4),
                new Pick(shape(4, 5), shape(0, 2), 0, shape(0), 4),
                new Pick(shape(4, 0), shape(3, 1), 0, shape(3, 0), 4),
                new Pick(shape(4, 5), shape(12, 1), 0, shape(12, 5), 4),
                new Pick(shape(4, 5), shape(7, 2), 0, shape(7), 4),
                new Pick(shape(3, 4, 5), shape(2, 3, 2), 0, shape(2, 3, 5), 3),
                new Pick(shape(1, 4, 1, 2), shape(9, 4), 0, shape(9), 1),
                new Pick(shape(4, 3), shape("batch", 1), 0, shape("batch", 3), 4)));
        return picks;
    }

    private static List<Pick> picksInBatches() {
        return List.of(
                new Pick(shape(2, 4), shape(2, 1), 1, shape(2), 4),
                new Pick(shape(0, 4), shape(0, 2, 1), 1, shape(0, 2), 4),
                new Pick(shape(2, 4, 3), shape(2, 5, 1), 1, shape(2, 5, 3), 4),
                new Pick(shape(2, 4, 3), shape(2, 5, 2), 1, shape(2, 5), 3),
                new Pick(shape(2, 3, 4, 2), shape(2, 3, 1), 2, shape(2, 3, 2), 4),
                new Pick(shape(2, 3, 4, 2), shape(2, 3, 5, 1), 2, shape(2, 3, 5, 2), 4),
                new Pick(shape("batch", 4, 3), shape("batch", 2, 1), 1, shape("batch", 2, 3), 4));
    }

    private static Sample eight(String name, int batch, Shape indices, double[] at, double... expected) {
        return Sample.of("ONNX, " + name).input("x", shape(2, 2, 2), Domain.of(EIGHT))
                .input("indices", I64, indices, Domain.of(at)).attributes("batch_dims", batch).expecting(expected);
    }

    private static OpSpec gatherND() {
        List<Sample> samples = new ArrayList<>();
        List<Pick> picks = new ArrayList<>(picks());
        picks.addAll(picksInBatches());
        for (Pick p : picks) {
            for (DType d : List.of(I32, I64)) {
                samples.add(batched(Sample.of(p.x() + " at " + d + p.indices() + " behind " + p.batch())
                        .input("x", p.x(), Parts.REAL).input("indices", d, p.indices(), p.everywhere())
                        .attributes("batch_dims", p.batch())));
            }
        }
        samples.add(Sample.of("large").input("x", shape(65, 33, 17), Parts.REAL)
                .input("indices", I64, shape(1000, 2), Domain.integers(-33, 32)).attributes("batch_dims", 0).dtypes(F32));
        // The five examples of ONNX's documentation.
        samples.add(Sample.of("ONNX, elements").input("x", shape(2, 2), Domain.of(EIGHT))
                .input("indices", I64, shape(2, 2), Domain.of(0, 0, 1, 1)).attributes("batch_dims", 0).expecting(Parts.of(0, 3)));
        samples.add(Sample.of("ONNX, rows").input("x", shape(2, 2), Domain.of(EIGHT))
                .input("indices", I64, shape(2, 1), Domain.of(1, 0)).attributes("batch_dims", 0)
                .expecting(Parts.of(2, 3, 0, 1)));
        samples.add(eight("pairs", 0, shape(2, 2), Parts.of(0, 1, 1, 0), 2, 3, 4, 5));
        samples.add(eight("pairs apart", 0, shape(2, 1, 2), Parts.of(0, 1, 1, 0), 2, 3, 4, 5));
        samples.add(eight("batch", 1, shape(2, 1), Parts.of(1, 0), 2, 3, 4, 5));
        samples.add(eight("from the end", 1, shape(2, 1), Parts.of(-1, -2), 2, 3, 4, 5));
        samples.add(Sample.of("stated cotangent").input("x", shape(2, 3), Domain.of(EIGHT))
                .input("indices", I64, shape(2, 2, 1), Domain.of(2, 0, 1, -2)).attributes("batch_dims", 1)
                .expectingGradients(List.of(Parts.of(1, 2, 4, 8)), Parts.of(2, 0, 1, 0, 12, 0)));
        samples.add(Sample.of("every dtype").input("x", shape(4), Domain.bools()).dtypes(DType.values())
                .input("indices", I64, shape(3, 1), Domain.of(2, 0, -1)).attributes("batch_dims", 0)
                .withoutDifferences("the same as the others"));
        Attributes none = Attributes.of("batch_dims", 0);
        return OpSpec.of("GatherND")
                .samples(samples)
                .tolerance(Tolerance.EXACT)
                .refusing("indices must be i32 or i64", none, Parts.f32(3), Parts.f32(2, 1))
                .refusing("length from 1 to 2", none, Parts.f32(3, 2), TensorType.of(I64, 4, 3))
                .refusing("length from 1 to 1, the number of axes of data f32[3,2] behind the first 1",
                        Attributes.of("batch_dims", 1), Parts.f32(3, 2), TensorType.of(I64, 3, 2))
                .refusing("must leave an axis", Attributes.of("batch_dims", 2), Parts.f32(3, 2), TensorType.of(I64, 3, 2))
                .refusing("must leave an axis", none, Parts.f32(), TensorType.of(I64, 1))
                .refusing("agree in the first 1 axes", Attributes.of("batch_dims", 1), Parts.f32(3, 2), TensorType.of(I64, 4, 1))
                .refusing("last axis of indices i64[4,n]", none, Parts.f32(3, 2), new TensorType(I64, shape(4, "n")))
                .refusing("'batch_dims'", Attributes.none(), Parts.f32(3), TensorType.of(I64, 2, 1))
                .build();
    }

    private static Attributes reduction(String reduction) {
        return Attributes.of("reduction", reduction);
    }

    private static OpSpec scatterND() {
        List<Sample> samples = new ArrayList<>(ScatterParts.common(Attributes.none(), shape(1)));
        for (Pick p : picks()) {
            for (String r : ScatterParts.REDUCTIONS) {
                for (DType d : List.of(I32, I64)) {
                    samples.add(ScatterParts.random(p.x(), d, p.indices(), p.everywhere(), p.result(), reduction(r)));
                }
            }
        }
        samples.add(Sample.of("ONNX, elements").input("x", shape(8), Domain.of(1, 2, 3, 4, 5, 6, 7, 8))
                .input("indices", I64, shape(4, 1), Domain.of(4, 3, 1, 7)).input("updates", shape(4), Domain.of(9, 10, 11, 12))
                .attributes((taken, registry) -> reduction("none")).expecting(Parts.of(1, 11, 3, 10, 9, 6, 7, 12)));
        samples.add(Sample.of("rows").input("x", shape(3, 2), Domain.of(1, 2, 3, 4, 5, 6))
                .input("indices", I64, shape(2, 1), Domain.of(2, -3)).input("updates", shape(2, 2), Domain.of(7, 8, 9, 10))
                .attributes((taken, registry) -> reduction("add")).expecting(Parts.of(10, 12, 3, 4, 12, 14)));
        Attributes add = reduction("add");
        TensorType at = TensorType.of(I64, 4, 1);
        return OpSpec.of("ScatterND")
                .samples(samples)
                .tolerance(Tolerance.ulps(8).withScale(64))
                .refusing("indices must be i32 or i64", add, Parts.f32(3), Parts.f32(2, 1), Parts.f32(2))
                .refusing("same dtype (f32 ≠ f64)", add, Parts.f32(3), at, Parts.f64(4))
                .refusing("updates f32[4] must have the shape [4,2]", add, Parts.f32(3, 2), at, Parts.f32(4))
                .refusing("must be one of [none, add, mul, max, min], but is 'sub'", reduction("sub"), Parts.f32(3), at, Parts.f32(4))
                .refusing("data for reduction mul must be f32 or f64", reduction("mul"), TensorType.of(DType.BOOL, 3), at,
                        TensorType.of(DType.BOOL, 4))
                .build();
    }
}
