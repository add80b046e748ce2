package org.espalier.core.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Sine, cosine and tangent against those of StrictMath, near multiples of π/2 too. */
class CircularTest {
    private static void near(double x, DoubleUnaryOperator ours, DoubleUnaryOperator strict) {
        double expected = strict.applyAsDouble(x);
        assertThat(Math.abs(ours.applyAsDouble(x) - expected)).as("at %s", x).isLessThanOrEqualTo(2 * Math.ulp(expected));
    }

    private static void all(double x) {
        near(x, Circular::sin, StrictMath::sin);
        near(x, Circular::cos, StrictMath::cos);
        near(x, Circular::tan, StrictMath::tan);
    }

    @Test
    void withinTwoUlps() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            all((random.nextDouble() - 0.5) * 20);
            all((random.nextDouble() - 0.5) * (1 << 21));
        }
    }

    @Test
    void nearMultiplesOfAQuarterTurn() {
        for (int n = -3000; n <= 3000; n++) {
            double x = n * (StrictMath.PI / 2);
            all(x);
            all(Math.nextUp(x));
            all(n * (StrictMath.PI / 4));
        }
        all(0x1p19 - 1);
        all(Math.nextDown(0x1p19));
    }

    @Test
    void whatIsNoNumberAndZeros() {
        assertThat(Circular.sin(Double.POSITIVE_INFINITY)).isNaN();
        assertThat(Circular.cos(Double.NaN)).isNaN();
        assertThat(1 / Circular.sin(-0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(1 / Circular.tan(-0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Circular.cos(0)).isOne();
    }
}
