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

/** Matrix products, with sizes around the edges of register and cache blocks. */
final class MatrixSpecs {
    private static final Tolerance SUMS = Tolerance.ulps(8).withScale(64);
    /** Rows, columns, length of the sums. */
    private static final int[][] SIZES = {
        {1, 1, 1}, {1, 9, 7}, {7, 1, 5}, {3, 5, 1}, {8, 48, 16}, {9, 49, 17}, {17, 33, 8}, {15, 16, 33}, {5, 1023, 3},
        {1, 33, 1023}, {130, 97, 300}, {64, 10, 257}, {0, 3, 2}, {2, 3, 0}
    };
    /** Beyond cache blocks in one direction each; in f32 alone, since the oracle takes its time. */
    private static final int[][] LARGE = {{33, 50, 770}, {5, 3100, 9}, {300, 250, 40}, {9, 1040, 390}};

    private MatrixSpecs() {}

    static List<OpSpec> all() {
        return List.of(matmul(), gemm());
    }

    private static Sample product(Shape a, Shape b) {
        return batched(Sample.of(a + " and " + b).input("a", a, Parts.SMALL).input("b", b, Parts.SMALL));
    }

    private static OpSpec matmul() {
        List<Sample> samples = new ArrayList<>();
        for (int[] s : SIZES) {
            samples.add(product(shape(s[0], s[2]), shape(s[2], s[1])));
        }
        for (int[] s : LARGE) {
            samples.add(product(shape(s[0], s[2]), shape(s[2], s[1])).dtypes(DType.F32));
        }
        samples.add(product(shape(3), shape(3)));
        samples.add(product(shape(3), shape(3, 4)));
        samples.add(product(shape(2, 3), shape(3)));
        samples.add(product(shape("batch", 3), shape(3, 4)));
        samples.add(product(shape(2, 3, 4), shape(4, 5)));
        samples.add(product(shape(2, 3, 4), shape(2, 4, 5)));
        samples.add(product(shape(2, 1, 3, 4), shape(5, 4, 2)));
        samples.add(product(shape(3), shape(2, 3, 4)));
        samples.add(product(shape(2, 4, 3), shape(3)));
        samples.add(product(shape(4, 3), shape(2, 3, 2)));
        samples.add(product(shape("batch", 2, 3), shape("batch", 3, 2)));
        samples.add(product(shape(3, 65, 33), shape(3, 33, 47)));
        samples.add(product(shape(1, 3, 4), shape(5, 4, 2)));
        samples.add(product(shape(3, 1, 2, 3), shape(1, 2, 3, 2)));
        samples.add(product(shape(3), shape(2, 1, 3, 4)));
        samples.add(product(shape(2, 3, 1, 4), shape(4)));
        samples.add(product(shape(4), shape(2, 4, 1)));
        samples.add(Sample.of("by hand").input("a", shape(2, 3), Domain.of(1, 2, 3, 4, 5, 6))
                .input("b", shape(3, 2), Domain.of(7, 8, 9, 10, 11, 12)).expecting(Parts.of(58, 64, 139, 154)));
        samples.add(Parts.signed(Sample.of("integers").input("a", shape(1, 2), Domain.of(3, -4))
                .input("b", shape(2, 2), Domain.of(5, 6, 7, 8)).expecting(Parts.of(-13, -14))));
        return OpSpec.of("MatMul")
                .samples(samples)
                .tolerance(SUMS)
                .refusing("last dimension of lhs", Attributes.none(), Parts.f32(2, 3), Parts.f32(4, 5))
                .refusing("at least one axis", Attributes.none(), Parts.f32(), Parts.f32(4, 5))
                .refusing("do not broadcast", Attributes.none(), Parts.f32(2, 2, 3), Parts.f32(3, 3, 4))
                .refusing("same dtype", Attributes.none(), Parts.f32(2, 3), Parts.f64(3, 4))
                .build();
    }

    private static Attributes attributes(double alpha, double beta, boolean transA, boolean transB) {
        return Attributes.of("alpha", alpha, "beta", beta, "transA", transA, "transB", transB);
    }

    private static Sample gemm(int m, int n, int k, boolean transA, boolean transB, double alpha, double beta, Shape c) {
        Attributes attributes = attributes(alpha, beta, transA, transB);
        Sample s = Sample.of(m + "x" + n + "x" + k + (transA ? " a'" : "") + (transB ? " b'" : "") + " alpha " + alpha
                        + " beta " + beta + (c == null ? "" : " plus " + c))
                .input("a", transA ? shape(k, m) : shape(m, k), Parts.SMALL)
                .input("b", transB ? shape(n, k) : shape(k, n), Parts.SMALL)
                .attributes((taken, registry) -> attributes);
        return c == null ? s : s.input("c", c, Parts.SMALL);
    }

    private static OpSpec gemm() {
        List<Sample> samples = new ArrayList<>();
        for (boolean transA : new boolean[] {false, true}) {
            for (boolean transB : new boolean[] {false, true}) {
                for (int[] s : SIZES) {
                    samples.add(gemm(s[0], s[1], s[2], transA, transB, 1, 1, null));
                    samples.add(gemm(s[0], s[1], s[2], transA, transB, 1, 1, shape(s[1])));
                }
                for (int[] s : LARGE) {
                    samples.add(gemm(s[0], s[1], s[2], transA, transB, 1, 1, null).dtypes(DType.F32));
                }
                samples.add(gemm(5, 3, 4, transA, transB, 0.5, 2, shape(5, 3)));
                samples.add(gemm(5, 3, 4, transA, transB, -1.5, 0.25, shape(5, 1)));
                samples.add(gemm(5, 3, 4, transA, transB, 1, 1, shape(1, 3)));
                samples.add(gemm(5, 3, 4, transA, transB, 1, -1, shape()));
                samples.add(gemm(5, 3, 4, transA, transB, 0, 1, shape(3)));
            }
        }
        samples.add(batched(Sample.of("named").input("a", shape("batch", 3), Parts.SMALL).input("b", shape(3, 4), Parts.SMALL)
                .input("c", shape(4), Parts.SMALL).attributes((taken, registry) -> attributes(1, 1, false, false))));
        samples.add(Sample.of("by hand").input("a", shape(3, 2), Domain.of(1, 4, 2, 5, 3, 6))
                .input("b", shape(3, 2), Domain.of(7, 8, 9, 10, 11, 12)).input("c", shape(2), Domain.of(100, 200))
                .attributes((taken, registry) -> attributes(1, 0.5, true, false))
                .expecting(Parts.of(108, 164, 189, 254)));
        return OpSpec.of("Gemm")
                .samples(samples)
                .tolerance(SUMS)
                .refusing("last dimension of lhs", attributes(1, 1, false, false), Parts.f32(2, 3), Parts.f32(4, 5))
                .refusing("must have 2 axes", attributes(1, 1, false, false), Parts.f32(2, 3, 1), Parts.f32(4, 5))
                .refusing("must broadcast to the product", attributes(1, 1, false, false), Parts.f32(2, 3), Parts.f32(3, 5), Parts.f32(4))
                .refusing("the addend", attributes(1, 1, false, false), Parts.f32(1, 3), Parts.f32(3, 5), Parts.f32(2, 5))
                .refusing("'transA'", Attributes.none(), Parts.f32(2, 3), Parts.f32(3, 5))
                .build();
    }
}
