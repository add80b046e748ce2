package org.espalier.standard.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.espalier.nn.Initializer;
import org.espalier.nn.ParameterSpec;
import org.espalier.nn.RandomStream;
import org.espalier.nn.Role;
import org.espalier.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitializerTest {
    private static final int IN = 300;
    private static final int OUT = 700;
    private static final ParameterSpec WEIGHT = ParameterSpec.of("layer/weight", Shape.of(IN, OUT), Role.WEIGHT);

    private static double[] draw(Initializer initializer, long seed) {
        double[] values = new double[IN * OUT];
        initializer.fill(values, WEIGHT, RandomStream.of(seed, WEIGHT.path()));
        return values;
    }

    /** Name, mean, variance, and the largest |value - mean|; infinite for normal distributions. */
    static Stream<Arguments> moments() {
        double inf = Double.POSITIVE_INFINITY;
        return Stream.of(
                Arguments.of(Uniform.of(0.3), 0.0, 0.03, 0.3),
                Arguments.of(Normal.DEFAULT, 0.0, 1e-4, inf),
                Arguments.of(Normal.of(2).withMean(5), 5.0, 4.0, inf),
                Arguments.of(FanInUniform.INSTANCE, 0.0, 1.0 / 900, 1 / Math.sqrt(300)),
                Arguments.of(FanInNormal.INSTANCE, 0.0, 1.0 / 300, inf),
                Arguments.of(GlorotNormal.INSTANCE, 0.0, 2.0 / 1000, inf),
                Arguments.of(GlorotUniform.INSTANCE, 0.0, 2.0 / 1000, Math.sqrt(6.0 / 1000)),
                Arguments.of(HeNormal.DEFAULT, 0.0, 2.0 / 300, inf),
                Arguments.of(HeNormal.by(Fan.OUT), 0.0, 2.0 / 700, inf),
                Arguments.of(HeUniform.DEFAULT, 0.0, 2.0 / 300, Math.sqrt(6.0 / 300)),
                Arguments.of(HeUniform.by(Fan.OUT), 0.0, 2.0 / 700, Math.sqrt(6.0 / 700)));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void hasItsMeanAndVariance(Initializer initializer, double mean, double variance, double bound) {
        double[] v = draw(initializer, 42);
        int n = v.length;
        double m = Arrays.stream(v).average().orElseThrow();
        double s2 = Arrays.stream(v).map(x -> (x - m) * (x - m)).sum() / n;
        // Four standard errors: of a mean σ/√n, of a normal variance σ²√(2/n), and less of a uniform one.
        assertThat(m).isEqualTo(mean, within(4 * Math.sqrt(variance / n)));
        assertThat(s2).isEqualTo(variance, within(4 * variance * Math.sqrt(2.0 / n)));
        assertThat(Arrays.stream(v).map(x -> Math.abs(x - mean)).max().orElseThrow()).isLessThanOrEqualTo(bound);
    }

    @Test
    void normalHasTheTailsOfANormalDistribution() {
        double[] v = draw(Normal.of(1), 7);
        double beyondTwo = Arrays.stream(v).filter(x -> Math.abs(x) > 2).count() / (double) v.length;
        assertThat(beyondTwo).isEqualTo(0.0455, within(0.002));
    }

    @Test
    void seedAndPathDecideTheValues() {
        assertThat(draw(HeNormal.DEFAULT, 0)).isEqualTo(draw(HeNormal.DEFAULT, 0));
        assertThat(draw(HeNormal.DEFAULT, 0)).isNotEqualTo(draw(HeNormal.DEFAULT, 1));
        double[] elsewhere = new double[IN * OUT];
        HeNormal.DEFAULT.fill(elsewhere, WEIGHT, RandomStream.of(0, "other/weight"));
        assertThat(elsewhere).isNotEqualTo(draw(HeNormal.DEFAULT, 0));
    }

    @Test
    void constantsAreConstant() {
        assertThat(draw(Zeros.INSTANCE, 1)).containsOnly(0);
        assertThat(draw(Ones.INSTANCE, 1)).containsOnly(1);
        assertThat(draw(Constant.of(0.25), 1)).containsOnly(0.25);
    }
}
