package org.espalier.standard.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.core.model.SampledPrediction;
import org.espalier.nn.Layer;
import org.espalier.standard.Runs;
import org.espalier.standard.activation.Relu;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampledPredictionTest {
    private static final int SAMPLES = 4_000;
    private static final Tensor X = Tensor.of(new double[] {1, 2, -3, 0.5, 1, -1}, 2, 3);

    private static Model model(Layer layer) {
        return Network.of(Input.f32(3), layer).init(Runs.ENGINE, 1, DType.F64);
    }

    /** A mean of thinned linear units is that of the whole one; each input adds x²w² p / (1 - p) to the variance. */
    @Test
    void ofALinearUnitTheMeanIsThatOfScalingAndTheDeviationFollows() {
        double p = 0.2;
        Model model = model(Sequential.of(Dropout.of(p), Dense.of(1).withBias(false)));
        model.variables().set(Map.of("1/weight", Tensor.of(new double[] {2, -1, 0.5}, 3, 1)));
        SampledPrediction.Estimate e = new SampledPrediction(model, SAMPLES, 9).predict(X);
        double[] scaled = model.predict(X).toDoubles();
        double[] variance = {(4 + 4 + 2.25) * p / (1 - p), (1 + 1 + 0.25) * p / (1 - p)};
        for (int i = 0; i < 2; i++) {
            assertThat(e.mean().getDouble(i)).isEqualTo(scaled[i], within(4 * Math.sqrt(variance[i] / SAMPLES)));
            assertThat(e.deviation().getDouble(i)).isEqualTo(Math.sqrt(variance[i]), within(0.05));
        }
    }

    /** relu(m₁ + 2m₂ - 3m₃) over the eight masks, each as likely. */
    @ParameterizedTest
    @EnumSource(Dropout.Scaling.class)
    void behindAKinkItIsTheMeanOverAllMasks(Dropout.Scaling scaling) {
        Model model = model(Sequential.of(Dropout.DEFAULT.withScaling(scaling), Dense.of(1, Relu.INSTANCE).withBias(false)));
        model.variables().set(Map.of("1/weight", Tensor.of(new double[] {1, 1, 1}, 3, 1)));
        // Kept 1: 1, kept 2: 2, kept both: 3; with 3 taken away: 0. Inverted masks double that.
        double mean = (1 + 2 + 3) / 8.0 * (scaling == Dropout.Scaling.TRAINING ? 2 : 1);
        Tensor first = Tensor.of(new double[] {1, 2, -3}, 1, 3);
        assertThat(new SampledPrediction(model, SAMPLES, 5).predict(first).mean().item()).isEqualTo(mean, within(0.15));
        assertThat(model.predict(first).item()).isEqualTo(0);
    }

    @Test
    void seedsDecideAndNormalisationStaysFrozen() {
        Model model = model(Sequential.of(BatchNormalization.DEFAULT, Dropout.DEFAULT));
        Tensor a = new SampledPrediction(model, 3, 1).predict(X).mean();
        assertThat(new SampledPrediction(model, 3, 1).predict(X).mean()).isEqualTo(a);
        assertThat(new SampledPrediction(model, 3, 2).predict(X).mean()).isNotEqualTo(a);
        Model still = model(BatchNormalization.DEFAULT);
        SampledPrediction.Estimate e = new SampledPrediction(still, 3, 1).predict(X);
        assertThat(e.mean().toDoubles()).containsExactly(still.predict(X).toDoubles(), within(1e-15));
        assertThat(e.deviation().toDoubles()).containsOnly(0);
    }

    @Test
    void atLeastOneSampleIsNeeded() {
        Model model = model(Dropout.DEFAULT);
        assertThatThrownBy(() -> new SampledPrediction(model, 0, 1)).hasMessage("the number of samples must be at least 1, but was 0");
    }
}
