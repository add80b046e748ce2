package org.espalier.standard.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.espalier.training.Callback;
import org.espalier.training.Directive;
import org.junit.jupiter.api.Test;

class TimerTest {
    private static final Callback.Run RUN = new Callback.Run(100, 10, 32, 42, "");

    @Test
    void stepsAreTimedByTheEpoch() {
        Callback.Listener l = Timer.DEFAULT.start(RUN);
        assertThat(l.figures(new Callback.Epoch(0, 10, 0.1, 0.25, Map.of())).get("step_ms")).isEqualTo(25, within(1e-9));
        assertThat(l.figures(new Callback.Epoch(1, 20, 0.1, 0.5, Map.of())).get("step_ms")).isEqualTo(50, within(1e-9));
    }

    @Test
    void timeBeforeAResumptionCounts() {
        Callback.Listener l = Timer.DEFAULT.withLimitSeconds(1000).start(RUN);
        assertThat(l.onStep(null)).isEqualTo(Directive.CONTINUE);
        l.restore(Map.of("total", "999", "step", "40"));
        assertThat(l.figures(new Callback.Epoch(4, 50, 0.1, 1, Map.of())).get("total_seconds")).isBetween(999.0, 1100.0);
        l.restore(Map.of("total", "1000", "step", "40"));
        assertThat(l.onStep(null).reason()).isEqualTo("the time of 1000.0 s is over");
    }
}
