package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.F64;
import static org.espalier.tensor.DType.I32;
import static org.espalier.tensor.DType.I64;
import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.List;
import java.util.stream.DoubleStream;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Ops that bring the elements of an axis into another order. */
final class OrderingSpecs {
    private OrderingSpecs() {}

    static List<OpSpec> all() {
        return List.of(topK(), reverseSequence());
    }

    private static Attributes top(long k, int axis, boolean largest) {
        return Attributes.of("k", k, "axis", axis, "largest", largest, "sorted", true);
    }

    private static Sample best(Shape x, long k, int axis, boolean largest) {
        return batched(Sample.of(x + " " + k + (largest ? " largest" : " smallest") + " of " + axis)
                .input("x", x, Domain.distinct(0.05)).attributes((taken, registry) -> top(k, axis, largest)));
    }

    private static Sample stated(String name, boolean largest, long k, double... x) {
        return Sample.of(name).input("x", shape(x.length), Domain.of(x)).attributes((taken, registry) -> top(k, 0, largest));
    }

    private static OpSpec topK() {
        OpSpec.Builder spec = OpSpec.of("TopK");
        for (boolean largest : new boolean[] {true, false}) {
            for (long n : new long[] {1, 7, 8, 9, 15, 16, 17, 33}) {
                spec.sample(best(shape(n), 1, 0, largest));
                spec.sample(best(shape(n), n, -1, largest).dtypes(n == 1 ? new DType[] {F32} : new DType[] {F32, F64}));
            }
            spec.sample(best(shape("batch", 10), 3, 1, largest));
            spec.sample(best(shape(10, "batch"), 3, 0, largest));
            spec.sample(best(shape(2, 7, 3), 4, 1, largest));
            spec.sample(best(shape(2, 3, 9), 5, -1, largest));
            spec.sample(best(shape(4, 1, 3), 1, 1, largest));
            spec.sample(best(shape(0, 3), 2, 1, largest)
                    .withoutOnnx("ONNX Runtime divides by the number of rows, and takes the process with it"));
            spec.sample(best(shape(33, 257), 20, 1, largest).dtypes(F32));
            spec.sample(Sample.of("many equal, largest " + largest).input("x", shape(3, 33), Domain.integers(-2, 2))
                    .attributes((taken, registry) -> top(9, 1, largest)).withoutDifferences("equal elements"));
            spec.sample(Sample.of("integers, largest " + largest).input("x", shape(3, 17), Domain.integers(0, 200))
                    .attributes((taken, registry) -> top(5, 1, largest)).dtypes(I32, I64, DType.U8));
        }
        return spec
                // The examples of ONNX's documentation.
                .sample(Sample.of("ONNX, largest").input("x", shape(3, 4), Domain.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11))
                        .attributes((taken, registry) -> top(3, 1, true))
                        .expecting(Parts.of(3, 2, 1, 7, 6, 5, 11, 10, 9), Parts.of(3, 2, 1, 3, 2, 1, 3, 2, 1)))
                .sample(Sample.of("ONNX, smallest").input("x", shape(3, 4), Domain.of(0, 1, 2, 3, 4, 5, 6, 7, 11, 10, 9, 8))
                        .attributes((taken, registry) -> top(3, 1, false))
                        .expecting(Parts.of(0, 1, 2, 4, 5, 6, 8, 9, 10), Parts.of(0, 1, 2, 0, 1, 2, 3, 2, 1)))
                .sample(Sample.of("not sorted is sorted").input("x", shape(5), Domain.of(3, 1, 4, 1, 5))
                        .attributes("k", 3, "axis", 0, "largest", true, "sorted", false)
                        .expecting(Parts.of(5, 4, 3), Parts.of(4, 2, 0)))
                .sample(stated("the first of equals", true, 3, 5, 7, 7, 5, 7, 5).expecting(Parts.of(7, 7, 7), Parts.of(1, 2, 4))
                        .withoutDifferences("equal elements"))
                .sample(stated("the first of equals, smallest", false, 4, 5, 7, 7, 5, 7, 5)
                        .expecting(Parts.of(5, 5, 5, 7), Parts.of(0, 3, 5, 1)).withoutDifferences("equal elements"))
                .sample(stated("infinities", true, 3, 1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, -2)
                        .expecting(Parts.of(Double.POSITIVE_INFINITY, 1, -2), Parts.of(2, 0, 3)).withoutDifferences("infinite"))
                .sample(stated("stated cotangents", true, 2, 3, 1, 4)
                        .expectingGradients(List.of(Parts.of(10, 20)), Parts.of(20, 0, 10)))
                .tolerance(Tolerance.EXACT)
                .without("onnx u8", Parts.NOT_IN_ORT)
                .refusing("k must be from 1 to the length of axis 1 of input f32[2,3], but is 4", top(4, 1, true), Parts.f32(2, 3))
                .refusing("but is 0", top(0, 1, true), Parts.f32(2, 3))
                .refusing("axis 2 is not within", top(1, 2, true), Parts.f32(2, 3))
                .refusing("input must be", top(1, 0, true), TensorType.of(DType.BOOL, 2))
                .refusing("'largest'", Attributes.of("k", 1, "axis", 0, "sorted", true), Parts.f32(3))
                .build();
    }

    private static Attributes axes(int batch, int time) {
        return Attributes.of("batch_axis", batch, "time_axis", time);
    }

    private static Sample reversed(Shape x, int batch, int time, Shape lengths, Domain domain) {
        return batched(Sample.of(x + " along " + time + " by " + batch).input("x", x, Parts.REAL)
                .input("lengths", I64, lengths, domain).attributes((taken, registry) -> axes(batch, time)));
    }

    private static OpSpec reverseSequence() {
        OpSpec.Builder spec = OpSpec.of("ReverseSequence");
        for (long n : new long[] {1, 7, 8, 9, 15, 17, 33}) {
            spec.sample(reversed(shape(n, 3), 1, 0, shape(3), Domain.integers(1, n)));
        }
        double[] sixteen = DoubleStream.iterate(0, v -> v < 16, v -> v + 1).toArray();
        return spec.sample(reversed(shape(3, 5), 0, 1, shape(3), Domain.integers(1, 5)))
                .sample(reversed(shape("batch", 4), 0, 1, shape("batch"), Domain.integers(1, 4)))
                .sample(reversed(shape(4, "batch", 2), 1, 0, shape("batch"), Domain.integers(1, 4)))
                .sample(reversed(shape(4, 3, 2, 2), 1, 0, shape(3), Domain.integers(1, 4)))
                .sample(reversed(shape(2, 3, 4), 0, 2, shape(2), Domain.integers(1, 4)))
                .sample(reversed(shape(2, 3, 4), -1, -2, shape(4), Domain.integers(1, 3)))
                .sample(reversed(shape(1, 1), 0, 1, shape(1), Domain.of(1)))
                .sample(reversed(shape(0, 4), 0, 1, shape(0), Domain.of(1)))
                .sample(Sample.of("lengths in i32").input("x", shape(4, 3), Parts.REAL)
                        .input("lengths", I32, shape(3), Domain.of(4, 1, 2)).attributes((taken, registry) -> axes(1, 0)))
                // The two examples of ONNX's documentation.
                .sample(Sample.of("ONNX, along 0").input("x", shape(4, 4), Domain.of(
                                0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15))
                        .input("lengths", I64, shape(4), Domain.of(4, 3, 2, 1)).attributes((taken, registry) -> axes(1, 0))
                        .expecting(Parts.of(3, 6, 9, 12, 2, 5, 8, 13, 1, 4, 10, 14, 0, 7, 11, 15)))
                .sample(Sample.of("ONNX, along 1").input("x", shape(4, 4), Domain.of(sixteen))
                        .input("lengths", I64, shape(4), Domain.of(1, 2, 3, 4)).attributes((taken, registry) -> axes(0, 1))
                        .expecting(Parts.of(0, 1, 2, 3, 5, 4, 6, 7, 10, 9, 8, 11, 15, 14, 13, 12)))
                .sample(Sample.of("every dtype").input("x", shape(3, 2), Domain.bools()).dtypes(DType.values())
                        .input("lengths", I64, shape(2), Domain.of(2, 3)).attributes((taken, registry) -> axes(1, 0))
                        .withoutDifferences("the same as the others"))
                .tolerance(Tolerance.EXACT)
                .refusing("must differ, but both are axis 1", axes(1, -1), Parts.f32(2, 3), TensorType.of(I64, 3))
                .refusing("as many as axis 1 of f32[2,3] is long (2 ≠ 3)", axes(1, 0), Parts.f32(2, 3), TensorType.of(I64, 2))
                .refusing("sequence lengths must be i32 or i64", axes(1, 0), Parts.f32(2, 3), Parts.f32(3))
                .refusing("must have 1 axis", axes(1, 0), Parts.f32(2, 3), TensorType.of(I64, 3, 1))
                .refusing("axis 1 is not within", axes(1, 0), Parts.f32(2), TensorType.of(I64, 2))
                .build();
    }
}
