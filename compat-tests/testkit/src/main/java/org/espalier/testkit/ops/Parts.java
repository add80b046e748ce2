package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.F64;
import static org.espalier.tensor.DType.I32;
import static org.espalier.tensor.DType.I64;
import static org.espalier.tensor.DType.U8;
import static org.espalier.testkit.Samples.shape;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;
import org.espalier.testkit.Domain;
import org.espalier.testkit.Sample;

/** What specs share. */
final class Parts {
    /** Real numbers without a preference. */
    static final Domain REAL = Domain.between(-2, 2);
    /** Small, so that sums of many products stay near 1. */
    static final Domain SMALL = Domain.between(-1, 1);

    /** Why a dtype is left out of the comparison with ONNX Runtime. */
    static final String NOT_IN_ORT = "ONNX Runtime has no kernel for it";

    /** Why an empty tensor is left out of the comparison with ONNX Runtime. */
    static final String DIES_OF_NOTHING = "ONNX Runtime divides by the number of elements, which ends the process";

    /** Why large numbers are left out where squares are added up. */
    static final String BEYOND = "its square is beyond the dtype, in which a decomposition works step by step";

    private Parts() {}

    static boolean squareIsBeyond(double[] x) {
        return Double.isFinite(x[0]) && Math.abs(x[0]) > 1e18;
    }

    /** An input of stated elements, in a vector. */
    static Sample vector(String name, double... x) {
        return Sample.of(name).input("x", shape(x.length), Domain.of(x));
    }

    /** Two inputs of stated elements, in vectors. */
    static Sample vectors(String name, double[] a, double[] b) {
        return Sample.of(name).input("a", shape(a.length), Domain.of(a)).input("b", shape(b.length), Domain.of(b));
    }

    /** A formula at many points that f32 holds exactly: far from 0, around it, and at powers of 2 close to it. */
    static Sample table(String name, DoubleUnaryOperator formula) {
        DoubleStream near = IntStream.rangeClosed(3, 40).mapToDouble(k -> StrictMath.pow(2, -k)).flatMap(x -> DoubleStream.of(x, -x));
        DoubleStream around = IntStream.rangeClosed(-192, 96).mapToDouble(k -> k / 8.0);
        double[] x = DoubleStream.concat(DoubleStream.concat(near, around), DoubleStream.of(-1e4, -80, 80, 1e4)).toArray();
        return vector(name, x).expecting(DoubleStream.of(x).map(formula).toArray())
                .withoutDifferences("it has points at kinks");
    }

    /** A sample taken in the signed integer dtypes. */
    static Sample signed(Sample s) {
        return s.dtypes(I32, I64);
    }

    /** A sample taken in all integer dtypes. */
    static Sample integers(Sample s) {
        return s.dtypes(I32, I64, U8);
    }

    /** A sample taken in every dtype. */
    static Sample all(Sample s) {
        return s.dtypes(DType.values());
    }

    static double[] of(double... elements) {
        return elements;
    }

    /** Stated derivatives at kinks of an element-wise op of one input: f' at each x. */
    static Sample kink(Sample at, double... derivatives) {
        double[] ones = new double[derivatives.length];
        java.util.Arrays.fill(ones, 1);
        return at.dtypes(F32, F64).expectingGradients(List.of(ones), derivatives);
    }

    static TensorType f32(long... lengths) {
        return TensorType.of(F32, lengths);
    }

    static TensorType f64(long... lengths) {
        return TensorType.of(F64, lengths);
    }
}
