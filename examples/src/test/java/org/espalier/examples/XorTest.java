package org.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.espalier.core.engine.Engine;
import org.espalier.core.fit.FitResult;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.core.registry.Registry;
import org.espalier.data.Dataset;
import org.espalier.standard.Activations;
import org.espalier.standard.Layers;
import org.espalier.standard.Losses;
import org.espalier.standard.Optimizers;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

class XorTest {
    @Test
    void isLearnedByTwoHiddenUnits() {
        Dataset xor = Dataset.of(
                Tensor.of(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}),
                Tensor.of(new float[] {0, 1, 1, 0}, 4, 1));
        Network network = Network.of(Input.f32(2), Layers.sequential(
                Layers.dense(2, Activations.tanh()), Layers.dense(1)));
        try (Engine engine = Engine.create(Registry.discover(), Engine.REFERENCE, 1)) {
            FitResult r = Training.of(Losses.binaryCrossEntropy(), Optimizers.adam(0.05))
                    .withEpochs(500).withBatchSize(4).withSeed(2)
                    .fit(engine, network, xor);
            float[] scores = r.model().predict(xor.all(Dataset.INPUT)).toFloats();
            assertThat(scores[0]).isNegative();
            assertThat(scores[1]).isPositive();
            assertThat(scores[2]).isPositive();
            assertThat(scores[3]).isNegative();
            assertThat(r.history().last("loss")).isLessThan(0.05);
        }
    }
}
