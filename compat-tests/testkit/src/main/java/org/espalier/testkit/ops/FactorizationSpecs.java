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

/** Determinants, inverses and singular values. */
final class FactorizationSpecs {
    private static final Tolerance ROUNDING = Tolerance.ulps(8).withScale(4);
    private static final String NO_OPERATOR = "ONNX has no such operator";

    private FactorizationSpecs() {}

    static List<OpSpec> all() {
        return List.of(det(), inverse(), svd());
    }

    /** Matrices of order n with a heavy diagonal: far from singular ones, and never their own transposes. */
    private static Domain regular(int n) {
        return (random, count) -> {
            double[] x = random.doubles(count, -1, 1).toArray();
            for (int i = 0; i < count; i++) {
                int at = i % (n * n);
                x[i] += at / n == at % n ? (at / n % 2 == 0 ? 2 : -2) : 0;
            }
            return x;
        };
    }

    private static Sample square(int n, Shape stack) {
        return batched(Sample.of(stack + " of order " + n).input("x", stack.concat(shape(n, n)), regular(n)));
    }

    private static List<Sample> squares() {
        List<Sample> samples = new ArrayList<>();
        for (int n : new int[] {1, 2, 3, 4, 6, 7, 9}) {
            samples.add(square(n, shape()));
        }
        samples.add(square(3, shape(4)));
        samples.add(square(2, shape("batch")));
        samples.add(square(3, shape(2, 3)));
        samples.add(square(3, shape(0)));
        samples.add(square(0, shape(2)));
        samples.add(square(33, shape(3)));
        return samples;
    }

    private static OpSpec det() {
        return OpSpec.of("Det")
                .samples(squares())
                .sample(Sample.of("by hand").input("x", shape(2, 3, 3), Domain.of(2, 0, 1, 1, 3, 2, 1, 1, 4, 0, 1, 0, 1, 0, 0, 0, 0, 1))
                        .expecting(Parts.of(18, -1)))
                .sample(Sample.of("one").input("x", shape(1, 1), Domain.of(-7)).expecting(Parts.of(-7)))
                // Rows 1 2 3, 4 5 6, 5 7 9: the third is the sum of the others. Its cofactors are not 0.
                .sample(Sample.of("singular").input("x", shape(3, 3), Domain.of(1, 2, 3, 4, 5, 6, 5, 7, 9)).expecting(Parts.of(0)))
                .sample(Sample.of("cofactors where it is singular").input("x", shape(3, 3), Domain.of(1, 2, 3, 2, 4, 6, 0, 1, 5))
                        .expectingGradients(List.of(Parts.of(1)), Parts.of(14, -10, 2, -7, 5, -1, 0, 0, 0)))
                .sample(Sample.of("nothing but zeros").input("x", shape(4, 4), Domain.of(0)).expecting(Parts.of(0)))
                .valueTolerance(Tolerance.ulps(8).withScale(4))
                .tolerance(ROUNDING.withScale(64))
                .onnxTolerance(Tolerance.ulps(64).withScale(64))
                .without("onnx " + DType.F64, Parts.NOT_IN_ORT)
                .refusing("must hold square matrices", Attributes.none(), Parts.f32(2, 3))
                .refusing("at least 2 axes", Attributes.none(), Parts.f32(3))
                .refusing("input must be", Attributes.none(), Parts.f32(3, 3).withDType(DType.I64))
                .build();
    }

    private static OpSpec inverse() {
        double nan = Double.NaN;
        return OpSpec.of("Inverse")
                .samples(squares())
                .sample(Sample.of("by hand").input("x", shape(2, 2, 2), Domain.of(4, 7, 2, 6, 0, 1, -1, 0))
                        .expecting(Parts.of(0.6, -0.7, -0.2, 0.4, 0, -1, 1, 0)))
                .sample(Sample.of("one of two is singular").input("x", shape(2, 2, 2), Domain.of(1, 2, 2, 4, 2, 0, 0, 4))
                        .expecting(Parts.of(nan, nan, nan, nan, 0.5, 0, 0, 0.25)).withoutDifferences("it has no inverse"))
                .valueTolerance(Tolerance.ulps(8))
                .tolerance(ROUNDING)
                .without("onnx", NO_OPERATOR)
                .refusing("must hold square matrices", Attributes.none(), Parts.f32(2, 3))
                .refusing("at least 2 axes", Attributes.none(), Parts.f32())
                .build();
    }

    /** Matrices whose singular values lie near n, n - 1, ... and so apart from each other. */
    private static Domain apart(int m, int n) {
        return (random, count) -> {
            double[] x = random.doubles(count, -0.4, 0.4).toArray();
            for (int i = 0; i < count; i++) {
                int row = i % (m * n) / n;
                int column = i % n;
                x[i] += row == (column + 1) % m && column < Math.min(m, n) ? 1 + column * 1.5 : 0;
            }
            return x;
        };
    }

    private static Sample matrix(int m, int n, Shape stack) {
        return batched(Sample.of(stack + " of " + m + "x" + n).input("x", stack.concat(shape(m, n)), apart(m, n)));
    }

    private static OpSpec svd() {
        List<Sample> samples = new ArrayList<>();
        for (int[] s : new int[][] {{1, 1}, {2, 2}, {3, 3}, {4, 2}, {2, 4}, {5, 1}, {1, 5}, {6, 4}, {3, 7}, {9, 9}}) {
            samples.add(matrix(s[0], s[1], shape()));
        }
        samples.add(matrix(3, 2, shape(4)));
        samples.add(matrix(2, 3, shape("batch")));
        samples.add(matrix(2, 2, shape(2, 3)));
        samples.add(matrix(33, 17, shape(2)));
        samples.add(matrix(0, 3, shape()));
        samples.add(matrix(3, 2, shape(0)));
        double half = StrictMath.sqrt(0.5);
        double one = 1 / StrictMath.sqrt(5);
        return OpSpec.of("SVD")
                .samples(samples)
                .sample(Sample.of("diagonal").input("x", shape(2, 2), Domain.of(2, 0, 0, -3))
                        .expecting(Parts.of(0, 1, -1, 0), Parts.of(3, 2), Parts.of(0, 1, 1, 0)))
                // A'A = [[25, -15], [-15, 25]] with the eigenvalues 40 and 10.
                .sample(Sample.of("by hand").input("x", shape(2, 2), Domain.of(4, 0, 3, -5))
                        .expecting(Parts.of(one, 2 * one, 2 * one, -one), Parts.of(StrictMath.sqrt(40), StrictMath.sqrt(10)),
                                Parts.of(half, half, -half, half))
                        .withoutDifferences("where magnitudes are equal a sign may jump"))
                .sample(Sample.of("a singular value of 0").input("x", shape(3, 2), Domain.of(3, 0, 4, 0, 0, 0))
                        .expecting(Parts.of(0.6, 0.8, 0.8, -0.6, 0, 0), Parts.of(5, 0), Parts.of(1, 0, 0, 1))
                        .withoutDifferences("the second column of U is not determined"))
                .sample(Sample.of("zeros").input("x", shape(2, 3), Domain.of(0))
                        .expecting(Parts.of(1, 0, 0, 1), Parts.of(0, 0), Parts.of(1, 0, 0, 1, 0, 0))
                        .withoutDifferences("no column is determined"))
                .valueTolerance(Tolerance.ulps(8).withScale(1))
                .tolerance(ROUNDING)
                .without("onnx", NO_OPERATOR)
                .refusing("at least 2 axes", Attributes.none(), Parts.f32(3))
                .refusing("must be f32 or f64", Attributes.none(), Parts.f32(3, 3).withDType(DType.I32))
                .build();
    }
}
