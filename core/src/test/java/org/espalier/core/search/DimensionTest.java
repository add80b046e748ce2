package org.espalier.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.espalier.plugin.EspalierException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DimensionTest {
    private static final int N = 20_000;
    /** The distance that Kolmogorov's statistic of N numbers exceeds with a probability of one in a thousand. */
    private static final double FAR = 1.95 / Math.sqrt(N);

    private static <T> List<T> drawn(Dimension<T> d, long seed) {
        return Space.of(d).random(N, seed).stream().map(p -> p.get(d)).toList();
    }

    /** The greatest distance between the distribution of some numbers and the one that they should have. */
    private static double kolmogorov(List<Double> values, DoubleUnaryOperator cumulative) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return IntStream.range(0, sorted.length)
                .mapToDouble(i -> Math.abs((i + 0.5) / sorted.length - cumulative.applyAsDouble(sorted[i]))).max().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 99})
    void uniformNumbersAreUniform(long seed) {
        List<Double> values = drawn(Dimension.uniform("x", -2, 6), seed);
        assertThat(kolmogorov(values, x -> (x + 2) / 8)).isLessThan(FAR);
        // Mean (a + b) / 2, variance (b - a)² / 12; four standard errors.
        assertThat(values.stream().mapToDouble(v -> v).average().orElseThrow()).isEqualTo(2, within(4 * 8 / Math.sqrt(12.0 * N)));
        assertThat(values).allMatch(v -> v >= -2 && v <= 6);
    }

    @ParameterizedTest
    @CsvSource({"1e-4, 1e-1", "0.5, 2", "3, 3000"})
    void logUniformNumbersHaveTheirDistributionAndMean(double a, double b) {
        List<Double> values = drawn(Dimension.logUniform("x", a, b), 7);
        assertThat(kolmogorov(values, x -> Math.log(x / a) / Math.log(b / a))).isLessThan(FAR);
        // E x = (b - a) / ln(b/a), E x² = (b² - a²) / 2 ln(b/a).
        double mean = (b - a) / Math.log(b / a);
        double deviation = Math.sqrt((b * b - a * a) / (2 * Math.log(b / a)) - mean * mean);
        assertThat(values.stream().mapToDouble(v -> v).average().orElseThrow())
                .isEqualTo(mean, within(4 * deviation / Math.sqrt(N)));
        assertThat(values).allMatch(v -> v >= a && v <= b);
    }

    private static double[] shares(List<Integer> values, int low, int high) {
        double[] shares = new double[high - low + 1];
        values.forEach(v -> shares[v - low] += 1.0 / N);
        return shares;
    }

    @Test
    void integersHaveBothEndsAndAreAsLikely() {
        double[] shares = shares(drawn(Dimension.integer("n", 3, 7), 2), 3, 7);
        double error = 4 * Math.sqrt(0.2 * 0.8 / N);
        assertThat(Arrays.stream(shares)).hasSize(5).allMatch(s -> Math.abs(s - 0.2) < error);
    }

    @Test
    void logarithmicIntegersHaveTheSharesOfTheirIntervals() {
        double[] shares = shares(drawn(Dimension.logInteger("n", 1, 7), 3), 1, 7);
        for (int k = 1; k <= 7; k++) {
            // Of [1, 8) on a logarithmic scale: log((k + 1) / k) / log 8.
            double p = Math.log((k + 1.0) / k) / Math.log(8);
            assertThat(shares[k - 1]).as("share of %d", k).isEqualTo(p, within(4 * Math.sqrt(p * (1 - p) / N)));
        }
    }

    @Test
    void choicesAreAsLikely() {
        List<String> values = drawn(Dimension.choice("c", "a", "b", "c"), 4);
        for (String c : List.of("a", "b", "c")) {
            assertThat(values.stream().filter(c::equals).count() / (double) N).isEqualTo(1 / 3.0, within(4 * Math.sqrt(2.0 / 9 / N)));
        }
    }

    @Test
    void gridsHaveBothEnds() {
        assertThat(Dimension.uniform("x", -1, 1).grid(5)).containsExactly(-1.0, -0.5, 0.0, 0.5, 1.0);
        List<Double> rates = Dimension.logUniform("x", 1e-4, 1e-1).grid(4);
        double[] decades = {1e-4, 1e-3, 1e-2, 1e-1};
        for (int i = 0; i < 4; i++) {
            assertThat(rates.get(i)).isEqualTo(decades[i], within(1e-12));
        }
        assertThat(rates.get(0)).isEqualTo(1e-4);
        assertThat(rates.get(3)).isEqualTo(1e-1);
        assertThat(Dimension.logInteger("n", 16, 256).grid(3)).containsExactly(16, 64, 256);
        assertThat(Dimension.integer("n", 1, 4).grid(9)).containsExactly(1, 2, 3, 4);
        assertThat(Dimension.integer("n", 1, 4).grid(0)).containsExactly(1, 2, 3, 4);
        assertThat(Dimension.uniform("x", 0, 3).grid(1)).containsExactly(1.5);
        assertThat(Dimension.choice("c", "a", "b").grid(7)).containsExactly("a", "b");
    }

    @Test
    void mistakesAreTold() {
        assertMistake("'x' must go from a finite number up to a greater one, but goes from 2.0 to 2.0",
                () -> Dimension.uniform("x", 2, 2));
        assertMistake("goes from 0.0 to Infinity", () -> Dimension.uniform("x", 0, Double.POSITIVE_INFINITY));
        assertMistake("the log-uniform range of 'rate' must begin above 0, where logarithms are, but begins at 0.0",
                () -> Dimension.logUniform("rate", 0, 1));
        assertMistake("the range of integers 'n' must go up to a greater number", () -> Dimension.integer("n", 3, 2));
        assertMistake("must begin at 1 or higher, but begins at 0", () -> Dimension.logInteger("n", 0, 2));
        assertMistake("the choice 'c' has nothing to choose from", () -> Dimension.choice("c"));
        assertMistake("the choice 'c' has \"a\" twice", () -> Dimension.choice("c", "a", "b", "a"));
        assertMistake("needs a name", () -> Dimension.uniform(" ", 0, 1));
    }

    private static void assertMistake(String message, Runnable mistake) {
        assertThatThrownBy(mistake::run).isInstanceOf(EspalierException.class).hasMessageContaining(message);
    }
}
