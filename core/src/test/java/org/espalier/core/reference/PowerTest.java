package org.espalier.core.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PowerTest {
    private static final double[] SPECIAL = {
        0.0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 1e308, -1e308, 5e-324, 1e-310, 1023, 1024, 1025, -1074,
        0.9999999999999999, 1.0000000000000002, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };

    /** Java differs from IEEE 754 in two places only. */
    @Test
    void agreesWithTheLibraryAtSpecialValues() {
        for (double x : SPECIAL) {
            for (double y : SPECIAL) {
                double expected = x == 1 || (x == -1 && Double.isInfinite(y)) ? 1 : StrictMath.pow(x, y);
                double got = Power.of(x, y);
                if (Double.isNaN(expected) || Double.isInfinite(expected) || expected == 0) {
                    assertThat(Double.doubleToLongBits(got)).as("%s^%s", x, y).isEqualTo(Double.doubleToLongBits(expected));
                } else {
                    assertThat(got).as("%s^%s", x, y).isCloseTo(expected, within(2 * Math.ulp(expected)));
                }
            }
        }
    }

    @Test
    void wholePowersAreRoundedOnce() {
        Random r = new Random(1);
        for (int i = 0; i < 500; i++) {
            double x = 0.1 + 10 * r.nextDouble();
            int y = 1 + r.nextInt(40);
            BigDecimal exact = new BigDecimal(x).pow(y);
            assertThat(Power.of(x, y)).isEqualTo(exact.doubleValue());
            assertThat(Power.of(-x, y)).isEqualTo(exact.doubleValue() * (y % 2 == 0 ? 1 : -1));
            assertThat(Power.of(x, -y)).isEqualTo(BigDecimal.ONE.divide(exact, new MathContext(60)).doubleValue());
        }
    }

    @Test
    void otherPowersAreCloseToTheLibrarys() {
        Random r = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            double x = StrictMath.exp(r.nextDouble() * 1400 - 700);
            double y = 4 * r.nextDouble() - 2;
            double expected = StrictMath.pow(x, y);
            if (expected > 1e-300 && expected < Double.MAX_VALUE) {
                assertThat(Power.of(x, y)).as("%s^%s", x, y).isCloseTo(expected, within(2 * Math.ulp(expected)));
            }
            double near = 1 + 1e-8 * r.nextGaussian();
            double far = 1e9 * r.nextGaussian();
            assertThat(Power.of(near, far)).isCloseTo(StrictMath.pow(near, far), within(2 * Math.ulp(StrictMath.pow(near, far))));
        }
    }
}
