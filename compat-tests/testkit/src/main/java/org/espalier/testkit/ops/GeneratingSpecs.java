package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.F64;
import static org.espalier.tensor.DType.I32;
import static org.espalier.tensor.DType.I64;
import static org.espalier.tensor.DType.U8;
import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Ops that make positions. */
final class GeneratingSpecs {
    private GeneratingSpecs() {}

    static List<OpSpec> all() {
        return List.of(range(), eyeLike(), nonZero());
    }

    private static Attributes numbers(Number start, Number limit, Number delta, DType dtype) {
        return Attributes.of("start", start, "limit", limit, "delta", delta, "dtype", dtype);
    }

    private static Sample counted(String name, Number start, Number limit, Number delta, double... expected) {
        return Sample.of(name).attributes((taken, registry) -> numbers(start, limit, delta, taken)).expecting(expected);
    }

    private static OpSpec range() {
        return OpSpec.of("Range").dtypes(F32, F64, I32, I64)
                // The two examples of ONNX's documentation.
                .sample(counted("ONNX, upwards", 3, 9, 3, 3, 6))
                .sample(counted("ONNX, downwards", 10, 4, -2, 10, 8, 6))
                .sample(counted("not reaching the limit", 1, 6, 2, 1, 3, 5))
                .sample(counted("one", 4, 5, 7, 4))
                .sample(counted("none", 4, 4, 1))
                .sample(counted("none in this direction", 4, 9, -1))
                .sample(counted("around 0", -2, 2, 1, -2, -1, 0, 1))
                .sample(counted("halves", 0.25, 2, 0.5, 0.25, 0.75, 1.25, 1.75).dtypes(F32, F64))
                // In f32 three times 0.1 is below 0.3, both rounded, so that there are four; in f64 there are three.
                .sample(counted("rounded first", 0, 0.3, 0.1, 0, 0.1, 0.2, 0.3).dtypes(F32))
                .sample(counted("rounded first in f64", 0, 0.3, 0.1, 0, 0.1, 0.2).dtypes(F64))
                .sample(Sample.of("1023").attributes((taken, registry) -> numbers(0, 1023, 1, taken)))
                .tolerance(Tolerance.EXACT)
                .onnxTolerance(Tolerance.ulps(4).withScale(1))
                .refusing("delta must not be 0", numbers(0, 3, 0, I64))
                .refusing("dtype must be f32, f64, i32 or i64, but is u8", numbers(0, 3, 1, U8))
                .refusing("limit must fit i32, but is 3000000000", numbers(0, 3000000000L, 1, I32))
                .refusing("a number of elements that fits a tensor", numbers(Long.MIN_VALUE, Long.MAX_VALUE, 1, I64))
                .refusing("'delta'", Attributes.of("start", 0, "limit", 2, "dtype", I64))
                .refusing("takes 0 inputs", numbers(0, 3, 1, I64), Parts.f32(2))
                .build();
    }

    private static Sample eye(Shape x, long k, DType to) {
        return batched(Sample.of(x + " at " + k + " in " + to).input("x", x, Parts.REAL).attributes("k", k, "dtype", to));
    }

    private static OpSpec eyeLike() {
        OpSpec.Builder spec = OpSpec.of("EyeLike");
        for (DType d : DType.values()) {
            spec.sample(eye(shape(3, 4), 1, d));
        }
        for (long n : new long[] {1, 7, 8, 9, 15, 17, 33}) {
            spec.sample(eye(shape(n, n), 0, F32));
        }
        return spec.sample(eye(shape(5, 3), -2, F32))
                .sample(eye(shape(3, 5), 4, F32))
                .sample(eye(shape(3, 5), 7, F32))
                .sample(eye(shape(3, 5), -7, F32))
                .sample(eye(shape(0, 3), 0, F32))
                .sample(eye(shape("batch", 4), 0, F32))
                .sample(eye(shape("batch", "batch"), -1, I64))
                .sample(Sample.of("by hand").input("x", shape(2, 3), Parts.REAL).attributes("k", 1, "dtype", F32)
                        .expecting(Parts.of(0, 1, 0, 0, 0, 1)))
                .sample(Sample.of("by hand, below").input("x", shape(3, 2), Parts.REAL).attributes("k", -1, "dtype", F32)
                        .expecting(Parts.of(0, 0, 1, 0, 0, 1)))
                .sample(Sample.of("of every dtype").input("x", shape(3, 3), Domain.bools()).dtypes(DType.values())
                        .attributes((taken, registry) -> Attributes.of("k", 0, "dtype", taken)))
                .tolerance(Tolerance.EXACT)
                .refusing("must have 2 axes", Attributes.of("k", 0, "dtype", F32), Parts.f32(3))
                .refusing("'k'", Attributes.of("dtype", F32), Parts.f32(3, 3))
                .refusing("'dtype'", Attributes.of("k", 0), Parts.f32(3, 3))
                .build();
    }

    private static Sample found(Shape x, long size) {
        return batched(Sample.of(size + " of " + x).input("x", x, Domain.integers(-1, 1).andThen(v -> v * 0.75))
                .attributes("size", size).dtypes(F32, F64));
    }

    private static OpSpec nonZero() {
        OpSpec.Builder spec = OpSpec.of("NonZero").dtypes(DType.values());
        for (long n : new long[] {1, 7, 8, 9, 15, 17, 33}) {
            spec.sample(found(shape(n), n));
        }
        return spec.sample(found(shape(3, 4), 5))
                .sample(found(shape(3, 4), 20))
                .sample(found(shape(2, 3, 4), 24))
                .sample(found(shape(1, 5, 1), 2))
                .sample(found(shape(0), 3))
                .sample(found(shape(4), 0))
                .sample(found(shape("batch", 3), 6))
                .sample(found(shape(257, 33), 6000))
                // ONNX's example.
                .sample(Sample.of("ONNX").input("x", shape(2, 2), Domain.of(1, 0, 1, 1)).attributes("size", 3)
                        .expecting(Parts.of(0, 1, 1, 0, 0, 1)))
                .sample(Sample.of("fewer than there is room for").input("x", shape(2, 2), Domain.of(0, 1, 0, 0))
                        .attributes("size", 2).expecting(Parts.of(0, -1, 1, -1)))
                .sample(Sample.of("more than there is room for").input("x", shape(2, 2), Domain.of(0, 1, 1, 1))
                        .attributes("size", 2).expecting(Parts.of(0, 1, 1, 0)))
                .sample(Sample.of("zeros and no numbers").input("x", shape(4), Domain.of(-0.0, Double.NaN, 0.0, Double.MIN_VALUE))
                        .attributes("size", 3).dtypes(F64).expecting(Parts.of(1, 3, -1)))
                .without("onnx f64", Parts.NOT_IN_ORT)
                .without("import", "in a file the shape depends on data, so that only known data can be read")
                .refusing("at least one axis", Attributes.of("size", 3), Parts.f32())
                .refusing("size must be at least 0, but is -1", Attributes.of("size", -1), Parts.f32(3))
                .refusing("'size'", Attributes.none(), Parts.f32(3))
                .build();
    }
}
