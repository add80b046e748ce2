package org.espalier.training.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.espalier.core.check.GradientReport;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Training;
import org.espalier.core.fit.TrainingStep;
import org.espalier.core.model.Model;
import org.espalier.data.Batch;
import org.espalier.data.Dataset;
import org.espalier.data.Order;
import org.espalier.standard.Losses;
import org.espalier.standard.Optimizers;
import org.espalier.standard.Penalties;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.espalier.training.Callback;
import org.espalier.training.Directive;
import org.espalier.training.Reduction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The open step: alternate, accumulate, freeze, capture, load partly, predict meanwhile. */
class StepTest {
    private static final Engine ENGINE = Fixtures.reference();
    private static final Dataset DATA = Fixtures.points(64);

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private static Batch rows(int from, int to) {
        Dataset part = DATA.subset(IntStream.range(from, to).toArray());
        return Batch.of(part.all(Dataset.INPUT), part.all(Dataset.TARGET));
    }

    private static TrainingStep step(Model model, Training training) {
        return new TrainingStep(model, training, DATA.fields());
    }

    private static Training sgd() {
        return Training.of(Losses.softmaxCrossEntropy(), Optimizers.sgd(0.1));
    }

    @Test
    void accumulatedHalvesEqualTheWhole() {
        Model whole = Fixtures.plain().init(ENGINE, 1);
        step(whole, sgd()).update(rows(0, 32), 0.1);
        Model halves = Fixtures.plain().init(ENGINE, 1);
        TrainingStep s = step(halves, sgd());
        s.accumulate(rows(0, 16));
        s.accumulate(rows(16, 32));
        assertThat(halves.weights()).isEqualTo(Fixtures.plain().init(ENGINE, 1).weights());
        s.apply(0.1);
        whole.weights().forEach((path, w) ->
                assertThat(halves.weight(path).toDoubles()).as(path).containsExactly(w.toDoubles(), within(1e-6)));
        // The accumulators start over: the same again gives a plain second step.
        step(whole, sgd()).update(rows(32, 64), 0.1);
        s.accumulate(rows(32, 48));
        s.accumulate(rows(48, 64));
        s.apply(0.1);
        whole.weights().forEach((path, w) ->
                assertThat(halves.weight(path).toDoubles()).as(path).containsExactly(w.toDoubles(), within(1e-6)));
        assertThatThrownBy(() -> s.apply(0.1)).hasMessageContaining("no accumulated gradients");
    }

    @Test
    void frozenParametersStay() {
        Model model = Fixtures.everything().init(ENGINE, 1);
        SortedMap<String, Tensor> before = model.weights();
        step(model, sgd().withFrozen("0/**", "1/**")).update(rows(0, 16), 0.1);
        before.forEach((path, w) -> {
            if (path.startsWith("0/") || path.startsWith("1/")) {
                assertThat(model.weight(path)).as(path).isEqualTo(w);
            } else {
                assertThat(model.weight(path)).as(path).isNotEqualTo(w);
            }
        });
        assertThatThrownBy(() -> step(model, sgd().withFrozen("**")).update(rows(0, 16), 0.1))
                .hasMessage("there is nothing to train: the network has 8 parameters, and all of them are frozen");
    }

    @Test
    void capturedGradientsAreWhatSgdSubtracts() {
        Model model = Fixtures.plain().init(ENGINE, 1);
        Tensor before = model.weight("1/weight");
        TrainingStep s = step(model, sgd().withCapture("1", "1/weight"));
        s.update(rows(0, 16), 1.0);
        double[] gradient = s.captured("gradient/1/weight").toDoubles();
        double[] after = model.weight("1/weight").toDoubles();
        for (int i = 0; i < gradient.length; i++) {
            assertThat(before.getDouble(i) - after[i]).isCloseTo(gradient[i], within(1e-7));
        }
        // The gradient of the logits of softmax cross-entropy sums to 0 in each row.
        double[] logits = s.captured("gradient/1").toDoubles();
        assertThat(s.captured("value/1").type()).isEqualTo(TensorType.of(DType.F32, 16, 3));
        for (int row = 0; row < 16; row++) {
            assertThat(logits[row * 3] + logits[row * 3 + 1] + logits[row * 3 + 2]).isCloseTo(0, within(1e-8));
        }
    }

    @Test
    void gradientsOfAWholeNetworkAreChecked() {
        Model model = Fixtures.everything().init(ENGINE, 1);
        GradientReport report = sgd().withPenalty(Penalties.halfL2(0.01)).checkGradients(model, rows(0, 6));
        assertThat(report.entries()).hasSize(8);
        assertThat(report.largestRelativeError()).isLessThan(1e-6);
        assertThat(model.weights()).isEqualTo(Fixtures.everything().init(ENGINE, 1).weights());
    }

    @Test
    void largeBatchesRunInPartsWithTheSameResults() {
        Model model = Fixtures.everything().init(ENGINE, 1);
        Dataset many = Fixtures.points(2500);
        float[] all = model.predict(many).get("output").toFloats();
        for (int row : new int[] {0, 1023, 1024, 2047, 2048, 2499}) {
            float[] one = model.predict(many.subset(new int[] {row}).all(Dataset.INPUT)).toFloats();
            assertThat(one).containsExactly(all[3 * row], all[3 * row + 1], all[3 * row + 2]);
        }
    }

    @Test
    void theLossOfAnEpochIsTheMeanOverItsExamples() {
        // At such a rate next to nothing changes, so every figure is that of the same weights.
        Training still = Training.of(Losses.softmaxCrossEntropy(), Optimizers.sgd(1e-12)).withBatchSize(24);
        double expected = Fixtures.plain().init(ENGINE, 0).evaluate(DATA, Losses.softmaxCrossEntropy()).get("loss");
        double mean = still.fit(ENGINE, Fixtures.plain(), DATA).history().last("loss");
        double sum = still.withReduction(Reduction.SUM).fit(ENGINE, Fixtures.plain(), DATA).history().last("loss");
        Callback stopEarly = run -> new Callback.Listener() {
            @Override
            public Directive onStep(Callback.Step s) {
                return Directive.stop("enough", false);
            }
        };
        Training ordered = still.withOrder(Order.IN_ORDER);
        double part = ordered.withCallbacks(stopEarly).fit(ENGINE, Fixtures.plain(), DATA).history().last("loss");
        double expectedPart = Fixtures.plain().init(ENGINE, 0)
                .evaluate(DATA.subset(IntStream.range(0, 24).toArray()), Losses.softmaxCrossEntropy()).get("loss");
        assertThat(mean).isCloseTo(expected, within(1e-6));
        assertThat(sum).isCloseTo(expected, within(1e-6));
        assertThat(part).isCloseTo(expectedPart, within(1e-6));
    }

    @Test
    void twoModelsAlternate() {
        Model a = Fixtures.plain().init(ENGINE, 1);
        Model b = Fixtures.plain().init(ENGINE, 1);
        TrainingStep sa = step(a, sgd());
        TrainingStep sb = step(b, sgd());
        for (int i = 0; i < 4; i++) {
            sa.update(rows(0, 16), 0.1);
            sb.update(rows(0, 16), 0.1);
        }
        assertThat(a.weights()).isEqualTo(b.weights());
        assertThat(sa.updates()).isEqualTo(4);
    }

    @Test
    void weightsAreLoadedPartly() {
        Model source = Fixtures.plain().init(ENGINE, 1);
        Path file = folder.resolve("source.espalier");
        source.save(file);
        Model target = Fixtures.plain().init(ENGINE, 2);
        Tensor untouched = target.weight("1/weight");
        assertThat(target.loadWeights(file, "0/**")).containsExactly("0/bias", "0/weight");
        assertThat(target.weight("0/weight")).isEqualTo(source.weight("0/weight"));
        assertThat(target.weight("1/weight")).isEqualTo(untouched);
        assertThatThrownBy(() -> target.loadWeights(file, "7/**")).hasMessageContaining("matches '7/**'");
    }

    @Test
    void aSavedModelComesBackTheSame() {
        Model model = Fixtures.everything().init(ENGINE, 1);
        Path file = folder.resolve("model.espalier");
        model.save(file);
        Model loaded = Model.load(ENGINE, file);
        assertThat(loaded.network()).isEqualTo(model.network());
        assertThat(loaded.weights()).isEqualTo(model.weights());
        Tensor x = DATA.all(Dataset.INPUT);
        assertThat(loaded.predict(x)).isEqualTo(model.predict(x));
    }

    @Test
    void manyThreadsPredictWhileOneTrains() throws Exception {
        Model model = Fixtures.plain().init(ENGINE, 1);
        Model still = Fixtures.plain().init(ENGINE, 1);
        Tensor x = DATA.all(Dataset.INPUT);
        Tensor expected = still.predict(x);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> work = IntStream.range(0, 4).<Future<?>>mapToObj(t -> pool.submit(() -> {
                for (int i = 0; i < 50; i++) {
                    assertThat(still.predict(x)).isEqualTo(expected);
                    // Rows of a trained softmax layer are finite whatever moment is seen.
                    for (float score : model.predict(x).toFloats()) {
                        assertThat(score).isFinite();
                    }
                }
            })).toList();
            TrainingStep s = step(model, sgd());
            for (int i = 0; i < 100; i++) {
                s.update(rows(0, 32), 0.1);
            }
            for (Future<?> f : work) {
                f.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
