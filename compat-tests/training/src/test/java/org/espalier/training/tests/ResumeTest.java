package org.espalier.training.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.standard.Activations.tanh;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.sequential;
import static org.espalier.standard.Schedules.cosine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.FitResult;
import org.espalier.core.fit.Trainer;
import org.espalier.core.fit.Training;
import org.espalier.core.io.ModelArchive;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.data.Dataset;
import org.espalier.optim.ObjectiveOptimizer;
import org.espalier.optim.Optimizer;
import org.espalier.plugin.ModelFormatException;
import org.espalier.standard.Callbacks;
import org.espalier.standard.Losses;
import org.espalier.standard.Optimizers;
import org.espalier.standard.data.Splits;
import org.espalier.standard.optim.RmsProp;
import org.espalier.standard.optim.Sgd;
import org.espalier.standard.optim.objective.Newton;
import org.espalier.training.Callback;
import org.espalier.training.Directive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResumeTest {
    private static final Engine ENGINE = Fixtures.reference();
    private static final List<Dataset> PARTS = Splits.random(Fixtures.points(200), 1, 0.7, 0.3);

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private static Training training() {
        return Fixtures.classify()
                .withEpochs(6)
                .withValidation(PARTS.get(1))
                .withCallbacks(Callbacks.earlyStopping(2), Callbacks.reduceOnPlateau(0.5, 1));
    }

    /** A callback that ends the run as if the process were killed: in the middle of an epoch. */
    private static Callback killAt(long step) {
        return run -> new Callback.Listener() {
            @Override
            public Directive onStep(Callback.Step s) {
                if (s.step() == step) {
                    throw new IllegalStateException("killed");
                }
                return Directive.CONTINUE;
            }
        };
    }

    @Test
    void aRunThatWasKilledEndsWithTheSameWeights() {
        FitResult whole = training().withCallbacks(killAt(-1)).fit(ENGINE, Fixtures.everything(), PARTS.get(0));
        for (long step : new long[] {1, 10, 23, 40}) {
            Path checkpoint = folder.resolve("run" + step + ".checkpoint");
            Training first = training().withCallbacks(killAt(step)).withCheckpoint(checkpoint, 1);
            assertThatThrownBy(() -> first.fit(ENGINE, Fixtures.everything(), PARTS.get(0))).hasMessage("killed");
            FitResult resumed = training().withCallbacks(killAt(-1)).withCheckpoint(checkpoint, 1)
                    .fit(ENGINE, Fixtures.everything(), PARTS.get(0));
            assertThat(resumed.model().weights()).as("killed at step %d", step).isEqualTo(whole.model().weights());
            assertThat(resumed.history().series("val_loss")).isEqualTo(whole.history().series("val_loss"));
            assertThat(resumed.outcome()).isEqualTo(whole.outcome());
        }
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                Optimizers.sgd(cosine(0.1, 20)), Optimizers.momentum(0.1), Optimizers.nesterov(0.1), Optimizers.adaGrad(0.1),
                RmsProp.of(0.01).withCentred(true).withMomentum(0.5), Optimizers.adaDelta(), Optimizers.adam(0.01),
                Optimizers.adamW(0.01), Optimizers.newton().withDamping(0.1), Optimizers.lbfgs(2));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void everyOptimizerGoesOnWithWhatItRemembers(Optimizer optimizer) {
        boolean full = optimizer instanceof ObjectiveOptimizer;
        Network net = Network.of(Input.f32(8), sequential(dense(4, tanh()), dense(3)));
        Training training = Training.of(Losses.softmaxCrossEntropy(), optimizer).withEpochs(5).withSeed(3);
        Path checkpoint = folder.resolve("run.checkpoint");
        // In the middle of the fourth epoch, which is one step long for a full batch, and 5 steps otherwise.
        Training killed = training.withCallbacks(killAt(full ? 4 : 17)).withCheckpoint(checkpoint, 1);
        assertThatThrownBy(() -> killed.fit(ENGINE, net, PARTS.get(0))).hasMessage("killed");
        boolean remembers = !(optimizer instanceof Sgd) && !(optimizer instanceof Newton);
        assertThat(ModelArchive.read(checkpoint).trainingTensors().isEmpty()).isEqualTo(!remembers);
        FitResult resumed = training.withCallbacks(killAt(-1)).withCheckpoint(checkpoint, 1).fit(ENGINE, net, PARTS.get(0));
        FitResult whole = training.withCallbacks(killAt(-1)).fit(ENGINE, net, PARTS.get(0));
        assertThat(resumed.model().weights()).isEqualTo(whole.model().weights());
        assertThat(resumed.history().series("loss")).isEqualTo(whole.history().series("loss"));
        assertThat(whole.history().epochs()).hasSize(5);
    }

    @Test
    void aCancelledRunGoesOn() {
        Path checkpoint = folder.resolve("cancelled.checkpoint");
        Model model = Fixtures.everything().init(ENGINE, 5);
        Trainer[] running = new Trainer[1];
        Callback cancel = run -> new Callback.Listener() {
            @Override
            public Directive onEpoch(Callback.Epoch e) {
                if (e.epoch() == 2) {
                    running[0].cancel();
                }
                return Directive.CONTINUE;
            }
        };
        Training t = training().withCallbacks(cancel).withCheckpoint(checkpoint, 1);
        running[0] = new Trainer(model, t, PARTS.get(0));
        FitResult first = running[0].run();
        assertThat(first.outcome()).isEqualTo(FitResult.Outcome.CANCELLED);
        assertThat(first.history().epochs()).hasSize(3);
        FitResult second = training().withCallbacks(killAt(-1)).withCheckpoint(checkpoint, 1)
                .fit(ENGINE, Fixtures.everything(), PARTS.get(0));
        FitResult whole = training().withCallbacks(killAt(-1)).fit(ENGINE, Fixtures.everything(), PARTS.get(0));
        assertThat(second.model().weights()).isEqualTo(whole.model().weights());
    }

    @Test
    void aCheckpointOfOtherSettingsIsRefusedAndKept() throws Exception {
        Path checkpoint = folder.resolve("other.checkpoint");
        training().withEpochs(1).withCheckpoint(checkpoint, 1).fit(ENGINE, Fixtures.everything(), PARTS.get(0));
        byte[] before = Files.readAllBytes(checkpoint);
        assertThatThrownBy(() -> training().withSeed(6).withCheckpoint(checkpoint, 1)
                        .fit(ENGINE, Fixtures.everything(), PARTS.get(0)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("was written with another 'seed'");
        assertThatThrownBy(() -> training().withCheckpoint(checkpoint, 1).fit(ENGINE, Fixtures.plain(), PARTS.get(0)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("was written for another network");
        assertThat(Files.readAllBytes(checkpoint)).isEqualTo(before);
    }
}
