package org.espalier.training.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.FitResult;
import org.espalier.core.fit.Trainer;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Model;
import org.espalier.data.Dataset;
import org.espalier.plugin.ModelFormatException;
import org.espalier.standard.Callbacks;
import org.espalier.standard.data.Splits;
import org.espalier.training.Callback;
import org.espalier.training.Directive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
