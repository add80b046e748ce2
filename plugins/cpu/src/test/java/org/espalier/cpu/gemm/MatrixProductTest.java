package org.espalier.cpu.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.espalier.cpu.Allocations;
import org.espalier.cpu.Bits;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.EveryArithmetic;
import org.espalier.cpu.pool.WorkerPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixProductTest {
    /** Sizes around those of tiles, vectors and blocks, and random ones. */
    static List<GemmShape> shapes() {
        int[][] sizes = {
            {1, 1, 1}, {1, 5, 3}, {1, 64, 40}, {1, 2100, 70}, {1, 300, 50}, {2, 1100, 300}, {2, 17, 9}, {3, 48, 257}, {4, 15, 16}, {7, 16, 1},
            {8, 48, 8}, {9, 49, 31}, {16, 47, 64}, {17, 63, 100}, {32, 10, 64}, {33, 1, 257}, {50, 97, 300},
            {64, 33, 385}, {145, 241, 30}, {150, 260, 400}, {100, 700, 800}, {5, 3200, 12},
            {200, 900, 1030}, {600, 40, 60}, {270, 64, 20}, {120, 10, 130}, {20, 400, 300},
        };
        List<GemmShape> shapes = new ArrayList<>();
        Random random = new Random(5);
        for (int[] s : sizes) {
            for (int form = 0; form < 4; form++) {
                boolean ta = (form & 1) != 0;
                boolean tb = (form & 2) != 0;
                int m = s[0], n = s[1], k = s[2];
                shapes.add(GemmShape.dense(m, n, k, ta, tb));
                shapes.add(new GemmShape(m, n, k, ta, tb, (ta ? m : k) + random.nextInt(5),
                        (tb ? k : n) + random.nextInt(20), n + random.nextInt(7)));
            }
        }
        return shapes;
    }

    /** Operands somewhere within larger arrays, and a C that is not zero. */
    private record Operands(GemmShape shape, float[] a, float[] b, float[] c, int aAt, int bAt, int cAt) {
        static Operands of(GemmShape s) {
            int rowsA = s.transposeA() ? s.k() : s.m();
            int rowsB = s.transposeB() ? s.n() : s.k();
            return new Operands(s, Bits.normal(3 + rowsA * s.lda(), 1), Bits.normal(7 + rowsB * s.ldb(), 2),
                    Bits.normal(5 + s.m() * s.ldc() + 4, 3), 3, 7, 5);
        }

        float[] product(Arithmetic arithmetic, int threads, boolean accumulate, Epilogue epilogue) {
            float[] result = c.clone();
            try (WorkerPool pool = new WorkerPool(threads)) {
                MatrixProduct product = MatrixProduct.of(shape, arithmetic, pool);
                float[] scratch = Bits.normal(product.scratchFloats() + 2, 4);
                product.run(a, aAt, b, bAt, result, cAt, accumulate, epilogue, scratch, 2);
                product.run(a, aAt, b, bAt, c.clone(), cAt, accumulate, epilogue, scratch, 2);
            }
            return result;
        }

        /** The definition: one chain of fused multiply-adds in ascending k. */
        float[] chain(boolean accumulate) {
            float[] result = c.clone();
            float[] row = new float[shape.n()];
            float[][] rowsOfB = new float[shape.k()][shape.n()];
            for (int p = 0; p < shape.k(); p++) {
                for (int j = 0; j < shape.n(); j++) {
                    rowsOfB[p][j] = elementB(p, j);
                }
            }
            for (int i = 0; i < shape.m(); i++) {
                int at = cAt + i * shape.ldc();
                for (int j = 0; j < shape.n(); j++) {
                    row[j] = accumulate ? c[at + j] : 0f;
                }
                for (int p = 0; p < shape.k(); p++) {
                    addRow(elementA(i, p), rowsOfB[p], row);
                }
                System.arraycopy(row, 0, result, at, shape.n());
            }
            return result;
        }

        /** One link of the chains of a row, in a loop that the compiler makes vectors of: the reference is most of the time. */
        private static void addRow(float factor, float[] rowOfB, float[] sums) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] = Math.fma(factor, rowOfB[j], sums[j]);
            }
        }

        float elementA(int i, int p) {
            return a[aAt + (shape.transposeA() ? p * shape.lda() + i : i * shape.lda() + p)];
        }

        float elementB(int p, int j) {
            return b[bAt + (shape.transposeB() ? j * shape.ldb() + p : p * shape.ldb() + j)];
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyElementIsOneChainWhateverComputesIt(GemmShape shape) {
        Operands operands = Operands.of(shape);
        for (boolean accumulate : new boolean[] {false, true}) {
            float[] expected = operands.chain(accumulate);
            for (int threads = 1; threads <= 3; threads++) {
                Bits.assertSame(operands.product(EveryArithmetic.VECTOR, threads, accumulate, null), expected,
                        "vector, " + threads + " threads, accumulate " + accumulate);
                Bits.assertSame(operands.product(EveryArithmetic.PLAIN, threads, accumulate, null), expected,
                        "plain, " + threads + " threads, accumulate " + accumulate);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void isNearTheProductInDoublePrecision(GemmShape shape) {
        Operands operands = Operands.of(shape);
        float[] result = operands.product(EveryArithmetic.VECTOR, 2, false, null);
        double[] sums = new double[shape.n()];
        double[] magnitudes = new double[shape.n()];
        List<String> far = new ArrayList<>();
        for (int i = 0; i < shape.m(); i++) {
            Arrays.fill(sums, 0);
            Arrays.fill(magnitudes, 0);
            for (int p = 0; p < shape.k(); p++) {
                double factor = operands.elementA(i, p);
                for (int j = 0; j < shape.n(); j++) {
                    double term = factor * operands.elementB(p, j);
                    sums[j] += term;
                    magnitudes[j] += Math.abs(term);
                }
            }
            for (int j = 0; j < shape.n(); j++) {
                // Each of k roundings errs by at most 2^-24 of a partial sum.
                float element = result[operands.cAt + i * shape.ldc() + j];
                if (!(Math.abs(element - sums[j]) <= shape.k() * 0x1p-24 * magnitudes[j])) {
                    far.add("C[" + i + "," + j + "] is " + element + " instead of " + sums[j]);
                }
            }
        }
        assertThat(far).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theEpilogueSeesEveryFinishedElementOnce(GemmShape shape) {
        Operands operands = Operands.of(shape);
        Epilogue epilogue = (slot, c, at, row, column, length) -> {
            for (int i = 0; i < length; i++) {
                int at0 = row * shape.ldc() + column + i; // it may go on into the next rows
                c[at + i] = 2 * c[at + i] + (at0 / shape.ldc() * 1000 + at0 % shape.ldc());
            }
        };
        float[] expected = operands.chain(true);
        for (int i = 0; i < shape.m(); i++) {
            epilogue.apply(0, expected, operands.cAt + i * shape.ldc(), i, 0, shape.n());
        }
        Bits.assertSame(operands.product(EveryArithmetic.VECTOR, 3, true, epilogue), expected, "vector");
        Bits.assertSame(operands.product(EveryArithmetic.PLAIN, 2, true, epilogue), expected, "plain");
    }

    /** Vector code takes over from plain loops only when it is compiled. */
    @Test
    void givesTheSameBitsWhenItIsCompiled() {
        for (GemmShape shape : List.of(GemmShape.dense(1, 347, 64, false, false), GemmShape.dense(2, 1100, 250, true, false),
                GemmShape.dense(13, 100, 40, false, false), GemmShape.dense(40, 33, 50, true, true),
                GemmShape.dense(30, 10, 64, false, true), GemmShape.dense(20, 200, 300, true, true))) {
            for (boolean accumulate : new boolean[] {false, true}) {
                Operands o = Operands.of(shape);
                MatrixProduct product = MatrixProduct.of(shape, EveryArithmetic.VECTOR, WorkerPool.NONE);
                float[] scratch = new float[product.scratchFloats()];
                float[] result = null;
                for (int i = 0; i < 3_000; i++) {
                    result = o.c.clone();
                    product.run(o.a, o.aAt, o.b, o.bAt, result, o.cAt, accumulate, null, scratch, 0);
                }
                Bits.assertSame(result, o.chain(accumulate), shape + ", accumulate " + accumulate);
            }
        }
    }

    @Test
    void anEmptySumIsZero() {
        Operands operands = Operands.of(GemmShape.dense(9, 20, 0, false, false));
        Bits.assertSame(operands.product(EveryArithmetic.VECTOR, 1, false, null), operands.chain(false), "zeros");
    }

    @Test
    void anInfinityInAnEdgeReachesOnlyItsOwnRowAndColumn() {
        Operands operands = Operands.of(GemmShape.dense(10, 50, 20, false, false));
        operands.a[operands.aAt + 9 * 20] = Float.POSITIVE_INFINITY;
        operands.b[operands.bAt + 49] = Float.NaN;
        Bits.assertSame(operands.product(EveryArithmetic.VECTOR, 1, false, null), operands.chain(false), "specials");
    }

    @Test
    void allocatesNothing() {
        for (GemmShape shape : List.of(GemmShape.dense(64, 70, 300, false, true), GemmShape.dense(33, 10, 64, true, false),
                GemmShape.dense(1, 100, 64, false, false))) {
            try (WorkerPool pool = new WorkerPool(2)) {
                Operands o = Operands.of(shape);
                MatrixProduct product = MatrixProduct.of(shape, EveryArithmetic.VECTOR, pool);
                float[] scratch = new float[product.scratchFloats()];
                Runnable calls = () -> {
                    for (int i = 0; i < 3_000; i++) {
                        product.run(o.a, o.aAt, o.b, o.bAt, o.c, o.cAt, false, null, scratch, 0);
                    }
                };
                assertThat(Allocations.leastOf(calls, pool)).as(shape.toString()).isZero();
            }
        }
    }

    @Test
    void aLeadingDimensionMustHoldARow() {
        assertThatThrownBy(() -> new GemmShape(2, 3, 4, false, false, 3, 3, 3))
                .hasMessage("leading dimension 3 of A is less than its row of 4");
    }
}
