package org.espalier.standard.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.espalier.core.model.Network;
import org.espalier.nn.Activation;
import org.espalier.plugin.EspalierException;
import org.espalier.standard.Runs;
import org.espalier.standard.initializer.GlorotUniform;
import org.espalier.standard.initializer.HeNormal;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationTest {
    private static final Offset<Double> ROUNDING = within(1e-14);
    /** The points of the table: kinks are at -1, 0 and 1. */
    private static final double[] Z = {-2, -1, -0.5, 0, 0.5, 1, 2};

    private static Arguments row(Activation a, double[] values, double[] derivatives) {
        return Arguments.of(a, values, derivatives);
    }

    private static double[] at(double... values) {
        return values;
    }

    static Stream<Arguments> table() {
        double s2 = 0.8807970779778823;
        double s1 = 0.7310585786300049;
        double sh = 0.6224593312018546;
        double[] sigmoid = {1 - s2, 1 - s1, 1 - sh, 0.5, sh, s1, s2};
        double t2 = 0.9640275800758169;
        double t1 = 0.7615941559557649;
        double th = 0.46211715726000973;
        double[] none = new double[7];
        return Stream.of(
                row(Identity.INSTANCE, Z, at(1, 1, 1, 1, 1, 1, 1)),
                row(Sign.INSTANCE, at(-1, -1, -1, 0, 1, 1, 1), none),
                row(Step.INSTANCE, at(0, 0, 0, 0, 1, 1, 1), none),
                row(Sigmoid.INSTANCE, sigmoid, Arrays.stream(sigmoid).map(a -> a * (1 - a)).toArray()),
                row(Tanh.INSTANCE, at(-t2, -t1, -th, 0, th, t1, t2),
                        at(1 - t2 * t2, 1 - t1 * t1, 1 - th * th, 1, 1 - th * th, 1 - t1 * t1, 1 - t2 * t2)),
                row(HardTanh.INSTANCE, at(-1, -1, -0.5, 0, 0.5, 1, 1), at(0, 1, 1, 1, 1, 1, 0)),
                row(Softsign.INSTANCE, at(-2 / 3.0, -0.5, -1 / 3.0, 0, 1 / 3.0, 0.5, 2 / 3.0),
                        at(1 / 9.0, 0.25, 4 / 9.0, 1, 4 / 9.0, 0.25, 1 / 9.0)),
                row(Relu.INSTANCE, at(0, 0, 0, 0, 0.5, 1, 2), at(0, 0, 0, 0, 1, 1, 1)),
                row(LeakyRelu.of(0.1), at(-0.2, -0.1, -0.05, 0, 0.5, 1, 2), at(0.1, 0.1, 0.1, 0.1, 1, 1, 1)),
                row(PRelu.DEFAULT, at(-0.5, -0.25, -0.125, 0, 0.5, 1, 2), at(0.25, 0.25, 0.25, 0.25, 1, 1, 1)),
                row(PRelu.DEFAULT.withShared(true).withInitial(0.5), at(-1, -0.5, -0.25, 0, 0.5, 1, 2),
                        at(0.5, 0.5, 0.5, 0.5, 1, 1, 1)),
                row(Elu.of(2), at(2 * (Math.exp(-2) - 1), 2 * (Math.exp(-1) - 1), 2 * (Math.exp(-0.5) - 1), 0, 0.5, 1, 2),
                        at(2 * Math.exp(-2), 2 * Math.exp(-1), 2 * Math.exp(-0.5), 2, 1, 1, 1)),
                row(Silu.INSTANCE,
                        at(-0.2384058440442351, -0.2689414213699951, -0.1887703343990727, 0, 0.3112296656009273, s1, 2 * s2),
                        at(-0.09078424878489547, 0.07232948812851325, 0.2600388126973482, 0.5, 0.7399611873026518,
                                0.9276705118714867, 1.0907842487848955)),
                row(Softplus.INSTANCE,
                        at(0.1269280110429725, 0.31326168751822286, 0.4740769841801067, Math.log(2), 0.9740769841801067,
                                1.3132616875182228, 2.1269280110429727),
                        sigmoid));
    }

    @ParameterizedTest
    @MethodSource("table")
    void hasItsValuesAndDerivatives(Activation activation, double[] values, double[] derivatives) {
        Map<String, Tensor> r = Runs.gradients(activation, Tensor.of(Z, 1, 7), Map.of(),
                Tensor.of(new double[] {1, 1, 1, 1, 1, 1, 1}, 1, 7));
        assertThat(r.get(Network.OUTPUT).toDoubles()).containsExactly(values, ROUNDING);
        assertThat(r.get("d/input").toDoubles()).containsExactly(derivatives, ROUNDING);
    }

    @Test
    void nothingOverflows() {
        Tensor huge = Tensor.of(new double[] {-1e4, 1e4}, 1, 2);
        Tensor ones = Tensor.of(new double[] {1, 1}, 1, 2);
        for (Activation a : List.of(Sigmoid.INSTANCE, Tanh.INSTANCE, Softplus.INSTANCE, Elu.DEFAULT, Silu.INSTANCE,
                Softmax.DEFAULT, LogSoftmax.DEFAULT, Softsign.INSTANCE)) {
            Map<String, Tensor> r = Runs.gradients(a, huge, Map.of(), ones);
            assertThat(Arrays.stream(r.get(Network.OUTPUT).toDoubles())).as("%s", a).allMatch(Double::isFinite);
            assertThat(Arrays.stream(r.get("d/input").toDoubles())).as("%s", a).allMatch(Double::isFinite);
        }
        assertThat(Runs.output(Sigmoid.INSTANCE, huge, Map.of())).containsExactly(0, 1);
    }

    @Test
    void softmaxIsShiftedAndTakesAnAxis() {
        // e^0, e^1, e^2 over their sum, whatever is added to all
        double sum = 1 + Math.E + Math.E * Math.E;
        double[] expected = {1 / sum, Math.E / sum, Math.E * Math.E / sum};
        assertThat(Runs.output(Softmax.DEFAULT, Tensor.of(new double[] {1000, 1001, 1002}, 1, 3), Map.of()))
                .containsExactly(expected, ROUNDING);
        assertThat(Runs.output(LogSoftmax.DEFAULT, Tensor.of(new double[] {-7, -6, -5}, 1, 3), Map.of()))
                .containsExactly(Arrays.stream(expected).map(Math::log).toArray(), ROUNDING);
        assertThat(Runs.output(Softmax.over(1), Tensor.of(new double[] {0, 5, 1, 5, 2, 5}, 1, 3, 2), Map.of()))
                .containsExactly(new double[] {expected[0], 1 / 3.0, expected[1], 1 / 3.0, expected[2], 1 / 3.0}, ROUNDING);
    }

    @Test
    void preluLearnsItsSlopes() {
        Tensor x = Tensor.of(new double[] {-2, 3, -1, -4}, 2, 2);
        Map<String, Tensor> r = Runs.gradients(PRelu.DEFAULT, x, Map.of(), Tensor.of(new double[] {1, 1, 10, 1}, 2, 2));
        assertThat(r.get("d/slope").toDoubles()).containsExactly(-2 - 10, -4);
        Map<String, Tensor> shared = Runs.gradients(PRelu.DEFAULT.withShared(true), x, Map.of(),
                Tensor.of(new double[] {1, 1, 10, 1}, 2, 2));
        assertThat(shared.get("d/slope").toDoubles()).containsExactly(-2 - 10 - 4);
    }

    @Test
    void unitsOfOneLayerMayDiffer() {
        Activation a = SplitActivation.of(1, Relu.INSTANCE).and(2, Identity.INSTANCE).and(1, Step.INSTANCE);
        assertThat(Runs.output(a, Tensor.of(new double[] {-1, -1, 2, 3, 4, 5, 6, -7}, 2, 4), Map.of()))
                .containsExactly(0, -1, 2, 1, 4, 5, 6, 0);
        assertThatThrownBy(() -> Runs.output(a, Tensor.of(new double[3], 1, 3), Map.of()))
                .isInstanceOf(EspalierException.class)
                .hasMessage("[SplitActivation] the last dimension of f64[batch,3] must be the sum 4 of the runs [1, 2, 1]");
    }

    @Test
    void eachPrefersTheInitializerOfTheLiterature() {
        assertThat(Relu.INSTANCE.preferredInitializer()).isEqualTo(HeNormal.DEFAULT);
        assertThat(LeakyRelu.DEFAULT.preferredInitializer()).isEqualTo(HeNormal.DEFAULT);
        assertThat(Tanh.INSTANCE.preferredInitializer()).isEqualTo(GlorotUniform.INSTANCE);
        assertThat(Sigmoid.INSTANCE.preferredInitializer()).isEqualTo(GlorotUniform.INSTANCE);
        assertThat(Identity.INSTANCE.preferredInitializer()).isNull();
    }
}
