package org.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.core.config.ComponentCodec;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Trainer;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.core.registry.Registry;
import org.espalier.data.Dataset;
import org.espalier.plugin.DivergenceException;
import org.espalier.report.recording.Distribution.Kind;
import org.espalier.report.recording.Recording;
import org.espalier.report.recording.Recording.EpochPoint;
import org.espalier.report.recording.Recording.StepPoint;
import org.espalier.report.recording.RecordingFile;
import org.espalier.standard.Activations;
import org.espalier.standard.Callbacks;
import org.espalier.standard.Layers;
import org.espalier.standard.Losses;
import org.espalier.standard.Metrics;
import org.espalier.standard.Optimizers;
import org.espalier.standard.initializer.Ones;
import org.espalier.standard.layer.Dense;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.training.Callback;
import org.espalier.training.Directive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with a recorder. */
class RecorderTest {
    private static final Engine ENGINE = Engine.create(Registry.discover(), Engine.REFERENCE, 1);

    @TempDir
    private Path folder;

    /** One weight of 1 and ½ (w x)² with x = 2: the loss is 2 w², the gradient 4 w. */
    private static Model parabola() {
        return Network.of(Input.f32(1), Dense.of(1).withBias(false).withKernel(Ones.INSTANCE)).init(ENGINE, 0, DType.F64);
    }

    private static final Dataset POINT = Dataset.of(Tensor.of(new double[] {2}, 1, 1), Tensor.of(new double[] {0}, 1, 1));

    private static Training descent(int epochs) {
        return Training.of(Losses.halfSquaredError(), Optimizers.sgd(0.1)).withEpochs(epochs).withBatchSize(1);
    }

    @Test
    void lossesRatesAndGradientsByHand() {
        List<Recording> heard = new ArrayList<>();
        descent(3).withCallbacks(Recorder.into(folder).withEverySteps(1).to(heard::add)).fit(parabola(), POINT);
        // w: 1, 0.6, 0.36, 0.216
        Recording r = heard.get(heard.size() - 1);
        assertThat(r.steps().stream().mapToDouble(StepPoint::loss).toArray()).containsExactly(new double[] {2, 0.72, 0.2592}, within(1e-12));
        assertThat(r.steps()).extracting(StepPoint::learningRate).containsOnly(0.1);
        assertThat(r.epochs()).extracting(e -> e.distributions(Kind.GRADIENT).get("weight").mean())
                .satisfies(g -> assertThat(g.get(0)).isEqualTo(4))
                .satisfies(g -> assertThat(g.get(2)).isEqualTo(1.44, within(1e-12)));
        assertThat(r.epochs().get(2).distributions(Kind.WEIGHT).get("weight").norm()).isEqualTo(0.216, within(1e-12));
        assertThat(r.epochs()).extracting(e -> e.figures().keySet().toString()).containsOnly("[loss]");
        assertThat(r.outcome()).isEqualTo("all epochs were done");
        assertThat(heard).hasSize(4);
        assertThat(folder).isEmptyDirectory();
    }

    /** 4 w at the weight before each step: 1, 0.6. */
    @Test
    void statisticsOfGradientsAreFigures() {
        var history = descent(2).withCallbacks(GradientStatistics.DEFAULT).fit(parabola(), POINT).history();
        assertThat(history.series("gradient_norm/weight")).containsExactly(new double[] {4, 2.4}, within(1e-12));
        assertThat(history.series("gradient_norm")).containsExactly(new double[] {4, 2.4}, within(1e-12));
        assertThat(history.series("dead/activation")).containsExactly(0, 0);
    }

    private static Network classifier() {
        return Network.of(Input.f32(2), Layers.sequential(
                Layers.dense(8, Activations.relu()), Layers.dense(4, Activations.tanh()), Layers.dense(2)));
    }

    private static Dataset corners() {
        return Dataset.of(Tensor.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2), Tensor.of(new int[] {0, 1, 1, 0}));
    }

    private static Training classify(int epochs) {
        return Training.of(Losses.softmaxCrossEntropy(), Optimizers.adam(0.01)).withMetrics(Metrics.confusionMatrix())
                .withValidation(corners()).withEpochs(epochs).withBatchSize(2).withSeed(3);
    }

    @Test
    void everythingIsRecordedAndWritten() {
        Recorder recorder = Recorder.into(folder)
                .withWriters(Reports.html(), Reports.csv(), Reports.tensorBoard(), Reports.pngCharts());
        classify(3).withCallbacks(recorder).fit(ENGINE, classifier(), corners());
        Recording r = RecordingFile.read(folder.resolve(Recorder.FILE));
        assertThat(r.steps()).hasSize(6);
        assertThat(r.epochs()).hasSize(3);
        EpochPoint last = r.epochs().get(2);
        assertThat(last.distributions(Kind.WEIGHT)).containsOnlyKeys(
                "0/weight", "0/bias", "1/weight", "1/bias", "2/weight", "2/bias");
        assertThat(last.distributions(Kind.GRADIENT).keySet()).isEqualTo(last.distributions(Kind.WEIGHT).keySet());
        assertThat(last.distributions(Kind.ACTIVATION).keySet()).contains("0/activation", "1/activation");
        assertThat(last.distributions(Kind.ACTIVATION).get("0/activation").saturated()).isNaN();
        assertThat(last.distributions(Kind.ACTIVATION).get("1/activation").saturated()).isBetween(0.0, 1.0);
        assertThat(last.tables().get("val_confusion_accuracy").shape()).containsExactly(2L, 2L);
        assertThat(last.tables().get("val_confusion_accuracy").values().stream().mapToDouble(v -> v).sum()).isEqualTo(4);
        assertThat(r.graph()).extracting(Recording.GraphNode::name).contains("input", "0/weight");
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
        assertThat(folder.resolve("epochs.csv")).isNotEmptyFile();
        assertThat(folder.resolve("charts/figure-loss.png")).isNotEmptyFile();
        assertThat(folder.resolve("tensorboard")).isDirectoryContaining("glob:**.tfevents.*");
    }

    @Test
    void lookingChangesNothing() {
        Model plain = classify(4).fit(ENGINE, classifier(), corners()).model();
        Model seen = classify(4).withCallbacks(Recorder.into(folder)).fit(ENGINE, classifier(), corners()).model();
        assertThat(seen.weights()).isEqualTo(plain.weights());
    }

    @Test
    void aResumedRunHasOneRecording() {
        Path checkpoint = folder.resolve("state");
        Path here = folder.resolve("here");
        classify(2).withCheckpoint(checkpoint, 1).withCallbacks(Recorder.into(here)).fit(ENGINE, classifier(), corners());
        classify(4).withCheckpoint(checkpoint, 1).withCallbacks(Recorder.into(here)).fit(ENGINE, classifier(), corners());
        Path there = folder.resolve("there");
        classify(4).withCallbacks(Recorder.into(there)).fit(ENGINE, classifier(), corners());
        Recording resumed = RecordingFile.read(here.resolve(Recorder.FILE));
        Recording whole = RecordingFile.read(there.resolve(Recorder.FILE));
        assertThat(resumed.epochs()).extracting(EpochPoint::figures).isEqualTo(
                whole.epochs().stream().map(EpochPoint::figures).toList());
        assertThat(resumed.steps()).extracting(StepPoint::loss)
                .isEqualTo(whole.steps().stream().map(StepPoint::loss).toList());
        assertThat(resumed.epochs()).extracting(EpochPoint::at).isSorted();
        assertThat(resumed.outcome()).isEqualTo("all epochs were done");
    }

    @Test
    void aRunThatFailsIsRecordedWithTheReason() {
        Training wild = Training.of(Losses.halfSquaredError(), Optimizers.sgd(1e200)).withEpochs(9).withBatchSize(1);
        Recorder recorder = Recorder.into(folder).withEverySteps(1);
        assertThatThrownBy(() -> wild.withCallbacks(recorder).fit(parabola(), POINT)).isInstanceOf(DivergenceException.class);
        Recording r = RecordingFile.read(folder.resolve(Recorder.FILE));
        assertThat(r.outcome()).startsWith("training diverged at step 1").contains("the first value that was not finite came from");
        assertThat(r.steps()).hasSize(1);
        assertThat(folder.resolve("report.html")).content().contains("training diverged at step 1");
    }

    @Test
    void aRunThatStopsEarlySaysSo() {
        descent(50).withCallbacks(Callbacks.stopAtTarget("loss", 1), Recorder.into(folder)).fit(parabola(), POINT);
        assertThat(RecordingFile.read(folder.resolve(Recorder.FILE)).outcome()).isEqualTo("ended after 2 of 50 epochs");
    }

    /** Two steps an epoch; cancelled after the third of eight, and gone on with. */
    @Test
    void aRunThatIsCancelledWithinAnEpochSaysSoAndGoesOn() {
        Path checkpoint = folder.resolve("state");
        Trainer[] running = new Trainer[1];
        Callback cancel = run -> new Callback.Listener() {
            @Override
            public Directive onStep(Callback.Step step) {
                if (step.step() == 3) {
                    running[0].cancel();
                }
                return Directive.CONTINUE;
            }
        };
        Training first = classify(4).withCheckpoint(checkpoint, 1).withCallbacks(cancel, Recorder.into(folder));
        running[0] = new Trainer(classifier().init(ENGINE, 3), first, corners());
        running[0].run();
        Recording r = RecordingFile.read(folder.resolve(Recorder.FILE));
        assertThat(r.outcome()).isEqualTo("ended after 1 of 4 epochs and 1 of 2 steps of the next");
        assertThat(r.epochs()).hasSize(1);
        assertThat(r.steps()).extracting(StepPoint::step).containsExactly(1L, 2L, 3L);
        assertThat(folder.resolve("report.html")).content().contains(r.outcome());
        classify(4).withCheckpoint(checkpoint, 1).withCallbacks(run -> new Callback.Listener() {}, Recorder.into(folder))
                .fit(ENGINE, classifier(), corners());
        assertThat(RecordingFile.read(folder.resolve(Recorder.FILE)).steps()).extracting(StepPoint::step)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void aRunThatIsCancelledInItsFirstEpochHasAReportToo() {
        Trainer[] running = new Trainer[1];
        Callback cancel = run -> new Callback.Listener() {
            @Override
            public Directive onStep(Callback.Step step) {
                running[0].cancel();
                return Directive.CONTINUE;
            }
        };
        Recorder recorder = Recorder.into(folder)
                .withWriters(Reports.html(), Reports.csv(), Reports.tensorBoard(), Reports.svgCharts());
        running[0] = new Trainer(classifier().init(ENGINE, 3), classify(4).withCallbacks(cancel, recorder), corners());
        running[0].run();
        assertThat(RecordingFile.read(folder.resolve(Recorder.FILE)).outcome())
                .isEqualTo("ended after 0 of 4 epochs and 1 of 2 steps of the next");
        assertThat(folder.resolve("report.html")).content().contains("Loss of single batches");
        assertThat(folder.resolve("epochs.csv")).hasContent("epoch,step,learning_rate,seconds\r\n");
        assertThat(folder.resolve("tensorboard")).isDirectoryContaining("glob:**.tfevents.*");
        assertThat(folder.resolve("charts/batch-loss.svg")).exists();
    }

    @Test
    void aFailedResumptionLeavesTheRecordingAlone() throws Exception {
        Path checkpoint = folder.resolve("state");
        classify(2).withCheckpoint(checkpoint, 1).withCallbacks(Recorder.into(folder)).fit(ENGINE, classifier(), corners());
        String before = Files.readString(folder.resolve(Recorder.FILE));
        assertThatThrownBy(() -> classify(2).withSeed(4).withCheckpoint(checkpoint, 1).withCallbacks(Recorder.into(folder))
                .fit(ENGINE, classifier(), corners())).hasMessageContaining("another 'seed'");
        assertThat(Files.readString(folder.resolve(Recorder.FILE))).isEqualTo(before);
    }

    @Test
    void componentsComeBackEqual() {
        ComponentCodec codec = new ComponentCodec(ENGINE.registry());
        Recorder recorder = Recorder.into(Path.of("a/b")).withBins(7).withEverySteps(3).withValues("0/**").withGradients().withClasses(List.of("no", "yes"))
                .withWriters(Reports.svgCharts(), Reports.tensorBoard().withSubfolder(""), Reports.csv(), Reports.html());
        assertThat(codec.read(codec.write(recorder), Object.class, "test")).isEqualTo(recorder);
        assertThatThrownBy(() -> recorder.withBins(0)).hasMessage("[Recorder] bins must be at least 1, but is 0");
    }
}
