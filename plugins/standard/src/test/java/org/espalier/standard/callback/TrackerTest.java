package org.espalier.standard.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.espalier.training.Callback;
import org.junit.jupiter.api.Test;

class TrackerTest {
    private static final Callback.Run RUN = new Callback.Run(100, 10, 32, 42, "");

    private static List<Double> track(Callback.Listener l, String name, double... values) {
        List<Double> averages = new ArrayList<>();
        for (double v : values) {
            averages.add(l.figures(new Callback.Epoch(0, 10, 0.1, 1, Map.of("loss", v))).get(name));
        }
        return averages;
    }

    private static List<Double> track(Average average, double... values) {
        return track(Tracker.of("loss", average).start(RUN), "loss_" + average.label(), values);
    }

    @Test
    void averagesByHand() {
        assertThat(track(RunningMean.INSTANCE, 4, 8, 3)).containsExactly(4.0, 6.0, 5.0);
        assertThat(track(SimpleMovingAverage.of(2), 4, 8, 3, 5)).containsExactly(4.0, 6.0, 5.5, 4.0);
        // α = 2 / (3 + 1)
        assertThat(track(ExponentialMovingAverage.over(3), 4, 8, 3, 5)).containsExactly(4.0, 6.0, 4.5, 4.75);
    }

    @Test
    void whatIsNotFiniteIsLeftOut() {
        assertThat(track(RunningMean.INSTANCE, Double.NaN, 4, Double.POSITIVE_INFINITY, 8))
                .containsExactly(Double.NaN, 4.0, 4.0, 6.0);
    }

    /** The age of values, weighted: (n - 1) / 2 steps for SMA(n), and (1 - α) / α for an EMA. */
    @Test
    void anEmaIsAsOldAsTheSmaOfItsN() {
        int n = 9;
        double alpha = ExponentialMovingAverage.over(n).alpha();
        assertThat((1 - alpha) / alpha).isEqualTo((n - 1) / 2.0, within(1e-12));
        // On a line both lag by their age.
        double[] line = new double[400];
        for (int i = 0; i < line.length; i++) {
            line[i] = i;
        }
        assertThat(track(SimpleMovingAverage.of(n), line).get(399)).isEqualTo(395.0, within(1e-9));
        assertThat(track(ExponentialMovingAverage.over(n), line).get(399)).isEqualTo(395.0, within(1e-9));
    }

    @Test
    void namesAreMadeOfBothOrGiven() {
        assertThat(Tracker.of("val_loss", ExponentialMovingAverage.over(5)).name()).isEqualTo("val_loss_ema5");
        assertThat(Tracker.of("val_loss", SimpleMovingAverage.of(5)).withName("smooth").name()).isEqualTo("smooth");
        assertThat(Goal.AUTO.larger("val_loss_ema5")).isFalse();
    }

    @Test
    void aResumedRunGoesOn() {
        double[] values = new Random(1).doubles(12).toArray();
        for (Average average : List.of(RunningMean.INSTANCE, SimpleMovingAverage.of(4), ExponentialMovingAverage.over(4))) {
            List<Double> whole = track(average, values);
            Tracker tracker = Tracker.of("loss", average);
            Callback.Listener first = tracker.start(RUN);
            track(first, tracker.name(), java.util.Arrays.copyOf(values, 5));
            Callback.Listener second = tracker.start(RUN);
            second.restore(first.state());
            assertThat(track(second, tracker.name(), java.util.Arrays.copyOfRange(values, 5, 12)))
                    .isEqualTo(whole.subList(5, 12));
        }
    }

    @Test
    void aStateOfNothingComesBack() {
        for (Average average : List.of(RunningMean.INSTANCE, SimpleMovingAverage.of(4), ExponentialMovingAverage.over(4))) {
            Callback.Listener l = Tracker.of("loss", average).start(RUN);
            l.restore(Tracker.of("loss", average).start(RUN).state());
            assertThat(track(l, "loss_" + average.label(), 3)).containsExactly(3.0);
        }
    }

    @Test
    void lossesOfStepsAreTracked() {
        Callback.Listener l = Tracker.of(Tracker.BATCH_LOSS, SimpleMovingAverage.of(2)).start(RUN);
        for (double loss : new double[] {5, 1, 3}) {
            l.onStep(new CallbackTest.FakeStep(1, 0, loss, 0.1));
        }
        assertThat(l.figures(new Callback.Epoch(0, 3, 0.1, 1, Map.of()))).isEqualTo(Map.of("batch_loss_sma2", 2.0));
    }

    @Test
    void wrongSettingsAndFiguresAreNamed() {
        assertThatThrownBy(() -> SimpleMovingAverage.of(0)).hasMessageContaining("window must be at least 1");
        assertThatThrownBy(() -> new ExponentialMovingAverage(1.5)).hasMessageContaining("1 - alpha");
        assertThatThrownBy(() -> track(Tracker.of("accuracy", RunningMean.INSTANCE).start(RUN), "", 1))
                .hasMessageContaining("[Tracker] there is no figure 'accuracy'");
    }
}
