package org.espalier.cpu.arith;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.espalier.cpu.Allocations;
import org.espalier.cpu.Bits;
import org.espalier.cpu.pool.WorkerPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pooling over squares: vectors and plain loops against a search of each square. */
class PairLoopsTest {
    private static final int GUARD = 3;
    private static final int CALLS = 24;
    private static final PairLoops PLAIN = EveryArithmetic.PLAIN.pairLoops();
    private static final PairLoops VECTOR = EveryArithmetic.VECTOR.pairLoops();

    /** Few different numbers, so that many are equal, both zeros, infinities and NaN among them. */
    private static float[] anything(int n, Random random, boolean nan) {
        float[] few = {0f, -0f, 1f, -1f, 2f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, Float.MIN_VALUE, -3f};
        float[] a = new float[n];
        for (int i = 0; i < n; i++) {
            a[i] = random.nextBoolean() ? random.nextFloat() - 0.5f : few[random.nextInt(few.length)];
            if (!nan && !Float.isFinite(a[i])) {
                a[i] = 1;
            }
        }
        return a;
    }

    /** The place of the largest in row order: the first of equal ones, and NaN before all numbers. */
    private static int largest(float[] x, int upper, int width) {
        int[] places = {upper, upper + 1, upper + width, upper + width + 1};
        for (int p : places) {
            if (Float.isNaN(x[p])) {
                return p;
            }
        }
        int best = places[0];
        for (int p : places) {
            best = x[p] > x[best] ? p : best;
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 15, 16, 17, 24, 31, 32, 33, 64, 70, 200})
    void squares(int width) {
        int n = width / 2;
        int rows = width == 24 ? 16 : 5; // whole vectors, and not
        Random random = new Random(width);
        for (int call = 0; call < CALLS; call++) {
            float[] x = anything(GUARD + 2 * rows * width, random, call % 2 == 0);
            float[] c = anything(GUARD + rows * n, random, false);
            float[] max = new float[rows * n + 2 * GUARD];
            float[] gradient = new float[2 * rows * width + 2 * GUARD];
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < n; i++) {
                    int place = largest(x, GUARD + 2 * row * width + 2 * i, width);
                    max[GUARD + row * n + i] = x[place];
                    gradient[place] = c[1 + row * n + i];
                }
            }
            for (PairLoops loops : new PairLoops[] {PLAIN, VECTOR}) {
                float[] y = new float[max.length];
                loops.max(x, GUARD, width, rows, n, y, GUARD);
                Bits.assertSame(y, max, "largest, call " + call);
                float[] g = new float[gradient.length];
                loops.maxGradient(x, GUARD, width, rows, n, c, 1, g, GUARD);
                Bits.assertSame(g, gradient, "gradient, call " + call);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 15, 16, 17, 24, 31, 32, 33, 64, 70, 200})
    void sums(int width) {
        int n = width / 2;
        int rows = width == 24 ? 16 : 5; // whole vectors, and not
        float[] x = Bits.normal(GUARD + 2 * rows * width, width);
        float[] c = Bits.normal(GUARD + rows * n, 2);
        for (int call = 0; call < CALLS; call++) {
            float[] sum = new float[rows * n + 2 * GUARD];
            float[] gradient = new float[2 * rows * width + 2 * GUARD];
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < n; i++) {
                    int at = GUARD + 2 * row * width + 2 * i;
                    sum[GUARD + row * n + i] = ((x[at] + x[at + 1]) + (x[at + width] + x[at + width + 1])) * 0.3f;
                    for (int place : new int[] {at, at + 1, at + width, at + width + 1}) {
                        gradient[place] = c[1 + row * n + i] * 0.3f;
                    }
                }
            }
            for (PairLoops loops : new PairLoops[] {PLAIN, VECTOR}) {
                float[] y = new float[sum.length];
                loops.sum(x, GUARD, width, rows, n, 0.3f, y, GUARD);
                Bits.assertSame(y, sum, "sum, call " + call);
                float[] g = new float[gradient.length];
                loops.sumGradient(c, 1, width, rows, n, 0.3f, g, GUARD);
                Bits.assertSame(g, gradient, "gradient, call " + call);
            }
        }
    }

    @Test
    void nothingIsAllocated() {
        float[] x = Bits.normal(4096, 1);
        float[] c = Bits.normal(1024, 2);
        float[] y = new float[1024];
        float[] out = new float[4096];
        try (WorkerPool none = new WorkerPool(1)) {
            assertThat(Allocations.leastOf(() -> {
                for (int i = 0; i < 2_000; i++) {
                    VECTOR.max(x, 0, 64, 16, 32, y, 0);
                    VECTOR.maxGradient(x, 0, 64, 16, 32, c, 0, out, 0);
                    VECTOR.sum(x, 0, 64, 16, 32, 0.25f, y, 0);
                    VECTOR.sumGradient(c, 0, 64, 16, 32, 0.25f, out, 0);
                }
            }, none)).isZero();
        }
    }
}
