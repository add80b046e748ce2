package org.espalier.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.sequential;

import java.util.Map;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.data.Dataset;
import org.espalier.data.FittedPreprocessing;
import org.espalier.plugin.EspalierException;
import org.espalier.standard.initializer.Ones;
import org.espalier.standard.layer.Dense;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

class AfterPreparationTest {
    /** Means 2 and 20, ranges 2 and 20. */
    private static final Dataset DATA = Dataset.of(
            Tensor.of(new float[][] {{1, 10}, {3, 30}, {2, 20}}), Tensor.of(new float[][] {{0}, {2}, {1}}));

    private static Dense sum() {
        return dense(1).withKernel(Ones.INSTANCE);
    }

    @Test
    void allPreparationsOfAnInputAreLeftOutAndWeightsKeepTheirPlaces() {
        FittedPreprocessing shift = Preprocessings.meanSubtraction().fit(DATA);
        Model whole = Network.of(Input.f32(2), sequential(shift, Preprocessings.minMax().fit(DATA), sum())).init(Runs.ENGINE, 0);
        Model head = whole.afterPreparation();
        // (1 - 2 - 1) / 2 = -1 and (10 - 20 - 10) / 20 = -1.
        assertThat(whole.predict(Tensor.of(new float[][] {{1, 10}})).item()).isEqualTo(-2);
        assertThat(head.predict(Tensor.of(new float[][] {{-1, -1}})).item()).isEqualTo(-2);
        assertThat(head.weights()).isEqualTo(whole.weights()).containsKey("2/weight");
        whole.variables().set(Map.of("2/bias", Tensor.of(new float[] {5})));
        assertThat(head.predict(Tensor.of(new float[][] {{-1, -1}})).item()).as("shared weights").isEqualTo(3);
    }

    /** What a preparation makes of indices has another dtype and one more axis. */
    @Test
    void inputsTakeTheTypeOfWhatWasPrepared() {
        Dataset indices = Dataset.of(Tensor.of(new long[] {0, 2, 1}), Tensor.of(new float[][] {{0}, {2}, {1}}));
        Model whole = Network.of(new Input(Dataset.INPUT, DType.I64, Shape.scalar()), sequential(Preprocessings.oneHotEncoding().fit(indices), sum())).init(Runs.ENGINE, 0);
        Model head = whole.afterPreparation();
        assertThat(head.inferenceGraph().inputs().get(0).type()).hasToString("f32[batch,3]");
        assertThat(head.predict(Tensor.of(new float[][] {{0.5f, 0, 2}})).item()).isEqualTo(2.5);
        Dataset prepared = Dataset.of(Tensor.of(new float[][] {{1, 0, 0}, {0, 0, 1}}), Tensor.of(new float[][] {{1}, {3}}));
        assertThat(head.evaluate(prepared, Losses.meanSquaredError())).containsEntry("loss", 2.0);
    }

    @Test
    void whereExamplesCannotComePreparedItIsSaidWhy() {
        FittedPreprocessing shift = Preprocessings.meanSubtraction().fit(DATA);
        Model none = Network.of(Input.f32(2), sequential(sum(), dense(1))).init(Runs.ENGINE, 0);
        assertThatThrownBy(none::afterPreparation).isInstanceOf(EspalierException.class)
                .hasMessage("no input of the network is prepared before anything else is done to it: examples cannot come"
                        + " prepared; make the preparation a network of its own");
        Model late = Network.of(Input.f32(2), sequential(dense(2), shift)).init(Runs.ENGINE, 0);
        assertThatThrownBy(late::afterPreparation).hasMessageStartingWith("no input of the network is prepared");
        Model both = Network.of(Input.f32(2), Layers.residual(shift, dense(2))).init(Runs.ENGINE, 0);
        assertThatThrownBy(both::afterPreparation).hasMessageContaining("but read as it is by [Add]");
    }
}
