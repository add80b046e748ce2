package org.espalier.standard.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.core.fit.FitResult;
import org.espalier.core.fit.LearningRateFinder;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.data.Dataset;
import org.espalier.plugin.EspalierException;
import org.espalier.standard.Callbacks;
import org.espalier.standard.Layers;
import org.espalier.standard.Losses;
import org.espalier.standard.Metrics;
import org.espalier.standard.Optimizers;
import org.espalier.standard.Runs;
import org.espalier.standard.activation.Tanh;
import org.espalier.standard.initializer.Ones;
import org.espalier.standard.layer.Dense;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.training.Callback;
import org.espalier.training.Directive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks in whole runs: what they see, and what is done of what they ask for. */
class RunsWithCallbacksTest {
    private static final Dataset POINT = Dataset.of(Tensor.of(new double[] {1}, 1, 1), Tensor.of(new double[] {0}, 1, 1));

    @TempDir
    private Path folder;

    /** One weight of 1 and ½ w²: a step of SGD multiplies the weight by 1 - η. */
    private static Model parabola() {
        return Network.of(Input.f32(1), Dense.of(1).withBias(false).withKernel(Ones.INSTANCE))
                .init(Runs.ENGINE, 0, DType.F64);
    }

    private static Training descent(double rate, int epochs) {
        return Training.of(Losses.halfSquaredError(), Optimizers.sgd(rate)).withEpochs(epochs).withBatchSize(1);
    }

    private static double weight(Model model) {
        return model.weight("weight").item();
    }

    @Test
    void checkpointsAreModelsAndRunsGoOnFromThem() {
        Training training = descent(0.5, 4)
                .withCallbacks(Checkpoints.into(folder).withMonitor("loss").withEvery(1, 0));
        FitResult whole = training.fit(parabola(), POINT);
        assertThat(weight(whole.model())).isEqualTo(0.0625);
        assertThat(weight(Model.load(Runs.ENGINE, folder.resolve("epoch-0002.espalier")))).isEqualTo(0.25);
        assertThat(weight(Model.load(Runs.ENGINE, folder.resolve("last.espalier")))).isEqualTo(0.0625);
        FitResult resumed = training.withCheckpoint(folder.resolve("epoch-0002.espalier"), 100).fit(parabola(), POINT);
        assertThat(weight(resumed.model())).isEqualTo(0.0625);
        assertThat(resumed.history().epochs()).hasSize(4);
    }

    @Test
    void earlyStoppingWatchesAnAverage() {
        FitResult r = descent(2.5, 50)
                .withCallbacks(Callbacks.exponentialMovingAverage("loss", 3), EarlyStopping.of(2).withMonitor("loss_ema3"))
                .fit(parabola(), POINT);
        // The rate is too large: losses are 0.5 · 2.25^epoch, so nothing is better than the first.
        assertThat(r.outcome()).isEqualTo(FitResult.Outcome.STOPPED);
        assertThat(r.history().series("loss")).containsExactly(new double[] {0.5, 1.125, 2.53125}, within(1e-12));
        assertThat(r.history().series("loss_ema3")).containsExactly(new double[] {0.5, 0.8125, 1.671875}, within(1e-12));
        assertThat(weight(r.model())).isEqualTo(-1.5);
    }

    @Test
    void twoFiguresOfOneNameAreRefused() {
        assertThatThrownBy(() -> descent(0.1, 2)
                .withCallbacks(Callbacks.runningMean("loss"), Callbacks.runningMean("loss")).fit(parabola(), POINT))
                .isInstanceOf(EspalierException.class).hasMessageContaining("the figure 'loss_mean'");
    }

    @Test
    void aDivergenceEndsTheRunWithItsReason() {
        FitResult r = descent(1e200, 9).withCallbacks(Callbacks.stopOnDivergence()).fit(parabola(), POINT);
        assertThat(r.outcome()).isEqualTo(FitResult.Outcome.STOPPED);
        assertThat(r.reason()).startsWith("training diverged at step 1: the loss was Infinity")
                .contains("the first value that was not finite came from [");
        assertThat(r.history().epochs()).hasSize(1);
        assertThat(weight(r.model())).isFinite();
    }

    @Test
    void aDivergenceCanBringTheBestWeightsBack() {
        FitResult r = descent(1e200, 9)
                .withCallbacks(EarlyStopping.of(5).withMonitor("loss"), StopOnDivergence.DEFAULT.withRestoreBest(true))
                .fit(parabola(), POINT);
        // After the first epoch, the best so far.
        assertThat(weight(r.model())).isEqualTo(1 - 1e200);
    }

    /** What a callback of one's own can look at. */
    @Test
    void aStepCanBeLookedInto() {
        List<String> seen = new ArrayList<>();
        Callback look = new Callback() {
            @Override
            public Look look() {
                return new Look(List.of("*/activation"), List.of("1/*"));
            }

            @Override
            public Listener start(Run run) {
                seen.add("parts " + run.anatomy().parts().stream().map(Part::path).toList());
                return new Listener() {
                    @Override
                    public Directive onStep(Step step) {
                        seen.add("values " + step.values() + " gradients " + step.gradients());
                        seen.add(step.value("0/activation").type() + " " + step.gradient("1/weight").type() + " "
                                + step.variable("0/bias").type());
                        assertThatThrownBy(() -> step.gradient("0/weight")).hasMessageContaining("was not asked for");
                        return Directive.CONTINUE;
                    }
                };
            }
        };
        Network network = Network.of(Input.f32(1), Layers.sequential(Layers.dense(3, Tanh.INSTANCE), Layers.dense(1)));
        descent(0.1, 1).withCallbacks(look).fit(network.init(Runs.ENGINE, 0, DType.F64), POINT);
        assertThat(seen).containsExactly(
                "parts [0, 0/activation, 1, 1/activation]",
                "values [0/activation, 1/activation] gradients [1/weight, 1/bias]",
                "f64[1,3] f64[3,1] f64[3]");
    }

    @Test
    void tablesOfMetricsReachCallbacks() {
        List<Callback.Epoch> seen = new ArrayList<>();
        Callback listen = run -> new Callback.Listener() {
            @Override
            public Directive onEpoch(Callback.Epoch epoch) {
                seen.add(epoch);
                return Directive.CONTINUE;
            }
        };
        Dataset data = Dataset.of(Tensor.of(new double[] {1, 2, 3}, 3, 1), Tensor.of(new int[] {0, 1, 1}));
        Training.of(Losses.softmaxCrossEntropy(), Optimizers.sgd(0.1)).withMetrics(Metrics.confusionMatrix(), Metrics.accuracy())
                .withValidation(data).withCallbacks(listen).withBatchSize(2)
                .fit(Network.of(Input.f32(1), Layers.dense(2)).init(Runs.ENGINE, 0, DType.F64), data);
        Map<String, Tensor> tables = seen.get(0).tables();
        assertThat(tables).containsOnlyKeys("confusion_accuracy", "val_confusion_accuracy");
        double[] m = tables.get("val_confusion_accuracy").toDoubles();
        assertThat(List.of(m[0] + m[1], m[2] + m[3])).as("rows sum up to the classes").containsExactly(1.0, 2.0);
        assertThat((m[0] + m[3]) / 3).isEqualTo(seen.get(0).figures().get("val_accuracy"), within(1e-12));
    }

    /** Losses by hand: w becomes w (1 - η) at each step; rates 0.01, 0.1, 1, 10. At η = 1 the weight becomes 0. */
    @Test
    void theFinderTriesRatesAndLeavesTheWeights() {
        Model model = parabola();
        LearningRateFinder.Result r = LearningRateFinder.DEFAULT.withRates(0.01, 10).withSteps(4).withSmoothing(0)
                .run(model, descent(123, 1), POINT);
        assertThat(r.trials().stream().mapToDouble(LearningRateFinder.Trial::rate).toArray())
                .containsExactly(new double[] {0.01, 0.1, 1, 10}, within(1e-12));
        assertThat(r.trials().stream().mapToDouble(LearningRateFinder.Trial::loss).toArray())
                .containsExactly(new double[] {0.5, 0.5 * 0.99 * 0.99, 0.5 * 0.891 * 0.891, 0}, within(1e-12));
        // The steepest fall: from 0.49005 at 0.1 to 0 at 10, around 1.
        assertThat(r.suggestion()).isEqualTo(1, within(1e-12));
        assertThat(weight(model)).isEqualTo(1);
    }

    @Test
    void theFinderEndsWhereTheLossRunsAway() {
        LearningRateFinder wide = LearningRateFinder.DEFAULT.withRates(0.3, 3e5).withSteps(50).withSmoothing(0.5);
        LearningRateFinder.Result r = wide.run(parabola(), descent(1, 1), POINT);
        assertThat(r.trials()).hasSizeBetween(2, 49);
        LearningRateFinder.Trial last = r.trials().get(r.trials().size() - 1);
        assertThat(last.smoothed()).isGreaterThan(
                4 * r.trials().stream().mapToDouble(LearningRateFinder.Trial::smoothed).min().orElseThrow());
        assertThat(LearningRateFinder.DEFAULT.withRates(1e300, 1e305).withStopFactor(1e300).withSteps(20)
                .run(parabola(), descent(1, 1), POINT).trials()).as("not finite").hasSizeLessThan(20);
        assertThatThrownBy(() -> wide.withSteps(1)).hasMessage("[LearningRateFinder] steps must be at least 2, but were 1");
    }
}
