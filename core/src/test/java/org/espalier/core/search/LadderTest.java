package org.espalier.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.espalier.core.search.Reached.State;
import org.junit.jupiter.api.Test;

class LadderTest {
    private final Ladder ladder = new Ladder(6, new Halving(1, 2).rungs(6, 4), new Monitor("val_accuracy", true));

    private void reach(int trial, int rung, State state, double figure) {
        ladder.add(new Reached(trial, rung, state, 1, figure, Map.of(), List.of(), 0, "", ""));
    }

    @Test
    void theBetterGoOnAndOfEqualsTheFirst() {
        reach(5, 0, State.PAUSED, 0.9);
        reach(4, 0, State.PAUSED, 0.5);
        reach(3, 0, State.FAILED, Double.NaN);
        reach(2, 0, State.PAUSED, 0.5);
        reach(1, 0, State.PAUSED, 0.5);
        reach(0, 0, State.PAUSED, 0.1);
        assertThat(ladder.on(1)).containsExactly(5, 1, 2);
        reach(5, 1, State.PAUSED, 0.91);
        reach(2, 1, State.PAUSED, 0.95);
        reach(1, 1, State.PAUSED, 0.93);
        // What was reached later changes nothing on the rung below.
        assertThat(ladder.on(1)).containsExactly(5, 1, 2);
        assertThat(ladder.on(2)).containsExactly(2);
        assertThat(ladder.isDone(2, 2)).isFalse();
    }

    @Test
    void whoeverIsOverGoesOnWithWhatItHas() {
        for (int t = 0; t < 6; t++) {
            reach(t, 0, t == 3 ? State.STOPPED : State.PAUSED, t == 3 ? 1 : 0.1 * t);
        }
        assertThat(ladder.on(1)).containsExactly(3, 5, 4);
        assertThat(ladder.carried(1)).extracting(Reached::trial, Reached::rung, Reached::figure).containsExactly(tuple(3, 1, 1.0));
        ladder.carried(1).forEach(ladder::add);
        assertThat(ladder.carried(1)).isEmpty();
        assertThat(ladder.isDone(3, 2)).isTrue();
        assertThat(ladder.isDone(5, 1)).isFalse();
    }
}
