package org.espalier.standard.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.core.model.Traced;
import org.espalier.nn.Role;
import org.espalier.plugin.EspalierException;
import org.espalier.standard.Draw;
import org.espalier.standard.Runs;
import org.espalier.standard.activation.Relu;
import org.espalier.standard.layer.conv.Conv;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

class WeightNormalizationTest {
    private static final WeightNormalization LAYER = WeightNormalization.of(Dense.of(2));
    private static final Tensor X = Tensor.of(new double[] {1, 2, -1, 0.5}, 2, 2);
    /** Columns (3, 4) and (0, 2): lengths 5 and 2. */
    private static final Tensor V = Tensor.of(new double[] {3, 0, 4, 2}, 2, 2);
    private static final Tensor G = Tensor.of(new double[] {10, 3});

    @Test
    void eachUnitHasItsDirectionAndItsLength() {
        Map<String, Tensor> variables = Map.of("weight_v", V, "weight_g", G, "bias", Tensor.of(new double[] {0, 1}));
        // w = (6, 8) and (0, 3)
        assertThat(Runs.output(LAYER, X, variables)).containsExactly(new double[] {22, 7, -2, 2.5}, within(1e-14));
        Map<String, Tensor> longer = new HashMap<>(variables);
        longer.put("weight_v", Tensor.of(new double[] {21, 0, 28, 14}, 2, 2));
        assertThat(Runs.output(LAYER, X, longer)).containsExactly(new double[] {22, 7, -2, 2.5}, within(1e-14));
    }

    @Test
    void beginsWithTheWeightsAsTheyWereDrawn() {
        Model model = Network.of(Input.f32(3), WeightNormalization.of(Dense.of(4))).init(Runs.ENGINE, 7, DType.F64);
        Tensor x = Draw.normal("x", 5, 3);
        double[] plain = Runs.output(Dense.of(4), x, Map.of("weight", model.weight("weight_v")));
        assertThat(model.predict(x).toDoubles()).containsExactly(plain, within(1e-14));
    }

    @Test
    void filtersAreTheUnitsOfAConvolution() {
        Model model = Network.of(Input.f32(2, 5), WeightNormalization.of(Conv.of(3, 2))).init(Runs.ENGINE, 7, DType.F64);
        Tensor x = Draw.normal("x", 2, 2, 5);
        double[] plain = Runs.output(Conv.of(3, 2), x, Map.of("weight", model.weight("weight_v")));
        assertThat(model.predict(x).toDoubles()).containsExactly(plain, within(1e-14));
        double[] v = model.weight("weight_v").toDoubles();
        double first = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2] + v[3] * v[3]);
        assertThat(model.weight("weight_g").getDouble(0)).isEqualTo(first, within(1e-15));
    }

    @Test
    void theGradientOfADirectionIsAtRightAnglesToIt() {
        Map<String, Tensor> r = Runs.gradients(LAYER, X, Map.of("weight_v", V, "weight_g", G),
                Tensor.of(new double[] {1, -2, 3, 4}, 2, 2));
        double[] dv = r.get("d/weight_v").toDoubles();
        assertThat(3 * dv[0] + 4 * dv[2]).isEqualTo(0, within(1e-13));
        assertThat(2 * dv[3]).isEqualTo(0, within(1e-13));
        // dg = dw · v / ‖v‖ with dW = xᵀδ = (-2, -6; 3.5, -2)
        assertThat(r.get("d/weight_g").toDoubles())
                .containsExactly(new double[] {(-2 * 3 + 3.5 * 4) / 5, -2}, within(1e-14));
    }

    @Test
    void lengthsAreNoWeightsSoThatPenaltiesAndDecayLeaveThemAlone() {
        Traced t = Network.of(Input.f32(2), LAYER).trace(Runs.ENGINE.registry(), true, DType.F32);
        assertThat(t.parameters()).extracting(p -> p.spec().path()).containsExactly("weight_v", "weight_g", "bias");
        assertThat(t.parameters()).extracting(p -> p.spec().role()).containsExactly(Role.WEIGHT, Role.NORM, Role.BIAS);
    }

    @Test
    void aLayerWithoutAWeightIsRefused() {
        assertThatThrownBy(() -> Runs.output(WeightNormalization.of(Sequential.of(Relu.INSTANCE)), X, Map.of()))
                .isInstanceOf(EspalierException.class)
                .hasMessageStartingWith("[WeightNormalization] layer must be one with a weight of its own, but is Sequential");
    }
}
