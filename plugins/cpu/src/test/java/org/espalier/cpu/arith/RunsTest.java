package org.espalier.cpu.arith;

import static org.assertj.core.api.Assertions.assertThat;

import org.espalier.cpu.Allocations;
import org.espalier.cpu.Bits;
import org.espalier.cpu.pool.WorkerPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunsTest {
    private static final Runs PLAIN = EveryArithmetic.PLAIN.runs();
    private static final Runs VECTOR = EveryArithmetic.VECTOR.runs();

    /** The tree over lanes as the definition has it, for at most one chunk. */
    private static float sumByDefinition(float[] a, int at, int n) {
        float[] lanes = new float[Runs.LANES];
        int full = n / Runs.LANES * Runs.LANES;
        for (int i = 0; i < full; i++) {
            lanes[i % Runs.LANES] += a[at + i];
        }
        for (int half = Runs.LANES / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        float sum = lanes[0];
        for (int i = full; i < n; i++) {
            sum += a[at + i];
        }
        return sum;
    }

    @Test
    void aChunkIsSummedByTheStatedTree() {
        float[] a = Bits.normal(1_100, 1);
        for (int n = 0; n <= Runs.CHUNK; n++) {
            float expected = sumByDefinition(a, 3, n);
            assertThat(PLAIN.sumGroup(a, 3, n)).isEqualTo(expected);
            assertThat(VECTOR.sumGroup(a, 3, n)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1025, 5000, 40_000, 65_536})
    void longSumsAreTheSameAndAccurate(int n) {
        float[] a = Bits.normal(n + 1, 2);
        double exact = 0;
        double magnitude = 0;
        for (int i = 0; i < n; i++) {
            a[i + 1] += 1;
            exact += a[i + 1];
            magnitude += Math.abs(a[i + 1]);
        }
        float sum = VECTOR.sumGroup(a, 1, n);
        assertThat(sum).isEqualTo(PLAIN.sumGroup(a, 1, n));
        // No element passes through more than 64 + 4 + 15 + 64 additions.
        assertThat((double) sum).isBetween(exact - 150 * 0x1p-24 * magnitude, exact + 150 * 0x1p-24 * magnitude);
    }

    @Test
    void groupsAreSummedInGroups() {
        float[] a = Bits.normal(4_200, 8);
        double exact = 0;
        for (int i = 0; i < 4_150; i++) {
            exact += a[2 + i];
        }
        assertThat(Runs.sumOfGroups(a, 2, 1)).isEqualTo(a[2]);
        assertThat(Runs.sumOfGroups(a, 2, 3)).isEqualTo(0f + a[2] + a[3] + a[4]);
        assertThat((double) Runs.sumOfGroups(a, 2, 4_150)).isBetween(exact - 0.01, exact + 0.01);
        assertThat(Runs.groups(0)).isEqualTo(1);
        assertThat(Runs.groups(65_536)).isEqualTo(1);
        assertThat(Runs.groups(65_537)).isEqualTo(2);
    }

    @Test
    void findsWhatIsNotFinite() {
        for (int n = 1; n < 70; n++) {
            float[] a = Bits.normal(n + 2, 9);
            assertThat(VECTOR.allFinite(a, 1, n)).isTrue();
            assertThat(PLAIN.allFinite(a, 1, n)).isTrue();
            a[0] = Float.NaN;
            a[n + 1] = Float.NaN;
            assertThat(VECTOR.allFinite(a, 1, n)).isTrue();
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                a[1 + n * 2 / 3] = bad;
                assertThat(VECTOR.allFinite(a, 1, n)).isFalse();
                assertThat(PLAIN.allFinite(a, 1, n)).isFalse();
            }
        }
        assertThat(VECTOR.allFinite(new float[0], 0, 0)).isTrue();
    }

    @Test
    void shiftsAndDivides() {
        float[] a = Bits.normal(100, 10);
        for (Runs runs : new Runs[] {PLAIN, VECTOR}) {
            float[] out = new float[100];
            runs.shift(a, 1, 0.3f, out, 2, 90);
            assertThat(out[91]).isEqualTo(a[90] + 0.3f);
            assertThat(out[2]).isEqualTo(a[1] + 0.3f);
            runs.divide(a, 1, 0.3f, out, 2, 90);
            assertThat(out[91]).isEqualTo(a[90] / 0.3f);
            assertThat(out[92]).isZero();
        }
    }

    @Test
    void extremesAreThoseOfALoop() {
        float[] a = Bits.normal(300, 3);
        for (int n = 1; n < 290; n++) {
            float max = a[5];
            float min = a[5];
            for (int i = 0; i < n; i++) {
                max = Math.max(max, a[5 + i]);
                min = Math.min(min, a[5 + i]);
            }
            assertThat(PLAIN.max(a, 5, n)).isEqualTo(max);
            assertThat(VECTOR.max(a, 5, n)).isEqualTo(max);
            assertThat(PLAIN.min(a, 5, n)).isEqualTo(min);
            assertThat(VECTOR.min(a, 5, n)).isEqualTo(min);
        }
    }

    @Test
    void anExtremeWithANaNIsNaN() {
        for (int n = 1; n < 80; n++) {
            float[] a = Bits.normal(n, 4);
            a[n / 2] = Float.NaN;
            assertThat(VECTOR.max(a, 0, n)).isNaN();
            assertThat(VECTOR.min(a, 0, n)).isNaN();
        }
    }

    @Test
    void rowsAreAddedInOrder() {
        for (int n : new int[] {1, 5, 16, 30, 63, 64, 65, 200}) {
            float[] a = Bits.normal(40 * (n + 2) + 1, 5);
            float[] expected = Bits.normal(n + 2, 6);
            float[] plain = expected.clone();
            float[] vector = expected.clone();
            for (int i = 0; i < 40; i++) {
                for (int j = 0; j < n; j++) {
                    expected[1 + j] += a[1 + i * (n + 2) + j];
                }
            }
            PLAIN.addRows(a, 1, 40, n + 2, n, plain, 1);
            VECTOR.addRows(a, 1, 40, n + 2, n, vector, 1);
            Bits.assertSame(plain, expected, "plain");
            Bits.assertSame(vector, expected, "vector");
        }
    }

    @Test
    void nothingIsAllocated() {
        float[] a = Bits.normal(4_096, 7);
        float[] out = new float[100];
        float[] kept = new float[1];
        try (WorkerPool none = new WorkerPool(1)) {
            Runnable calls = () -> {
                for (int i = 0; i < 2_000; i++) {
                    VECTOR.addRows(a, 0, 40, 100, 100, out, 0);
                    kept[0] += VECTOR.sumGroup(a, 1, 4_000) + VECTOR.max(a, 0, 333) + VECTOR.min(a, 0, 333);
                }
            };
            assertThat(Allocations.leastOf(calls, none)).isZero();
        }
    }
}
