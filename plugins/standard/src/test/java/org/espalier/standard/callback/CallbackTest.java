package org.espalier.standard.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.plugin.EspalierException;
import org.espalier.training.Callback;
import org.espalier.training.Directive;
import org.junit.jupiter.api.Test;

class CallbackTest {
    private static final Callback.Run RUN = new Callback.Run(100, 10, 32, 42, "");

    private static Callback.Epoch epoch(int epoch, String figure, double value) {
        return new Callback.Epoch(epoch, (epoch + 1) * 10L, 0.1, 0.25, Map.of(figure, value));
    }

    private static List<Directive> feed(Callback.Listener listener, int first, double... values) {
        List<Directive> directives = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            directives.add(listener.onEpoch(epoch(first + i, "val_loss", values[i])));
        }
        return directives;
    }

    @Test
    void earlyStoppingKeepsTheBestAndStopsWhenPatienceIsOver() {
        List<Directive> d = feed(EarlyStopping.of(2).start(RUN), 0, 3, 2, 2.5, 1, 1, 1.5);
        assertThat(d.subList(0, 5)).containsExactly(Directive.KEEP_WEIGHTS, Directive.KEEP_WEIGHTS, Directive.CONTINUE,
                Directive.KEEP_WEIGHTS, Directive.CONTINUE);
        assertThat(d.get(5)).isEqualTo(
                Directive.stop("no better val_loss than 1.0 of epoch 4 for 2 epochs", true));
    }

    @Test
    void earlyStoppingAsksForALeastImprovement() {
        List<Directive> d = feed(EarlyStopping.of(2).withMinDelta(0.5).withRestoreBest(false).start(RUN), 0, 3, 2.6, 2.5);
        assertThat(d.get(1)).isEqualTo(Directive.CONTINUE);
        assertThat(d.get(2).stop()).isTrue();
        assertThat(d.get(2).restoreWeights()).isFalse();
    }

    @Test
    void earlyStoppingFollowsTheFigureUpwards() {
        Callback.Listener l = EarlyStopping.of(1).withMonitor("val_accuracy").start(RUN);
        assertThat(l.onEpoch(epoch(0, "val_accuracy", 0.5))).isEqualTo(Directive.KEEP_WEIGHTS);
        assertThat(l.onEpoch(epoch(1, "val_accuracy", 0.6))).isEqualTo(Directive.KEEP_WEIGHTS);
        assertThat(l.onEpoch(epoch(2, "val_accuracy", 0.4)).stop()).isTrue();
    }

    @Test
    void earlyStoppingGoesBackToTheBestWhenAllEpochsAreDone() {
        Callback.Listener l = EarlyStopping.of(50).start(new Callback.Run(3, 10, 32, 42, ""));
        List<Directive> d = feed(l, 0, 1, 2, 3);
        assertThat(d.get(1)).isEqualTo(Directive.CONTINUE);
        assertThat(d.get(2).restoreWeights()).isTrue();
        List<Directive> better = feed(EarlyStopping.of(50).start(new Callback.Run(3, 10, 32, 42, "")), 0, 3, 2, 1);
        assertThat(better.get(2)).isEqualTo(Directive.KEEP_WEIGHTS);
    }

    @Test
    void notANumberIsNeverAnImprovement() {
        List<Directive> d = feed(EarlyStopping.of(3).start(RUN), 0, Double.NaN, 2, Double.NaN, 1);
        assertThat(d).containsExactly(Directive.CONTINUE, Directive.KEEP_WEIGHTS, Directive.CONTINUE,
                Directive.KEEP_WEIGHTS);
        List<Directive> never = feed(EarlyStopping.of(2).start(RUN), 0, Double.NaN, Double.NaN);
        assertThat(never.get(1).reason()).isEqualTo("val_loss has not been a number for 2 epochs");
    }

    @Test
    void aResumedRunBehavesAsOneThatNeverStopped() {
        double[] losses = {3, 2, 2.5, 2.2, 2.1, 2.05, 9};
        List<Directive> whole = feed(EarlyStopping.of(4).start(RUN), 0, losses);
        Callback.Listener first = EarlyStopping.of(4).start(RUN);
        feed(first, 0, 3, 2, 2.5);
        Callback.Listener second = EarlyStopping.of(4).start(RUN);
        second.restore(first.state());
        assertThat(feed(second, 3, 2.2, 2.1, 2.05, 9)).isEqualTo(whole.subList(3, 7));
        assertThat(whole.get(5).stop()).isTrue();
    }

    @Test
    void aMissingFigureIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> EarlyStopping.DEFAULT.start(RUN).onEpoch(epoch(0, "loss", 1)))
                .isInstanceOf(EspalierException.class)
                .hasMessage("[EarlyStopping] there is no figure 'val_loss' to watch; an epoch has [loss], and val_ figures"
                        + " need validation data");
    }

    @Test
    void goalsFollowFromNames() {
        assertThat(List.of("val_loss", "mse", "val_mae", "data_loss", "perplexity")).noneMatch(Goal.AUTO::larger);
        assertThat(List.of("accuracy", "val_top_5_accuracy", "f1")).allMatch(Goal.AUTO::larger);
        assertThat(Goal.LARGER.larger("loss")).isTrue();
        assertThat(Goal.SMALLER.larger("accuracy")).isFalse();
    }

    @Test
    void plateauReducesAndStartsCountingAnew() {
        Callback.Listener l = ReduceOnPlateau.of(0.5, 2).start(RUN);
        List<Directive> d = feed(l, 0, 1, 1, 1, 1, 1);
        assertThat(d.stream().map(Directive::learningRateFactor)).containsExactly(1.0, 1.0, 0.5, 1.0, 0.5);
    }

    @Test
    void plateauHasALowerBound() {
        Callback.Listener l = ReduceOnPlateau.of(0.1, 1).withMinRate(0.04).start(RUN);
        assertThat(feed(l, 0, 1, 1).get(1).learningRateFactor()).isEqualTo(0.4, within(1e-15));
        Callback.Listener atBound = ReduceOnPlateau.of(0.1, 1).withMinRate(0.1).start(RUN);
        assertThat(feed(atBound, 0, 1, 1).get(1)).isEqualTo(Directive.CONTINUE);
    }

    @Test
    void aTargetStopsTheRun() {
        assertThat(StopAtTarget.of("accuracy", 0.9).start(RUN).onEpoch(epoch(0, "accuracy", 0.89)).stop()).isFalse();
        assertThat(StopAtTarget.of("accuracy", 0.9).start(RUN).onEpoch(epoch(0, "accuracy", 0.9)).stop()).isTrue();
        assertThat(StopAtTarget.of("val_loss", 0.1).start(RUN).onEpoch(epoch(0, "val_loss", 0.2)).stop()).isFalse();
    }

    record FakeStep(long step, int epoch, double loss, double learningRate) implements Callback.Step {}

    @Test
    void progressWritesALineAnEpoch() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Callback.Listener l = Progress.DEFAULT.to(new PrintStream(bytes, true, StandardCharsets.UTF_8)).start(RUN);
        l.onStep(new FakeStep(1, 0, 0.5, 0.1));
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("loss", 0.25);
        figures.put("val_loss", 0.00001234);
        l.onEpoch(new Callback.Epoch(4, 50, 0.001, 1.26, figures));
        l.onEnd();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(
                "epoch   5/100  loss 0.2500  val_loss 1.23e-05  lr 0.0010  1.3 s" + System.lineSeparator());
    }

    @Test
    void progressDrawsABarWithTheMeanLossSoFar() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Callback.Listener l = Progress.of(Progress.Style.BAR).to(new PrintStream(bytes, true, StandardCharsets.UTF_8)).start(RUN);
        l.onStep(new FakeStep(5, 0, 0.5, 0.1));
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("\repoch   1/100  [============            ] 5/10  loss 0.5000");
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("loss", 0.25);
        figures.put("accuracy", 0.75);
        l.onEpoch(new Callback.Epoch(0, 10, 0.1, 1, figures));
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\repoch   1/100  loss 0.2500  accuracy 0.7500  lr");
    }

    @Test
    void theBarShowsTheMetricsOfTheEpochBefore() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Callback.Listener l = Progress.of(Progress.Style.BAR).to(new PrintStream(bytes, true, StandardCharsets.UTF_8)).start(RUN);
        l.onEpoch(epoch(0, "accuracy", 0.75));
        l.onStep(new FakeStep(20, 1, 0.5, 0.1));
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .endsWith("\repoch   2/100  [========================] 10/10  loss 0.5000  before: accuracy 0.7500");
    }
}
