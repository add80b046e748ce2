package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.BOOL;
import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.F64;
import static org.espalier.tensor.DType.I32;
import static org.espalier.tensor.DType.I64;
import static org.espalier.tensor.DType.U8;
import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Samples;
import org.espalier.testkit.Tolerance;

/** Constants, conversions and the op that does nothing. */
final class BasicSpecs {
    private BasicSpecs() {}

    static List<OpSpec> all() {
        return List.of(constant(), identity(), cast());
    }

    private static OpSpec constant() {
        OpSpec.Builder spec = OpSpec.of("Constant").dtypes(DType.values()).values(Tolerance.EXACT, x -> 1);
        for (Shape s : List.of(Shape.scalar(), Shape.of(3), Shape.of(2, 0), Shape.of(2, 3))) {
            spec.sample(Sample.of(s.toString()).attributes((taken, registry) -> Attributes.of(
                    "value", Tensor.full(new org.espalier.tensor.TensorType(taken, s), 1))));
        }
        return spec.sample(Sample.of("elements").dtypes(I64)
                        .attributes("value", Tensor.of(new long[] {5, -7, Long.MIN_VALUE}, 3))
                        .expecting(Parts.of(5, -7, Long.MIN_VALUE)))
                .refusing("takes 0 inputs", Attributes.of("value", Tensor.scalar(F32, 1)), Parts.f32(2))
                .build();
    }

    private static OpSpec identity() {
        return OpSpec.of("Identity")
                .dtypes(DType.values())
                .samples(Samples.unary(Domain.integers(0, 1)))
                .sample(Parts.vector("reals", 1.5, -2.25, 0.1).dtypes(F32, F64))
                .values(Tolerance.EXACT, x -> x[0])
                .tolerance(Tolerance.EXACT)
                .refusing("takes 1 input", Attributes.none(), Parts.f32(2), Parts.f32(2))
                .build();
    }

    private static OpSpec cast() {
        List<Sample> samples = new ArrayList<>();
        for (DType to : DType.values()) {
            Sample s = Sample.of("to " + to).input("x", shape("batch", 3), Domain.integers(0, 100)).attributes("to", to);
            s = batched(s).dtypes(DType.values());
            samples.add(to == F64 ? s : s.withoutDifferences("rounds"));
            samples.add(Sample.of("many to " + to).input("x", shape(1023), Domain.between(0, 100)).attributes("to", to)
                    .dtypes(F32, F64).withoutDifferences("rounds"));
        }
        samples.add(Sample.of("real to f64").input("x", shape(3, 17), Parts.REAL).attributes("to", F64).dtypes(F64));
        samples.add(Sample.of("split over threads").input("x", shape(257, 263), Parts.REAL).attributes("to", BOOL).dtypes(F32));
        samples.add(cut(I32, 1.9, -1.9, 0.5, -0.5).expecting(Parts.of(1, -1, 0, 0)));
        samples.add(cut(I64, 2.99, -2.99, 1e15).dtypes(F64).expecting(Parts.of(2, -2, 1e15)));
        samples.add(cut(U8, 3.7, 200.2).expecting(Parts.of(3, 200)));
        samples.add(cut(BOOL, 0, -0.0, 0.1, -3).expecting(Parts.of(0, 0, 1, 1)));
        samples.add(cut(F32, 0.1, 1e-50, 1e300).dtypes(F64).expecting(Parts.of(0.1f, 0, Double.POSITIVE_INFINITY)));
        samples.add(Parts.vector("i64 to i32", 5, -6, 1L << 33).dtypes(I64).attributes("to", I32)
                .expecting(Parts.of(5, -6, 0)));
        return OpSpec.of("Cast")
                .samples(samples)
                .tolerance(Tolerance.EXACT)
                .excusing("what becomes of numbers that an integer cannot hold is up to the machine",
                        x -> !Double.isFinite(x[0]) || Math.abs(x[0]) > 255 || x[0] < 0)
                .refusing("'to'", Attributes.none(), Parts.f32(2))
                .build();
    }

    private static Sample cut(DType to, double... x) {
        return Parts.vector("cut to " + to, x).dtypes(F32, F64).attributes("to", to).withoutDifferences("rounds");
    }
}
