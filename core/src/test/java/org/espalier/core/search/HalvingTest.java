package org.espalier.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.espalier.core.search.Halving.Rung;
import org.espalier.plugin.EspalierException;
import org.junit.jupiter.api.Test;

class HalvingTest {
    /** Table 1 of Hyperband's paper, R = 81 and η = 3: each bracket is a halving that begins with other epochs. */
    @Test
    void rungsAreThoseOfTheTableInThePaper() {
        assertThat(new Halving(1, 3).rungs(81, 81)).containsExactly(
                new Rung(81, 1), new Rung(27, 3), new Rung(9, 9), new Rung(3, 27), new Rung(1, 81));
        assertThat(new Halving(9, 3).rungs(9, 81)).containsExactly(new Rung(9, 9), new Rung(3, 27), new Rung(1, 81));
        assertThat(new Halving(27, 3).rungs(6, 81)).containsExactly(new Rung(6, 27), new Rung(2, 81));
    }

    /** Worked by hand: s = ⌊log₂(20 / 3)⌋ = 2; 20/4, 20/2, 20; 13, 6, 3 trials. */
    @Test
    void epochsAndTrialsAreRoundedDownAndOneTrialIsLeft() {
        assertThat(new Halving(3, 2).rungs(13, 20)).containsExactly(new Rung(13, 5), new Rung(6, 10), new Rung(3, 20));
        assertThat(new Halving(2, 3).rungs(2, 20)).isEqualTo(List.of(new Rung(2, 2), new Rung(1, 6), new Rung(1, 20)));
    }

    @Test
    void mistakesAreTold() {
        assertThatThrownBy(() -> new Halving(4, 3).rungs(9, 10)).isInstanceOf(EspalierException.class).hasMessage(
                "halving by 3 from 4 epochs on needs trials of at least 12 epochs, but they train for 10; train longer, or begin"
                        + " with fewer epochs");
        assertThatThrownBy(() -> new Halving(0, 3)).isInstanceOf(EspalierException.class).hasMessageContaining("but was given 0 and 3");
        assertThatThrownBy(() -> new Halving(1, 1)).isInstanceOf(EspalierException.class);
    }
}
