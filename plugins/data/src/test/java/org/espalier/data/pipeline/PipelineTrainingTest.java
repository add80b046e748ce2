package org.espalier.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.standard.Activations.tanh;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.flatten;
import static org.espalier.standard.Layers.sequential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.FitResult;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.core.registry.Registry;
import org.espalier.data.BatchSource;
import org.espalier.data.BatchStream;
import org.espalier.data.Dataset;
import org.espalier.data.Order;
import org.espalier.data.augment.Flip;
import org.espalier.data.augment.GaussianNoise;
import org.espalier.data.csv.Csv;
import org.espalier.data.csv.CsvStream;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.DataException;
import org.espalier.standard.Losses;
import org.espalier.standard.Metrics;
import org.espalier.standard.Optimizers;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.espalier.training.Callback;
import org.espalier.training.Directive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines in front of a training, which must not see any difference. */
@Timeout(120)
class PipelineTrainingTest {
    private static final Engine ENGINE = Engine.create(Registry.discover(), Engine.REFERENCE, 1);
    private static final Network NETWORK = Network.of(Input.f32(1, 4, 4), sequential(flatten(), dense(6, tanh()), dense(2)));

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    /** Images of noise, of which the second class is brighter. */
    private static Dataset images(int n) {
        RandomStream random = RandomStream.of(3, "images");
        float[] pixels = new float[n * 16];
        long[] labels = new long[n];
        for (int i = 0; i < pixels.length; i++) {
            labels[i / 16] = i / 16 % 2;
            pixels[i] = (float) (random.normal(i) + i / 16 % 2);
        }
        return Dataset.of(Tensor.of(pixels, n, 1, 4, 4), Tensor.of(labels));
    }

    private static Training training() {
        return Training.of(Losses.softmaxCrossEntropy(), Optimizers.adam(0.01)).withMetrics(Metrics.accuracy())
                .withEpochs(4).withBatchSize(8).withSeed(21);
    }

    private static Map<String, Tensor> weights(FitResult result) {
        return result.model().weights();
    }

    @Test
    void aPipelineThatChangesNothingTrainsTheSameWeights() {
        Dataset data = images(50);
        FitResult direct = training().fit(ENGINE, NETWORK, data);
        Batches batches = Pipeline.of(data).shuffle().batch(8);
        assertThat(weights(training().fit(ENGINE, NETWORK, batches))).isEqualTo(weights(direct));
        FitResult ahead = training().withBatchSize(999).fit(ENGINE, NETWORK, batches.prefetch(3, 2));
        assertThat(weights(ahead)).isEqualTo(weights(direct));
        assertThat(ahead.history().last("loss")).isEqualTo(direct.history().last("loss"));
        assertThat(ahead.history().last("accuracy")).isEqualTo(direct.history().last("accuracy"));

        Training accumulating = training().withAccumulation(3);
        assertThat(weights(accumulating.fit(ENGINE, NETWORK, batches.prefetch(2))))
                .isEqualTo(weights(accumulating.fit(ENGINE, NETWORK, data)));
        assertThat(weights(training().fit(ENGINE, NETWORK, Pipeline.of(data).sample().batch(8))))
                .isEqualTo(weights(training().withOrder(Order.WITH_REPLACEMENT).fit(ENGINE, NETWORK, data)));
    }

    private static BatchSource augmented(int threads) {
        return Pipeline.of(images(50)).cache(1 << 20).shuffle(20).augment(Flip.horizontal(), new GaussianNoise(0.2))
                .batch(8).prefetch(3, threads);
    }

    @Test
    void augmentedTrainingDoesNotDependOnThreads() {
        Map<String, Tensor> one = weights(training().fit(ENGINE, NETWORK, augmented(1)));
        assertThat(weights(training().fit(ENGINE, NETWORK, augmented(4)))).isEqualTo(one);
        assertThat(weights(training().fit(ENGINE, NETWORK, images(50)))).isNotEqualTo(one);
    }

    @Test
    void aRunThatWasKilledEndsWithTheSameWeights() {
        Path checkpoint = folder.resolve("run.checkpoint");
        Map<String, Tensor> whole = weights(training().fit(ENGINE, NETWORK, augmented(2)));
        Callback kill = run -> new Callback.Listener() {
            @Override
            public Directive onStep(Callback.Step s) {
                if (s.step() == 17) {
                    throw new IllegalStateException("killed");
                }
                return Directive.CONTINUE;
            }
        };
        Callback nothing = run -> new Callback.Listener() {};
        assertThatThrownBy(() -> training().withCheckpoint(checkpoint, 1).withCallbacks(kill).fit(ENGINE, NETWORK, augmented(2)))
                .hasMessage("killed");
        assertThat(checkpoint).exists();
        assertThat(weights(training().withCheckpoint(checkpoint, 1).withCallbacks(nothing).fit(ENGINE, NETWORK, augmented(3))))
                .isEqualTo(whole);
    }

    @Test
    void aTableThatIsNeverInMemory() throws IOException {
        StringBuilder text = new StringBuilder("a,b,kind\n");
        for (int i = 0; i < 40; i++) {
            text.append(i % 2 == 0 ? "1,0.5,even\n" : "-1,0.25,odd\n");
        }
        CsvStream stream = Csv.labelled("kind").stream(Files.writeString(folder.resolve("table.csv"), text));
        FitResult result = training().withEpochs(30).fit(ENGINE, Network.of(Input.f32(2), dense(2)),
                Pipeline.of(stream).shuffle(16).batch(8).prefetch(2));
        assertThat(stream.settings().classes()).containsExactly("even", "odd");
        assertThat(result.history().last("accuracy")).isEqualTo(1);
    }

    @Test
    void whatIsNotANumberIsFoundAndNamed() {
        float[] pixels = new float[32];
        pixels[20] = Float.NaN;
        Dataset bad = Dataset.of(Tensor.of(pixels, 2, 1, 4, 4), Tensor.of(new long[2]));
        assertThatThrownBy(() -> training().fit(ENGINE, NETWORK, Pipeline.of(bad).batch(8).prefetch(1)))
                .isInstanceOf(DataException.class)
                .hasMessage("the field 'input' holds NaN in example 1 of the batch of step 0; clean the data, or fill what is missing,"
                        + " before training");
    }

    @Test
    void nothingToTrainOnAndEpochsThatAreTooShort() {
        Dataset none = images(2).subset(new int[0]);
        assertThatThrownBy(() -> training().fit(ENGINE, NETWORK, none)).isInstanceOf(DataException.class)
                .hasMessage("there is nothing to train on: the data set is empty");
        assertThatThrownBy(() -> training().withValidation(none).fit(ENGINE, NETWORK, images(2))).isInstanceOf(DataException.class)
                .hasMessage("there is nothing to evaluate: the data set is empty");
        BatchSource whole = Pipeline.of(images(10)).batch(4);
        BatchSource boasting = new BatchSource() {
            @Override
            public Map<String, TensorType> fields() {
                return whole.fields();
            }

            @Override
            public int size() {
                return 15;
            }

            @Override
            public int batchSize() {
                return 4;
            }

            @Override
            public BatchStream epoch(long seed, int epoch) {
                return whole.epoch(seed, epoch);
            }
        };
        assertThatThrownBy(() -> training().fit(ENGINE, NETWORK, boasting)).isInstanceOf(DataException.class)
                .hasMessage("the batches of epoch 0 ended after 10 examples, but their source says that an epoch has 15");
    }

    @Test
    void labelsOutOfRange() {
        Dataset bad = Dataset.of(images(2).all(Dataset.INPUT), Tensor.of(new long[] {1, 2}));
        assertThatThrownBy(() -> training().fit(ENGINE, NETWORK, Pipeline.of(bad).batch(8)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("class index 2 must be within 0..1, at row 1");
    }
}
