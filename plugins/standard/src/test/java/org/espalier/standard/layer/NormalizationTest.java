package org.espalier.standard.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.core.model.Traced;
import org.espalier.nn.Role;
import org.espalier.plugin.EspalierException;
import org.espalier.standard.Runs;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

class NormalizationTest {
    private static final Offset<Double> ROUNDING = within(1e-12);
    /** Means (2, 20), biased variances (2/3, 200/3). */
    private static final Tensor Z = Tensor.of(new double[] {1, 30, 2, 10, 3, 20}, 3, 2);
    private static final double UNIT = Math.sqrt(1.5);

    private static double[] train(BatchNormalization layer, Tensor x, Map<String, Tensor> variables) {
        return Runs.layer(layer, true, x, variables).get(Network.OUTPUT).toDoubles();
    }

    @Test
    void batchNormalizationGivesMeanZeroAndVarianceOne() {
        assertThat(train(BatchNormalization.DEFAULT.withEpsilon(0), Z, Map.of()))
                .containsExactly(new double[] {-UNIT, UNIT, 0, -UNIT, UNIT, 0}, ROUNDING);
    }

    @Test
    void epsilonStandsInsideTheRoot() {
        double[] y = train(BatchNormalization.DEFAULT.withEpsilon(1 / 3.0), Z, Map.of());
        assertThat(y[4]).isEqualTo(1, ROUNDING);
    }

    @Test
    void scaleAndShiftOfTheInputVanish() {
        BatchNormalization layer = BatchNormalization.DEFAULT.withEpsilon(0);
        double[] scaled = Z.toDoubles();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = 7.5 * scaled[i] - 3;
        }
        assertThat(train(layer, Tensor.of(scaled, 3, 2), Map.of())).containsExactly(train(layer, Z, Map.of()), ROUNDING);
    }

    @Test
    void gammaAndBetaCanRecoverTheInput() {
        double epsilon = 0.01;
        Map<String, Tensor> variables = Map.of(
                "gamma", Tensor.of(new double[] {Math.sqrt(2 / 3.0 + epsilon), Math.sqrt(200 / 3.0 + epsilon)}),
                "beta", Tensor.of(new double[] {2, 20}));
        assertThat(train(BatchNormalization.DEFAULT.withEpsilon(epsilon), Z, variables))
                .containsExactly(Z.toDoubles(), ROUNDING);
    }

    @Test
    void runningFiguresAreAveragesWithTheMomentumOnTheOld() {
        Map<String, Tensor> r = Runs.layer(BatchNormalization.DEFAULT.withMomentum(0.75), true, Z, Map.of());
        assertThat(r.get("update/running_mean").toDoubles()).containsExactly(new double[] {0.5, 5}, ROUNDING);
        assertThat(r.get("update/running_variance").toDoubles())
                .containsExactly(new double[] {0.75 + 0.25 * 2 / 3, 0.75 + 0.25 * 200 / 3}, ROUNDING);
    }

    @Test
    void runningFiguresMayStartFromTheFirstBatch() {
        BatchNormalization layer = BatchNormalization.DEFAULT.withMomentum(0.75).withStartFromFirstBatch(true);
        Map<String, Tensor> first = Runs.layer(layer, true, Z, Map.of());
        assertThat(first.get("update/running_mean").toDoubles()).containsExactly(new double[] {2, 20}, ROUNDING);
        assertThat(first.get("update/running_variance").toDoubles())
                .containsExactly(new double[] {2 / 3.0, 200 / 3.0}, ROUNDING);
        Map<String, Tensor> variables = new HashMap<>();
        first.forEach((name, t) -> variables.put(name.replace(Traced.UPDATE, ""), t));
        Map<String, Tensor> second = Runs.layer(layer, true, Tensor.of(new double[] {4, 0, 4, 0}, 2, 2), variables);
        assertThat(second.get("update/running_mean").toDoubles()).containsExactly(new double[] {2.5, 15}, ROUNDING);
    }

    @Test
    void inferenceUsesTheRunningFiguresOfOneExampleAsOfMany() {
        Map<String, Tensor> variables = Map.of(
                "running_mean", Tensor.of(new double[] {1, 2}), "running_variance", Tensor.of(new double[] {4, 9}),
                "gamma", Tensor.of(new double[] {2, 3}), "beta", Tensor.of(new double[] {0.5, -1}));
        BatchNormalization layer = BatchNormalization.DEFAULT.withEpsilon(0);
        assertThat(Runs.output(layer, Tensor.of(new double[] {3, 8}, 1, 2), variables))
                .containsExactly(new double[] {2.5, 5}, ROUNDING);
        assertThat(Runs.layer(layer, false, Z, variables).keySet()).containsExactly(Network.OUTPUT);
    }

    @Test
    void aFreshModelIsTheIdentityInInference() {
        assertThat(Runs.output(BatchNormalization.DEFAULT.withEpsilon(0), Z, Map.of()))
                .containsExactly(Z.toDoubles(), ROUNDING);
    }

    @Test
    void imagesAreNormalizedByChannel() {
        // Two images of two channels with two pixels; channel 0 holds 1..4, channel 1 tens.
        Tensor images = Tensor.of(new double[] {1, 2, 10, 10, 3, 4, 30, 30}, 2, 2, 1, 2);
        double[] y = train(BatchNormalization.DEFAULT.withEpsilon(0), images, Map.of());
        double s = Math.sqrt(1.25);
        assertThat(y).containsExactly(new double[] {-1.5 / s, -0.5 / s, -1, -1, 0.5 / s, 1.5 / s, 1, 1}, ROUNDING);
        Tensor last = Tensor.of(new double[] {1, 10, 2, 10, 3, 30, 4, 30}, 2, 1, 2, 2);
        assertThat(train(BatchNormalization.DEFAULT.withEpsilon(0).withAxis(-1), last, Map.of()))
                .containsExactly(new double[] {-1.5 / s, -1, -0.5 / s, -1, 0.5 / s, 1, 1.5 / s, 1}, ROUNDING);
    }

    @Test
    void theGradientOfANormalizedSumVanishes() {
        // Σ y and Σ y² are constant over the batch, whatever z is.
        Tensor ones = Tensor.of(new double[] {1, 1, 1, 1, 1, 1}, 3, 2);
        Map<String, Tensor> r = Runs.gradients(BatchNormalization.DEFAULT, Z, Map.of(), ones);
        assertThat(r.get("d/input").toDoubles()).containsExactly(new double[6], ROUNDING);
        assertThat(r.get("d/gamma").toDoubles()).containsExactly(new double[2], ROUNDING);
        assertThat(r.get("d/beta").toDoubles()).containsExactly(3, 3);
        Tensor y = r.get(Network.OUTPUT);
        Map<String, Tensor> ofSquares = Runs.gradients(BatchNormalization.DEFAULT.withEpsilon(0), Z, Map.of(),
                Tensor.of(y.toDoubles(), 3, 2));
        assertThat(ofSquares.get("d/input").toDoubles()).containsExactly(new double[6], within(1e-5));
    }

    @Test
    void parametersHaveTheRoleOfNormalization() {
        for (boolean training : new boolean[] {true, false}) {
            Traced t = Network.of(Input.f32(2), Sequential.of(BatchNormalization.DEFAULT, LayerNormalization.DEFAULT))
                    .trace(Runs.ENGINE.registry(), training, DType.F32);
            assertThat(t.parameters()).hasSize(4).allMatch(p -> p.spec().role() == Role.NORM);
        }
    }

    @Test
    void layerNormalizationWorksOnEachExample() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 10, 20, 30}, 2, 3);
        LayerNormalization layer = LayerNormalization.DEFAULT.withEpsilon(0);
        double[] expected = {-UNIT, 0, UNIT, -UNIT, 0, UNIT};
        assertThat(Runs.output(layer, x, Map.of())).containsExactly(expected, ROUNDING);
        assertThat(Runs.layer(layer, true, x, Map.of()).get(Network.OUTPUT).toDoubles())
                .containsExactly(expected, ROUNDING);
        Map<String, Tensor> variables = Map.of("gamma", Tensor.of(new double[] {1, 2, 3}),
                "beta", Tensor.of(new double[] {0.5, 0.5, 0.5}));
        assertThat(Runs.output(layer, x, variables)[2]).isEqualTo(3 * UNIT + 0.5, ROUNDING);
    }

    @Test
    void layerNormalizationMayTakeSeveralAxes() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4}, 1, 2, 2);
        double s = Math.sqrt(1.25);
        assertThat(Runs.output(LayerNormalization.DEFAULT.withEpsilon(0).withAxis(1), x, Map.of()))
                .containsExactly(new double[] {-1.5 / s, -0.5 / s, 0.5 / s, 1.5 / s}, ROUNDING);
    }

    @Test
    void axesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> Runs.output(BatchNormalization.DEFAULT.withAxis(0), Z, Map.of()))
                .isInstanceOf(EspalierException.class)
                .hasMessage("[BatchNormalization] axis 0 of the input must be an axis of known length after the batch,"
                        + " but the input is f64[batch,2]");
        assertThatThrownBy(() -> Runs.output(LayerNormalization.DEFAULT.withAxis(0), Z, Map.of()))
                .isInstanceOf(EspalierException.class)
                .hasMessage("[LayerNormalization] the axes from 0 on must have known lengths and not include the batch,"
                        + " but the input is f64[batch,2]");
    }
}
