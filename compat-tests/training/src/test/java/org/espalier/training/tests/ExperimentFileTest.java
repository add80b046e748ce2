package org.espalier.training.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.dropout;
import static org.espalier.standard.Layers.sequential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.core.config.Json;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.DataFingerprint;
import org.espalier.core.fit.Experiment;
import org.espalier.core.fit.ExperimentFile;
import org.espalier.core.fit.FitResult;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.core.model.Objective;
import org.espalier.data.BatchSource;
import org.espalier.data.Dataset;
import org.espalier.data.Order;
import org.espalier.data.pipeline.Pipeline;
import org.espalier.nn.Role;
import org.espalier.plugin.DataException;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.espalier.standard.Activations;
import org.espalier.standard.Callbacks;
import org.espalier.standard.Constraints;
import org.espalier.standard.Losses;
import org.espalier.standard.Metrics;
import org.espalier.standard.Optimizers;
import org.espalier.standard.Penalties;
import org.espalier.standard.Schedules;
import org.espalier.tensor.DType;
import org.espalier.training.Reduction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training comes back from its file as it was: trained again, it leads to the same weights. */
class ExperimentFileTest {
    private static final Engine ENGINE = Fixtures.reference();
    private static final Dataset DATA = Fixtures.points(40);

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private static Network network() {
        return Network.of(Input.f32(8), sequential(dense(6, Activations.tanh()), dropout(0.3), dense(5), dense(3)));
    }

    /** Something of every setting, none as it is by default. */
    private static Training everything() {
        return Training.of(
                        List.of(Objective.of("output", Losses.softmaxCrossEntropy(), Dataset.TARGET).withWeight(0.5)
                                .withMetrics(Metrics.accuracy())),
                        Optimizers.adamW(Schedules.cosine(0.05, 20)).with(Optimizers.clipByGlobalNorm(0.5)))
                .withMetrics(Metrics.accuracy())
                .withPenalty("0/**", Set.of(Role.BIAS, Role.WEIGHT), Penalties.l1(0.01)).withPenalty(Penalties.halfL2(0.02))
                .withConstraint(Constraints.maxNorm(0.9))
                .withFrozen("2/**").withCapture("3")
                .withReduction(Reduction.SUM).withOrder(Order.WITH_REPLACEMENT)
                .withEpochs(4).withBatchSize(7).withAccumulation(2).withSeed(-5)
                .withCallbacks(Callbacks.reduceOnPlateau(0.5, 1), Callbacks.stopAtTarget("loss", 1e-9));
    }

    private ExperimentFile kept(Experiment e, DataFingerprint data) {
        Path file = folder.resolve("experiment.json");
        ExperimentFile.of(e, data).withNotes(Json.obj().with("by", Json.of("hand"))).write(ENGINE, file);
        return ExperimentFile.read(ENGINE, file);
    }

    @Test
    void everySettingComesBack() {
        Experiment e = Experiment.of(network(), everything().withValidation(DATA)).withDType(DType.F64);
        Dataset data = Dataset.of(Map.of("input", DATA.all("input").to(DType.F64), "target", DATA.all("target")));
        Experiment on = e.withTraining(everything().withValidation(data));
        ExperimentFile read = kept(on, DataFingerprint.of(data));
        assertThat(read.experiment().describe(ENGINE.registry())).isEqualTo(on.describe(ENGINE.registry()));
        assertThat(read.notes()).isEqualTo(Json.obj().with("by", Json.of("hand")));
        FitResult again = read.fit(ENGINE, data, data);
        FitResult whole = on.fit(ENGINE, data);
        assertThat(again.model().weights()).isEqualTo(whole.model().weights());
        assertThat(again.history().figures()).isEqualTo(whole.history().figures()).contains("val_output/accuracy", "penalty");
        for (String figure : whole.history().figures()) {
            assertThat(again.history().series(figure)).as(figure).isEqualTo(whole.history().series(figure));
        }
    }

    /** Without them the test above might compare two trainings that ignore them alike. */
    @Test
    void everySettingHasAPart() {
        Training all = everything().withValidation(DATA);
        var whole = Experiment.of(network(), all).fit(ENGINE, DATA).model().weights();
        for (Training other : List.of(all.withAccumulation(1), all.withOrder(Order.SHUFFLED), all.withReduction(Reduction.MEAN),
                all.withPenalty(Penalties.l1(0.1)), all.withConstraint(Constraints.nonNegative()), all.withFrozen("0/**"),
                all.withBatchSize(8))) {
            assertThat(Experiment.of(network(), other).fit(ENGINE, DATA).model().weights()).isNotEqualTo(whole);
        }
    }

    @Test
    void aBatchSizeThatWasNotSaidIsNotSaidThen() {
        Training t = Training.of(Losses.softmaxCrossEntropy(), Optimizers.lbfgs()).withEpochs(3);
        Experiment e = Experiment.of(network(), t);
        assertThat(kept(e, DataFingerprint.of(DATA)).fit(ENGINE, DATA).model().weights())
                .isEqualTo(e.fit(ENGINE, DATA).model().weights());
    }

    @Test
    void batchesAreKnownByWhatTheySayOfThemselves() {
        BatchSource batches = Pipeline.of(DATA).shuffle().batch(8);
        Experiment e = Experiment.of(network(), Fixtures.classify().withValidation(DATA).withEpochs(2));
        ExperimentFile read = kept(e, DataFingerprint.of(batches));
        assertThat(read.fit(ENGINE, Pipeline.of(DATA).shuffle().batch(8), DATA).model().weights())
                .isEqualTo(e.fit(ENGINE, batches).model().weights());
        assertThatThrownBy(() -> read.fit(ENGINE, Pipeline.of(DATA).batch(8), DATA)).isInstanceOf(DataException.class)
                .hasMessageContaining("what is done to them, differ");
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path file = folder.resolve("other.json");
        Files.writeString(file, "{\"format\": \"espalier-model\"}");
        assertThatThrownBy(() -> ExperimentFile.read(ENGINE, file)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("is not a saved experiment: its format is \"espalier-model\"");
        Files.writeString(file, "{\"format\": \"espalier-experiment\", \"formatVersion\": 2}");
        assertThatThrownBy(() -> ExperimentFile.read(ENGINE, file)).hasMessageContaining("has version 2 of the format");
        Files.writeString(file, "{");
        assertThatThrownBy(() -> ExperimentFile.read(ENGINE, file)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("other.json is not valid JSON");
        assertThatThrownBy(() -> ExperimentFile.read(ENGINE, folder.resolve("none"))).isInstanceOf(EspalierException.class)
                .hasMessageContaining("cannot be read");
        String whole = text();
        Files.writeString(file, whole.replace("\"WITH_REPLACEMENT\"", "\"BACKWARDS\""));
        assertThatThrownBy(() -> ExperimentFile.read(ENGINE, file)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("must be one of [SHUFFLED, WITH_REPLACEMENT, IN_ORDER]")
                .hasMessageContaining("at experiment/training/order");
    }

    private String text() throws IOException {
        kept(Experiment.of(network(), everything()), DataFingerprint.of(DATA));
        return Files.readString(folder.resolve("experiment.json"));
    }
}
