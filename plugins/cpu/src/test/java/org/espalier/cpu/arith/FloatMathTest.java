package org.espalier.cpu.arith;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The stated errors, over about a million numbers of every magnitude, against double precision. */
class FloatMathTest {
    /** Visits bit patterns evenly, all exponents, signs, infinities and NaNs among them. */
    private static final int STRIDE = 4093;

    /** A function of f32, as a type. */
    interface Function {
        float apply(float x);
    }

    static Stream<Arguments> functions() {
        return Stream.of(
                function("exp", FloatMath::exp, StrictMath::exp, 1.1),
                function("log", FloatMath::log, StrictMath::log, 1.2),
                function("tanh", FloatMath::tanh, StrictMath::tanh, 2.4),
                function("sigmoid", FloatMath::sigmoid, FloatMathTest::sigmoid, 2.3),
                function("softplus", FloatMath::softplus,
                        x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))), 1.9),
                function("erf", FloatMath::erf, FloatMathTest::erf, 1.3));
    }

    private static Arguments function(String name, Function f, DoubleUnaryOperator exact, double ulps) {
        return Arguments.of(name, f, exact, ulps);
    }

    private static double sigmoid(double x) {
        return x < 0 ? StrictMath.exp(x) / (1 + StrictMath.exp(x)) : 1 / (1 + StrictMath.exp(-x));
    }

    /** The Taylor series near 0, otherwise the continued fraction of the complement. */
    private static double erf(double x) {
        double a = Math.abs(x);
        if (a < 3) {
            double sum = 0;
            double term = a;
            for (int n = 0; n < 120; n++) {
                sum += term / (2 * n + 1);
                term *= -a * a / (n + 1);
            }
            return Math.copySign(sum * 2 / Math.sqrt(Math.PI), x);
        }
        double fraction = 0;
        for (int k = 60; k > 0; k--) {
            fraction = k / 2.0 / (a + fraction);
        }
        return Math.copySign(1 - StrictMath.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction), x);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void theErrorIsAsStated(String name, Function f, DoubleUnaryOperator exact, double ulps) {
        double worst = 0;
        float at = 0;
        for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += STRIDE) {
            float x = Float.intBitsToFloat((int) bits);
            double error = ulps(f.apply(x), exact.applyAsDouble(x));
            if (error > worst) {
                worst = error;
                at = x;
            }
        }
        assertThat(worst).as("worst error of " + name + ", at " + at).isBetween(0.4, ulps);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void theErrorIsAsStatedWhereNetworksLive(String name, Function f, DoubleUnaryOperator exact, double ulps) {
        Random random = new Random(1);
        for (int i = 0; i < 1_000_000; i++) {
            float x = (float) (random.nextGaussian() * 4);
            assertThat(ulps(f.apply(x), exact.applyAsDouble(x))).as(name + " at " + x).isLessThan(ulps);
        }
    }

    /** The error in units in the last place of the exact value; equal specials have none, others have a thousand. */
    private static double ulps(float actual, double exact) {
        if (Double.isNaN(exact) || Float.isInfinite((float) exact) || !Float.isFinite(actual)) {
            return Float.compare(actual, (float) exact) == 0 ? 0 : 1000;
        }
        double ulp = Math.max(Float.MIN_VALUE, Math.scalb(1.0, Math.getExponent(exact) - 23));
        return Math.abs(actual - exact) / ulp;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, -Infinity, 0, 0.5, 0.6931472, 0",
        "-0.0, 1, -Infinity, -0.0, 0.5, 0.6931472, -0.0",
        "Infinity, Infinity, Infinity, 1, 1, Infinity, 1",
        "-Infinity, 0, NaN, -1, 0, 0, -1",
        "NaN, NaN, NaN, NaN, NaN, NaN, NaN",
        "1e4, Infinity, 9.2103405, 1, 1, 1e4, 1",
        "-1e4, 0, NaN, -1, 0, 0, -1",
        "3.4028235e38, Infinity, 88.72284, 1, 1, 3.4028235e38, 1",
        "1.4e-45, 1, -103.27893, 1.4e-45, 0.5, 0.6931472, 1.4e-45",
        "-103.9, 1.4e-45, NaN, -1, 1.4e-45, 1.4e-45, -1",
    })
    void specialValues(float x, float exp, float log, float tanh, float sigmoid, float softplus, float erf) {
        assertThat(FloatMath.exp(x)).isEqualTo(Float.valueOf(exp));
        assertThat(FloatMath.log(x)).isEqualTo(Float.valueOf(log));
        assertThat(FloatMath.tanh(x)).isEqualTo(Float.valueOf(tanh));
        assertThat(FloatMath.sigmoid(x)).isEqualTo(Float.valueOf(sigmoid));
        assertThat(FloatMath.softplus(x)).isEqualTo(Float.valueOf(softplus));
        assertThat(FloatMath.erf(x)).isEqualTo(Float.valueOf(erf));
    }

    @Test
    void powersHaveTheStatedError() {
        Random random = new Random(2);
        double worst = 0;
        for (int i = 0; i < 1_000_000; i++) {
            float x = (float) Math.exp(random.nextGaussian() * 20);
            float y = (float) (random.nextDouble() * 180 - 90) / Math.max(1e-3f, Math.abs((float) Math.log(x)));
            worst = Math.max(worst, ulps(Power.pow(x, y), StrictMath.pow(x, y)));
        }
        assertThat(worst).isBetween(0.4, 0.51);
    }

    @Test
    void specialPowersAreThoseOfIeee754() {
        float[] specials = {
            0f, -0f, 1, -1, 2, -2, 0.5f, -0.5f, 3, -3, 1.5f, -1.5f, Float.NaN, Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE, 1e-40f,
            8388607, 8388608, 8388609, 16777215, 16777216, -8388607, 4194303.5f, -4194303.5f, 0.99999994f, 1.0000001f,
            -0.99999994f, 150, -150, 127, 128,
        };
        for (float x : specials) {
            for (float y : specials) {
                // Java says NaN where IEEE 754 says 1.
                boolean unit = x == 1 || (x == -1 && Float.isInfinite(y));
                assertThat(ulps(Power.pow(x, y), unit ? 1 : StrictMath.pow(x, y))).as(x + "^" + y).isLessThan(0.51);
            }
        }
    }
}
