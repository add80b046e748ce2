package org.espalier.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void findsTheMiddle() {
        assertThat(Statistics.median(3, 1, 2)).isEqualTo(2);
        assertThat(Statistics.median(4, 1, 2, 3)).isEqualTo(2.5);
        assertThat(Statistics.median(7)).isEqualTo(7);
    }

    @Test
    void readsBetweenTwoValues() {
        double[] sorted = {10, 20, 30, 40, 50};

        assertThat(Statistics.quantile(sorted, 0)).isEqualTo(10);
        assertThat(Statistics.quantile(sorted, 0.5)).isEqualTo(30);
        assertThat(Statistics.quantile(sorted, 0.125)).isEqualTo(15);
        assertThat(Statistics.quantile(sorted, 1)).isEqualTo(50);
    }

    @Test
    void drawsFromTwoRoundsAllThatCanBeDrawn() {
        // The pairs 2 : 1 and 4 : 1. Both twice 2 or both twice 4 with a probability of 1/4 each, otherwise 3.
        Statistics.Interval i = Statistics.ratio(new double[] {2, 4}, new double[] {1, 1});

        assertThat(i).isEqualTo(new Statistics.Interval(3, 2, 4));
    }

    @Test
    void isSureOfOneRoundAsFarAsItKnows() {
        assertThat(Statistics.ratio(new double[] {6}, new double[] {4})).isEqualTo(new Statistics.Interval(1.5, 1.5, 1.5));
    }

    @Test
    void isNotMisledByWhatSlowsDownWholeRounds() {
        double[] theirs = {100, 50, 80, 95, 20};
        double[] ours = {200, 100, 160, 190, 40};

        Statistics.Interval i = Statistics.ratio(ours, theirs);

        assertThat(i.low()).isCloseTo(2, within(1e-12));
        assertThat(i.high()).isCloseTo(2, within(1e-12));
    }

    @Test
    void leavesRareValuesOutOfTheInterval() {
        // Of seven rounds one is wild: a median of 7 draws is wild if it is drawn at least 4 times, with a probability of
        // 35/7⁴·(6/7)³ + ... ≈ 0.0105, which is less than 2.5 %.
        double[] ours = {10, 10, 10, 10, 10, 10, 1000};
        double[] theirs = {1, 1, 1, 1, 1, 1, 1};

        assertThat(Statistics.ratio(ours, theirs)).isEqualTo(new Statistics.Interval(10, 10, 10));
    }

    @Test
    void needsPairs() {
        assertThatThrownBy(() -> Statistics.ratio(new double[] {1, 2}, new double[] {1})).hasMessage("pairs are needed, but there are 2 and 1 values");
    }
}
