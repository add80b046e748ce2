package org.espalier.standard.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.standard.Runs;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.espalier.tensor.DType;
import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final int ROWS = 100;
    private static final int COLUMNS = 500;
    private static final Tensor ONES = Tensor.full(TensorType.of(DType.F64, ROWS, COLUMNS), 1);

    private static double[] train(Dropout layer, long step) {
        return Runs.network(Network.of(Input.f32(COLUMNS), layer), true, Map.of("input", ONES), Map.of(), step)
                .get(Network.OUTPUT).toDoubles();
    }

    @Test
    void dropsWithItsRateAndKeepsTheMean() {
        double[] y = train(Dropout.of(0.2), 0);
        assertThat(Arrays.stream(y).distinct().sorted().toArray()).containsExactly(0, 1.25);
        // Four standard errors of a share: 4 √(0.2 · 0.8 / 50,000)
        assertThat(Arrays.stream(y).filter(v -> v == 0).count() / (double) y.length).isEqualTo(0.2, within(0.0072));
        assertThat(Arrays.stream(y).average().orElseThrow()).isEqualTo(1, within(0.009));
    }

    @Test
    void eachExampleHasAMaskOfItsOwnAndEachStepToo() {
        double[] y = train(Dropout.DEFAULT, 0);
        assertThat(Arrays.copyOfRange(y, 0, COLUMNS)).isNotEqualTo(Arrays.copyOfRange(y, COLUMNS, 2 * COLUMNS));
        assertThat(train(Dropout.DEFAULT, 1)).isNotEqualTo(y);
        assertThat(train(Dropout.DEFAULT, 0)).isEqualTo(y);
    }

    @Test
    void twoLayersDrawApart() {
        double[] y = Runs.network(Network.of(Input.f32(COLUMNS), Sequential.of(Dropout.of(0.5), Dropout.of(0.5))),
                true, Map.of("input", ONES), Map.of(), 0).get(Network.OUTPUT).toDoubles();
        assertThat(Arrays.stream(y).filter(v -> v != 0).count() / (double) y.length).isEqualTo(0.25, within(0.008));
    }

    @Test
    void theGradientFlowsThroughKeptUnitsOnly() {
        Tensor x = Tensor.full(TensorType.of(DType.F64, 4, 50), 3);
        Map<String, Tensor> r = Runs.gradients(Dropout.DEFAULT, x, Map.of(), Tensor.full(x.type(), 1));
        double[] y = r.get(Network.OUTPUT).toDoubles();
        assertThat(y).contains(0, 6);
        assertThat(r.get("d/input").toDoubles())
                .isEqualTo(Arrays.stream(y).map(v -> v == 0 ? 0 : 2).toArray());
    }

    @Test
    void isOffOutsideTraining() {
        assertThat(Runs.output(Dropout.of(0.9), ONES, Map.of())).containsOnly(1);
        assertThat(train(Dropout.of(0), 0)).containsOnly(1);
    }

    @Test
    void mayScaleAtTestTimeInstead() {
        Dropout layer = Dropout.of(0.2).withScaling(Dropout.Scaling.INFERENCE);
        assertThat(Arrays.stream(train(layer, 0)).distinct().sorted().toArray()).containsExactly(0, 1);
        assertThat(Runs.output(layer, ONES, Map.of())).containsOnly(0.8);
    }
}
