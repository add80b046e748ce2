package org.espalier.standard.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.core.model.Traced;
import org.espalier.nn.Initializer;
import org.espalier.nn.Role;
import org.espalier.plugin.EspalierException;
import org.espalier.standard.Runs;
import org.espalier.standard.activation.PRelu;
import org.espalier.standard.activation.Relu;
import org.espalier.standard.activation.Sigmoid;
import org.espalier.standard.activation.Tanh;
import org.espalier.standard.initializer.GlorotUniform;
import org.espalier.standard.initializer.HeNormal;
import org.espalier.standard.initializer.Ones;
import org.espalier.standard.initializer.Zeros;
import org.espalier.standard.penalty.L2;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DenseTest {
    private static final Tensor X = Tensor.of(new double[] {1, 2, 3, -1, 0, 1}, 2, 3);
    private static final Map<String, Tensor> WEIGHTS = Map.of(
            "weight", Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2),
            "bias", Tensor.of(new double[] {10, -20}));

    private static Traced trace(Dense dense, Input input) {
        return Network.of(input, dense).trace(Runs.ENGINE.registry(), true, DType.F32);
    }

    @Test
    void isMatrixTimesInputPlusBias() {
        // (1,2,3) W = (22, 28); (-1,0,1) W = (4, 4)
        assertThat(Runs.output(Dense.of(2), X, WEIGHTS)).containsExactly(32, 8, 14, -16);
        assertThat(Runs.output(Dense.of(2, Relu.INSTANCE), X, WEIGHTS)).containsExactly(32, 8, 14, 0);
        assertThat(Runs.output(Dense.of(2).withBias(false), X, Map.of("weight", WEIGHTS.get("weight"))))
                .containsExactly(22, 28, 4, 4);
    }

    @Test
    void backpropagatesDelta() {
        // δ = (1, 1; 1, 1): dW = xᵀδ, db = Σδ, dx = δWᵀ
        Map<String, Tensor> r = Runs.gradients(Dense.of(2), X, WEIGHTS, Tensor.of(new double[] {1, 1, 1, 1}, 2, 2));
        assertThat(r.get("d/weight").toDoubles()).containsExactly(0, 0, 2, 2, 4, 4);
        assertThat(r.get("d/bias").toDoubles()).containsExactly(2, 2);
        assertThat(r.get("d/input").toDoubles()).containsExactly(3, 7, 11, 3, 7, 11);
    }

    @Test
    void worksOnTheLastOfSeveralAxes() {
        double[] out = Runs.output(Dense.of(2), X.reshape(1, 2, 3), WEIGHTS);
        assertThat(out).containsExactly(32, 8, 14, -16);
    }

    @Test
    void picksTheInitializerOfItsActivation() {
        assertThat(initializer(Dense.of(4, Relu.INSTANCE))).isEqualTo(HeNormal.DEFAULT);
        assertThat(initializer(Dense.of(4, Tanh.INSTANCE))).isEqualTo(GlorotUniform.INSTANCE);
        assertThat(initializer(Dense.of(4))).isEqualTo(GlorotUniform.INSTANCE);
        assertThat(initializer(Dense.of(4, Relu.INSTANCE).withKernel(Ones.INSTANCE))).isEqualTo(Ones.INSTANCE);
    }

    private static Initializer initializer(Dense dense) {
        return trace(dense, Input.f32(3)).parameters().get(0).initializer();
    }

    @Test
    void declaresRolesAndFans() {
        List<Traced.Parameter> p = trace(Dense.of(4, PRelu.DEFAULT), Input.f32(3)).parameters();
        assertThat(p).extracting(q -> q.spec().path()).containsExactly("weight", "bias", "activation/slope");
        assertThat(p).extracting(q -> q.spec().role()).containsExactly(Role.WEIGHT, Role.BIAS, Role.NORM);
        assertThat(p.get(0).spec().shape()).isEqualTo(Shape.of(3, 4));
        assertThat(p.get(0).spec().fanIn()).isEqualTo(3);
        assertThat(p.get(0).spec().fanOut()).isEqualTo(4);
        assertThat(p.get(1).initializer()).isEqualTo(Zeros.INSTANCE);
    }

    @Test
    void addsItsPenaltyWhileTrainingOnly() {
        Dense dense = Dense.of(2).withPenalty(L2.of(0.1));
        assertThat(Runs.layer(dense, true, X, WEIGHTS).get(Traced.PENALTY).item()).isEqualTo(9.1, within(1e-12));
        assertThat(Runs.layer(dense, false, X, WEIGHTS)).doesNotContainKey(Traced.PENALTY);
    }

    @Test
    void anInputOfUnknownWidthIsRefused() {
        Input unknown = new Input("input", DType.F32, Shape.of(org.espalier.tensor.Dim.of("length")));
        assertThatThrownBy(() -> trace(Dense.of(2), unknown))
                .isInstanceOf(EspalierException.class)
                .hasMessage("[Dense] the last dimension of the input must be a number, but the input is"
                        + " f32[batch,length]");
    }

    /** A 4-2-1 window scorer on a true and a corrupt input with shared weights, as worked out by hand. */
    @Test
    void theWindowScorerHasItsWorkedGradients() {
        Sequential scorer = Sequential.of(Dense.of(2, Sigmoid.INSTANCE), Dense.of(1).withBias(false));
        Map<String, Tensor> weights = Map.of(
                "0/weight", Tensor.of(new double[] {.1, -.2, .2, .1, .3, 0, .4, .3}, 4, 2),
                "0/bias", Tensor.of(new double[] {.1, -.1}),
                "1/weight", Tensor.of(new double[] {1, -1}, 2, 1));
        Tensor pair = Tensor.of(new double[] {.1, .2, .3, .4, .4, .3, .2, .1}, 2, 4);
        // J = 1 - s + s_c
        Map<String, Tensor> r = Runs.gradients(scorer, pair, weights, Tensor.of(new double[] {-1, 1}, 2, 1));
        double[] s = r.get(Network.OUTPUT).toDoubles();
        assertThat(s).containsExactly(new double[] {0.0936878, 0.1044066}, within(5e-8));
        assertThat(1 - s[0] + s[1]).isEqualTo(1.0107187, within(1e-7));
        assertThat(r.get("d/0/weight").getDouble(6)).isEqualTo(-0.0716585, within(5e-8));
        assertThat(r.get("d/0/bias").getDouble(0)).isEqualTo(0.0041976, within(5e-8));
        assertThat(Arrays.stream(r.get("d/1/weight").toDoubles()).count()).isEqualTo(2);
    }
}
