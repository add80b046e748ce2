package org.espalier.training.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.standard.Activations.tanh;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.flatten;
import static org.espalier.standard.Layers.sequential;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.FitResult;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.data.BatchSource;
import org.espalier.data.Dataset;
import org.espalier.data.augment.Flip;
import org.espalier.data.augment.GaussianNoise;
import org.espalier.data.augment.Translation;
import org.espalier.data.pipeline.Pipeline;
import org.espalier.nn.RandomStream;
import org.espalier.nn.UnaryLayer;
import org.espalier.plugin.ModelFormatException;
import org.espalier.standard.Losses;
import org.espalier.standard.Optimizers;
import org.espalier.standard.Preprocessings;
import org.espalier.tensor.Tensor;
import org.espalier.training.Callback;
import org.espalier.training.Directive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs over pipelines, killed and gone on with. An epoch has seven steps. */
@Timeout(120)
class PipelineResumeTest {
    private static final Engine ENGINE = Fixtures.fast(2);
    private static final int STEPS_PER_EPOCH = 7;
    private static final Dataset IMAGES = images(50);
    private static final Network NETWORK = Network.of(Input.f32(1, 18, 18),
            sequential(Preprocessings.standardize().fit(IMAGES), flatten(), dense(6, tanh()), dense(2)));

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    /** Images of noise, of which the second class is brighter; of so many pixels that their means go beside the JSON. */
    private static Dataset images(int n) {
        RandomStream random = RandomStream.of(3, "images");
        int size = 18 * 18;
        float[] pixels = new float[n * size];
        long[] labels = new long[n];
        for (int i = 0; i < pixels.length; i++) {
            labels[i / size] = i / size % 2;
            pixels[i] = (float) (random.normal(i) + i / size % 2);
        }
        return Dataset.of(Tensor.of(pixels, n, 1, 18, 18), Tensor.of(labels));
    }

    private static Pipeline moved(Dataset data) {
        return Pipeline.of(data).cache(1 << 20).shuffle(20)
                .augment(Flip.horizontal(), Translation.upTo(1, 1), new GaussianNoise(0.2));
    }

    private static BatchSource batches(int threads) {
        return moved(IMAGES).batch(8).prefetch(3, threads);
    }

    private Training training() {
        return Training.of(Losses.softmaxCrossEntropy(), Optimizers.adam(0.01)).withEpochs(4).withSeed(21);
    }

    private Training resumable() {
        return training().withCheckpoint(folder.resolve("run.checkpoint"), 1);
    }

    private static Callback kill(long step, int epoch) {
        return run -> new Callback.Listener() {
            @Override
            public Directive onStep(Callback.Step s) {
                return killIf(s.step() == step);
            }

            @Override
            public Directive onEpoch(Callback.Epoch e) {
                return killIf(e.epoch() == epoch);
            }

            private Directive killIf(boolean now) {
                if (now) {
                    throw new IllegalStateException("killed");
                }
                return Directive.CONTINUE;
            }
        };
    }

    private static Map<String, Tensor> weights(FitResult result) {
        return result.model().weights();
    }

    /** Within an epoch, at its last step, and at the first step of the next. */
    @ParameterizedTest
    @ValueSource(longs = {3, STEPS_PER_EPOCH, STEPS_PER_EPOCH + 1, 2 * STEPS_PER_EPOCH, 17, 4 * STEPS_PER_EPOCH - 1})
    void killedWithinAnEpochItEndsWithTheSameWeights(long step) {
        Map<String, Tensor> whole = weights(training().fit(ENGINE, NETWORK, batches(2)));
        assertThatThrownBy(() -> resumable().withCallbacks(kill(step, -1)).fit(ENGINE, NETWORK, batches(1))).hasMessage("killed");
        assertThat(weights(resumable().withCallbacks(kill(-1, -1)).fit(ENGINE, NETWORK, batches(3)))).isEqualTo(whole);
    }

    /** Before the state of an epoch is written, and after. */
    @Test
    void killedBetweenEpochsItEndsWithTheSameWeights() {
        Map<String, Tensor> whole = weights(training().fit(ENGINE, NETWORK, batches(2)));
        assertThatThrownBy(() -> resumable().withCallbacks(kill(-1, 1)).fit(ENGINE, NETWORK, batches(2))).hasMessage("killed");
        assertThat(weights(resumable().withEpochs(3).withCallbacks(kill(-1, -1)).fit(ENGINE, NETWORK, batches(1)))).isNotEqualTo(whole);
        assertThat(weights(resumable().withCallbacks(kill(-1, -1)).fit(ENGINE, NETWORK, batches(3)))).isEqualTo(whole);
    }

    @Test
    void anotherPipelineIsRefusedAndTheCheckpointKept() throws Exception {
        resumable().withEpochs(1).fit(ENGINE, NETWORK, batches(1));
        byte[] before = Files.readAllBytes(folder.resolve("run.checkpoint"));
        assertRefused(Pipeline.of(IMAGES).shuffle().batch(8), NETWORK, "was written with another 'data' (\"rows, cache, shuffle(20), "
                + "augment(input to f32[1,18,18], Flip[leftRight=true, probability=0.5], ");
        assertRefused(moved(IMAGES).batch(9), NETWORK, "was written with another 'batchSize' (8, now 9)");
        assertRefused(moved(images(56)).batch(8), NETWORK, "was written with another 'examples' (50, now 56)");
        UnaryLayer others = Preprocessings.standardize().fit(images(40));
        assertRefused(batches(1), Network.of(Input.f32(1, 18, 18), sequential(others, flatten(), dense(6, tanh()), dense(2))),
                "was written for another network");
        assertThat(Files.readAllBytes(folder.resolve("run.checkpoint"))).isEqualTo(before);
    }

    private void assertRefused(BatchSource batches, Network network, String message) {
        assertThatThrownBy(() -> resumable().fit(ENGINE, network, batches)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(message);
    }

    /** A function has a name of its own in every JVM; a run must not fail to go on for that. */
    @Test
    void functionsDoNotMakeAnotherPipeline() {
        BatchSource once = Pipeline.of(IMAGES).map(Dataset.INPUT, IMAGES.type(Dataset.INPUT), t -> t)
                .augment((image, random) -> image).batch(8);
        BatchSource again = Pipeline.of(IMAGES).map(Dataset.INPUT, IMAGES.type(Dataset.INPUT), t -> Tensor.zeros(t.type()))
                .augment((image, random) -> image).batch(8).prefetch(2);
        assertThat(again.description()).isEqualTo(once.description())
                .isEqualTo("rows, map(input to f32[1,18,18]), augment(input to f32[1,18,18], a function)");
    }
}
