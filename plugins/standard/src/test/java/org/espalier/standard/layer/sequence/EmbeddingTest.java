package org.espalier.standard.layer.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.standard.Layers.embedding;
import static org.espalier.standard.Layers.lstm;
import static org.espalier.standard.Layers.maxOverTime;
import static org.espalier.standard.Layers.meanOverTime;
import static org.espalier.standard.Layers.positionalEmbedding;
import static org.espalier.standard.Layers.sequential;

import java.util.List;
import java.util.Map;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.core.model.Traced;
import org.espalier.data.Batch;
import org.espalier.nn.Layer;
import org.espalier.nn.Role;
import org.espalier.standard.Draw;
import org.espalier.standard.Runs;
import org.espalier.standard.loss.HalfSquaredError;
import org.espalier.standard.optim.Sgd;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
    private static final Map<String, Tensor> TABLE = Map.of("table", Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2));

    @Test
    void tokensBecomeRowsOfTheTable() {
        Tensor expected = Tensor.of(new double[] {5, 6, 1, 2, 3, 4, 3, 4}, 2, 2, 2);
        assertThat(Runs.layer(embedding(3, 2), false, Tensor.of(new long[] {2, 0, 1, 1}, 2, 2), TABLE).get(Network.OUTPUT))
                .isEqualTo(expected);
        assertThat(Runs.layer(embedding(3, 2), false, Tensor.of(new int[] {2, 0, 1, 1}, 2, 2), TABLE).get(Network.OUTPUT))
                .isEqualTo(expected);
    }

    @Test
    void declaresItsRoleAndFans() {
        Input tokens = new Input("input", DType.I64, Shape.of(7));
        Traced.Parameter p = Network.of(tokens, embedding(100, 4)).trace(Runs.ENGINE.registry(), true, DType.F32)
                .parameters().get(0);
        assertThat(p.spec().role()).isEqualTo(Role.EMBEDDING);
        assertThat(List.of(p.spec().fanIn(), p.spec().fanOut())).containsExactly(4L, 4L);
        // Variance 1 / width: 400 numbers are near enough.
        double squares = 0;
        for (double v : Network.of(tokens, embedding(100, 4)).init(Runs.ENGINE, 1).weight("table").toDoubles()) {
            squares += v * v;
        }
        assertThat(squares / 400).isBetween(0.2, 0.3);
    }

    @Test
    void positionsAreAddedToAnyShorterSequence() {
        Tensor x = Tensor.of(new double[] {10, 20, 30, 40, 50, 60, 70, 80}, 2, 2, 2);
        double[] expected = {11, 22, 33, 44, 51, 62, 73, 84};
        assertThat(Runs.output(positionalEmbedding(3), x, TABLE)).containsExactly(expected);
        Map<String, Tensor> two = Map.of("table", Tensor.of(new double[] {1, 2, 3, 4}, 2, 2));
        assertThat(Runs.output(positionalEmbedding(2), x, two)).containsExactly(expected);
    }

    /** A length that only has a name is known when the network is run. */
    @Test
    void positionsAreAddedToSequencesOfAnyLength() {
        Input text = new Input("input", DType.F32, Shape.of(Dim.of("time"), Dim.of(2)));
        Model model = Model.of(Runs.ENGINE, Network.of(text, positionalEmbedding(3)), DType.F64, TABLE);
        assertThat(model.predict(Tensor.of(new double[] {10, 20, 30, 40}, 1, 2, 2)).toDoubles())
                .containsExactly(11, 22, 33, 44);
        assertThat(model.predict(Tensor.of(new double[] {10, 20}, 1, 1, 2)).toDoubles()).containsExactly(11, 22);
    }

    @Test
    void poolingOverTime() {
        Tensor x = Tensor.of(new double[] {1, 8, 3, 4, 5, 6, 7, 2}, 2, 2, 2);
        assertThat(Runs.layer(meanOverTime(), false, x, Map.of()).get(Network.OUTPUT))
                .isEqualTo(Tensor.of(new double[] {2, 6, 6, 4}, 2, 2));
        assertThat(Runs.layer(maxOverTime(), false, x, Map.of()).get(Network.OUTPUT))
                .isEqualTo(Tensor.of(new double[] {3, 8, 7, 6}, 2, 2));
    }

    @Test
    void tablesHaveTheGradientsOfAllPlacesWhereARowIsUsed() {
        Network network = Network.of(new Input("input", DType.I64, Shape.of(3)), sequential(embedding(5, 4),
                positionalEmbedding(4), lstm(3).withSequence(true), meanOverTime()));
        Batch batch = Batch.of(Tensor.of(new long[] {4, 0, 4, 2, 2, 0}, 2, 3), Draw.normal("target", 2, 3));
        var report = Training.of(HalfSquaredError.INSTANCE, Sgd.of(1))
                .checkGradients(network.init(Runs.ENGINE, 3), batch).require(1e-6);
        assertThat(report.entries()).extracting(e -> e.name()).contains("0/table", "1/table", "2/weight", "2/bias");
    }

    private static void assertRefuses(Layer layer, Input input, String message) {
        assertThatThrownBy(() -> Network.of(input, layer).trace(Runs.ENGINE.registry(), true, DType.F32)).hasMessage(message);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertRefuses(embedding(3, 2), Input.f32(2),
                "[Embedding] the input must be token ids of i32 or i64, but is f32[batch,2]");
        assertRefuses(positionalEmbedding(3), Input.f32(4, 2),
                "[PositionalEmbedding] there are 3 positions, but the input f32[batch,4,2] has 4; make the table longer");
        assertRefuses(positionalEmbedding(3), Input.f32(4),
                "[PositionalEmbedding] the input must be [batch, time, features] with a known number of features, but is"
                        + " f32[batch,4]");
        assertRefuses(meanOverTime(), Input.f32(), "[PoolOverTime] the input must be [batch, time, ...], but is f32[batch]");
    }
}
