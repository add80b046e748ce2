package org.espalier.cpu.arith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.espalier.cpu.Bits;
import org.junit.jupiter.api.Test;

class ScoreColumnsTest {
    private static final int STRIDE = 64;

    /** The first calls, which plain loops help with, and those of compiled code. */
    private static final int CALLS = 3_000;

    private static float[] scores(int rows) {
        float[] a = Bits.normal(5 + rows * STRIDE, 1);
        a[7] = Float.NEGATIVE_INFINITY;
        a[5 + STRIDE] = Float.NaN;
        a[6 + STRIDE] = -200;
        return a;
    }

    private record Result(float[] a, float[] max, float[] sum) {
        static Result forward(ScoreColumns c, int rows, int columns) {
            Result r = new Result(scores(rows), Bits.normal(3 + columns, 2), new float[2 + columns]);
            c.maxima(r.a, 5, rows, STRIDE, columns, 0.5f, r.max, 3);
            c.exponentials(r.a, 5, rows, STRIDE, columns, 0.5f, r.max, 3, r.sum, 2);
            return r;
        }

        static Result backward(ScoreColumns c, int rows, int columns) {
            Result r = new Result(scores(rows), Bits.normal(3 + columns, 2), Bits.normal(4 + rows * STRIDE, 3));
            c.gradients(r.a, 5, r.sum, 4, rows, STRIDE, columns, 0.5f, 0.25f, r.max, 3, r.max, 1);
            return r;
        }
    }

    @Test
    void vectorsAndPlainLoopsGiveTheSameBits() {
        for (int call = 0; call < CALLS; call += call < 64 ? 1 : 50) {
            int rows = 1 + call % 37;
            int columns = 16 * (1 + call % 4);
            Result vector = Result.forward(EveryArithmetic.VECTOR.scoreColumns(), rows + 1, columns);
            Result plain = Result.forward(EveryArithmetic.PLAIN.scoreColumns(), rows + 1, columns);
            Bits.assertSame(vector.max, plain.max, "maxima");
            Bits.assertSame(vector.a, plain.a, "exponentials");
            Bits.assertSame(vector.sum, plain.sum, "sums");
            vector = Result.backward(EveryArithmetic.VECTOR.scoreColumns(), rows + 1, columns);
            plain = Result.backward(EveryArithmetic.PLAIN.scoreColumns(), rows + 1, columns);
            Bits.assertSame(vector.a, plain.a, "shares");
            Bits.assertSame(vector.sum, plain.sum, "cotangents");
        }
    }

    @Test
    void columnsAreWhatTheFormulasSay() {
        Result r = Result.forward(EveryArithmetic.PLAIN.scoreColumns(), 40, 32);
        float[] a = scores(40);
        float[] before = Bits.normal(3 + 32, 2);
        for (int j = 3; j < 32; j++) {
            double max = before[3 + j];
            for (int i = 0; i < 40; i++) {
                max = Math.max(max, 0.5 * a[5 + i * STRIDE + j]);
            }
            double sum = 0;
            for (int i = 0; i < 40; i++) {
                sum += Math.exp(0.5 * a[5 + i * STRIDE + j] - max);
            }
            assertThat((double) r.max[3 + j]).isEqualTo(max);
            assertThat((double) r.sum[2 + j]).isCloseTo(sum, within(1e-5));
        }
        assertThat(r.a[7]).as("of minus infinity").isZero();
        assertThat(r.sum[2]).as("of NaN").isNaN();
        assertThat(r.a[6 + STRIDE]).as("of -100 and less").isZero();
    }

    @Test
    void masksAndProductsGiveTheSameBits() {
        float[] mask = Bits.normal(80, 4);
        mask[3] = 0;
        mask[20] = 0;
        for (int call = 0; call < CALLS; call++) {
            float[] one = scores(2);
            float[] other = scores(2);
            int n = 16 * (1 + call % 4);
            EveryArithmetic.VECTOR.scoreColumns().add(one, 3, 0.3f, mask, 2, n);
            EveryArithmetic.PLAIN.scoreColumns().add(other, 3, 0.3f, mask, 2, n);
            EveryArithmetic.VECTOR.scoreColumns().select(one, 1, 0.3f, mask, 2, n);
            EveryArithmetic.PLAIN.scoreColumns().select(other, 1, 0.3f, mask, 2, n);
            Bits.assertSame(one, other, "masked");
            assertThat(one[2]).isEqualTo(Float.NEGATIVE_INFINITY);
            float[] x = Bits.normal(90, call);
            assertThat(EveryArithmetic.VECTOR.scoreColumns().dot(x, 1, mask, 2, call % 70))
                    .isEqualTo(EveryArithmetic.PLAIN.scoreColumns().dot(x, 1, mask, 2, call % 70));
        }
    }

    @Test
    void sharesAreExponentials() {
        for (float x = -86.9f; x < 87.9f; x += 0.0137f) {
            double exact = Math.exp(x);
            assertThat((double) FloatMath.share(x)).isCloseTo(exact, within(1.1 * Math.ulp((float) exact)));
        }
        assertThat(FloatMath.share(0)).isEqualTo(1);
        assertThat(FloatMath.share(-90)).isZero();
        assertThat(FloatMath.share(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(FloatMath.share(Float.POSITIVE_INFINITY)).isInfinite();
        assertThat(FloatMath.share(Float.NaN)).isNaN();
    }
}
