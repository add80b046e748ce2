package org.espalier.standard.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.nn.Layer;
import org.espalier.plugin.EspalierException;
import org.espalier.standard.Runs;
import org.espalier.standard.activation.Relu;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

class CompositionTest {
    private static final Tensor X = Tensor.of(new double[] {1, -2, 3, 4}, 2, 2);
    private static final Tensor DOUBLE = Tensor.of(new double[] {2, 0, 0, 2}, 2, 2);
    private static final Dense LINEAR = Dense.of(2).withBias(false);

    private static List<String> paths(Layer layer) {
        return Network.of(Input.f32(2), layer).trace(Runs.ENGINE.registry(), true, DType.F32)
                .parameters().stream().map(p -> p.spec().path()).toList();
    }

    @Test
    void childrenAreNamedByPlaceOrByName() {
        assertThat(paths(Named.of("encoder", Sequential.of(Dense.of(3), Relu.INSTANCE, Named.of("head", Dense.of(1))))))
                .containsExactly("encoder/0/weight", "encoder/0/bias", "encoder/head/weight", "encoder/head/bias");
        assertThat(paths(Sequential.of(LINEAR, Residual.of(LINEAR, Relu.INSTANCE).withProjection(LINEAR))))
                .containsExactly("0/weight", "1/0/weight", "1/projection/weight");
        assertThat(paths(Sequential.of(Branches.of(LINEAR, Shared.of("id", LINEAR)), Add.INSTANCE)))
                .containsExactly("0/0/weight", "shared/id/weight");
    }

    @Test
    void aNameUsedTwiceIsRefused() {
        assertThatThrownBy(() -> paths(Sequential.of(Named.of("a", LINEAR), Named.of("a", LINEAR))))
                .isInstanceOf(EspalierException.class)
                .hasMessageContaining("'a'");
    }

    @Test
    void aSequenceRunsInOrderAndAnEmptyOnePassesOn() {
        assertThat(Runs.output(Sequential.of(LINEAR, Relu.INSTANCE), X, Map.of("0/weight", DOUBLE)))
                .containsExactly(2, 0, 6, 8);
        assertThat(Runs.output(Sequential.of(Sequential.of()), X, Map.of())).containsExactly(1, -2, 3, 4);
    }

    @Test
    void aResidualAddsItsInputOrAProjection() {
        Residual identity = Residual.of(LINEAR, Relu.INSTANCE);
        assertThat(Runs.output(identity, X, Map.of("0/weight", DOUBLE))).containsExactly(3, -2, 9, 12);
        Residual projected = Residual.of(Dense.of(1).withBias(false)).withProjection(Dense.of(1).withBias(false));
        assertThat(Runs.output(projected, X, Map.of(
                "0/weight", Tensor.of(new double[] {1, 1}, 2, 1),
                "projection/weight", Tensor.of(new double[] {10, 100}, 2, 1)))).containsExactly(-191, 437);
        Map<String, Tensor> r = Runs.gradients(identity, X, Map.of("0/weight", DOUBLE),
                Tensor.of(new double[] {1, 1, 1, 1}, 2, 2));
        assertThat(r.get("d/input").toDoubles()).containsExactly(3, 1, 3, 3);
    }

    @Test
    void aResidualWhoseShapeChangesAsksForAProjection() {
        assertThatThrownBy(() -> paths(Named.of("block", Residual.of(Dense.of(3)))))
                .isInstanceOf(EspalierException.class)
                .hasMessage("[Residual] the body yields f32[batch,3], but the way around it yields f32[batch,2]; give it a"
                        + " projection to the body's shape, at block");
    }

    @Test
    void sharedLayersSumTheirGradients() {
        Layer twice = Sequential.of(Branches.of(Shared.of("w", LINEAR), Sequential.of(Relu.INSTANCE, Shared.of("w", LINEAR))),
                Add.INSTANCE);
        Map<String, Tensor> r = Runs.gradients(twice, X, Map.of("shared/w/weight", DOUBLE),
                Tensor.of(new double[] {1, 0, 1, 0}, 2, 2));
        assertThat(r.get(Network.OUTPUT).toDoubles()).containsExactly(4, -4, 12, 16);
        // xᵀδ + relu(x)ᵀδ for the first unit
        assertThat(r.get("d/shared/w/weight").toDoubles()).containsExactly(4 + 4, 0, 2 + 4, 0);
    }

    @Test
    void sharedUsesMustBeEqual() {
        assertThatThrownBy(() -> paths(Sequential.of(Shared.of("w", LINEAR), Shared.of("w", Dense.of(3)))))
                .isInstanceOf(EspalierException.class)
                .hasMessageContaining("'w'");
    }

    @Test
    void branchesSeeTheSameInputs() {
        Layer both = Sequential.of(Branches.of(Relu.INSTANCE, Sequential.of()), Concatenate.DEFAULT);
        assertThat(Runs.output(both, X, Map.of())).containsExactly(1, 0, 1, -2, 3, 4, 3, 4);
    }

    @Test
    void parallelLayersSeeOneInputEach() {
        Network net = new Network(List.of(Input.f32(2).named("a"), Input.f32(2).named("b")),
                Sequential.of(Parallel.of(Relu.INSTANCE, Sequential.of()), Add.INSTANCE), List.of(Network.OUTPUT));
        Map<String, Tensor> r = Runs.network(net, false, Map.of("a", X, "b", DOUBLE), Map.of(), 0);
        assertThat(r.get(Network.OUTPUT).toDoubles()).containsExactly(3, 0, 3, 6);
        assertThatThrownBy(() -> paths(Parallel.of(Relu.INSTANCE, Relu.INSTANCE)))
                .isInstanceOf(EspalierException.class)
                .hasMessage("[Parallel] there must be one input for each of the 2 layers, but there are 1 [f32[batch,2]]");
    }

    @Test
    void addRefusesToBroadcast() {
        assertThatThrownBy(() -> paths(Sequential.of(Branches.of(LINEAR, Dense.of(1)), Add.INSTANCE)))
                .isInstanceOf(EspalierException.class)
                .hasMessage("[Add] the inputs must be at least one and all have the same type, but are [f32[batch,2],"
                        + " f32[batch,1]], at 1");
    }

    @Test
    void shapesChangeForEachExample() {
        Tensor images = Tensor.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2);
        Layer there = Sequential.of(Flatten.INSTANCE, Reshape.to(2, 2, 1));
        Tensor out = Runs.layer(there, false, images, Map.of()).get(Network.OUTPUT);
        assertThat(out.shape().lengths()).containsExactly(2, 2, 2, 1);
        assertThat(out.toDoubles()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThatThrownBy(() -> Runs.output(Reshape.to(3), images, Map.of()))
                .isInstanceOf(EspalierException.class)
                .hasMessage("[Reshape] an example of f64[batch,2,2] must have as many elements as [3]");
    }

    @Test
    void radialUnitsMeasureTheDistanceToTheirCentres() {
        // Distances² of (1,-2) and (3,4) to (1,0): 4 and 20; to (3,4): 40 and 0.
        Rbf fixed = Rbf.at(new double[][] {{1, 0}, {3, 4}}, 0.1);
        double[] expected = {Math.exp(-0.4), Math.exp(-4), Math.exp(-2), 1};
        assertThat(Runs.output(fixed, X, Map.of())).containsExactly(expected, within(1e-15));
        assertThat(paths(fixed)).isEmpty();
        assertThat(Runs.output(Rbf.of(2, 0.1), X, Map.of("centres", Tensor.of(new double[] {1, 0, 3, 4}, 2, 2))))
                .containsExactly(expected, within(1e-15));
        assertThatThrownBy(() -> Runs.output(Rbf.at(new double[][] {{1}}, 1), X, Map.of()))
                .isInstanceOf(EspalierException.class)
                .hasMessage("[Rbf] the input must be [batch,1], but is f64[batch,2]");
    }
}
