package org.espalier.standard.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.espalier.optim.Schedule;
import org.espalier.standard.Schedules;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long PER_EPOCH = 10;
    private static final Offset<Double> ROUNDING = within(1e-15);

    private static double at(Schedule s, long step) {
        return s.at(step, PER_EPOCH);
    }

    @Test
    void constantRateIsTheSameInEveryStep() {
        assertThat(at(ConstantRate.of(0.1), 0)).isEqualTo(0.1);
        assertThat(at(ConstantRate.of(0.1), 1_000_000)).isEqualTo(0.1);
    }

    @Test
    void stepDecayHalvesAfterEveryEpochByDefault() {
        Schedule s = StepDecay.of(0.8);
        assertThat(at(s, 9)).isEqualTo(0.8);
        assertThat(at(s, 10)).isEqualTo(0.4);
        assertThat(at(s, 19)).isEqualTo(0.4);
        assertThat(at(s, 20)).isEqualTo(0.2);
    }

    @Test
    void stepDecayTakesAnyFactorAndUnit() {
        assertThat(at(StepDecay.of(1).withFactor(0.1).everyEpochs(3), 89)).isEqualTo(0.01, ROUNDING);
        assertThat(at(StepDecay.of(1).withFactor(0.1).everySteps(5), 14)).isEqualTo(0.01, ROUNDING);
    }

    @Test
    void exponentialFollowsItsFormula() {
        assertThat(at(Exponential.of(2, 0.5), 0)).isEqualTo(2);
        // 2 / e
        assertThat(at(Exponential.of(2, 0.5), 2)).isEqualTo(0.7357588823428847, ROUNDING);
        assertThat(at(Exponential.of(2, 0.5).withUnit(ScheduleUnit.EPOCHS), 29)).isEqualTo(0.7357588823428847, ROUNDING);
    }

    @Test
    void inverseTimeFollowsItsFormula() {
        assertThat(at(InverseTime.of(3, 0.5), 0)).isEqualTo(3);
        assertThat(at(InverseTime.of(3, 0.5), 4)).isEqualTo(1);
        assertThat(at(InverseTime.of(3, 0.5).withUnit(ScheduleUnit.EPOCHS), 45)).isEqualTo(1);
    }

    @Test
    void searchThenConvergeStaysAndThenFallsAsOneOverT() {
        Schedule s = SearchThenConverge.of(0.4, 100);
        assertThat(at(s, 0)).isEqualTo(0.4);
        assertThat(at(s, 100)).isEqualTo(0.4);
        assertThat(at(s, 200)).isEqualTo(0.2);
        assertThat(at(s, 400)).isEqualTo(0.1);
    }

    @Test
    void cosineGoesThroughItsKnownPointsAndStaysAtTheEnd() {
        Schedule s = Cosine.of(1, 300).withEnd(0.2);
        assertThat(at(s, 0)).isEqualTo(1);
        // cos(60°) = 1/2, cos(90°) = 0, cos(120°) = -1/2
        assertThat(at(s, 100)).isEqualTo(0.8, ROUNDING);
        assertThat(at(s, 150)).isEqualTo(0.6, ROUNDING);
        assertThat(at(s, 200)).isEqualTo(0.4, ROUNDING);
        assertThat(at(s, 300)).isEqualTo(0.2, ROUNDING);
        assertThat(at(s, 9_999)).isEqualTo(0.2, ROUNDING);
    }

    @Test
    void polynomialIsALineOrAPower() {
        assertThat(at(Polynomial.linear(1, 0, 4), 1)).isEqualTo(0.75);
        assertThat(at(Polynomial.linear(0, 1, 4), 3)).isEqualTo(0.75);
        assertThat(at(Polynomial.linear(1, 0, 4).withPower(2), 2)).isEqualTo(0.25);
        assertThat(at(Polynomial.linear(1, 0.1, 4), 400)).isEqualTo(0.1);
    }

    @Test
    void warmupRisesToTheFirstRateAndThenBeginsTheSchedule() {
        Schedule s = Schedules.cosine(1, 300).after(Schedules.warmup(4));
        assertThat(List.of(at(s, 0), at(s, 1), at(s, 2), at(s, 3))).containsExactly(0.2, 0.4, 0.6, 0.8);
        assertThat(at(s, 4)).isEqualTo(1);
        assertThat(at(s, 154)).isEqualTo(0.5, ROUNDING);
    }

    @Test
    void joinedSchedulesCountFromTheirOwnBeginning() {
        Schedule s = ConstantRate.of(1).then(10, InverseTime.of(0.5, 1)).then(20, StepDecay.of(0.1));
        assertThat(at(s, 9)).isEqualTo(1);
        assertThat(at(s, 10)).isEqualTo(0.5);
        assertThat(at(s, 11)).isEqualTo(0.25);
        assertThat(at(s, 20)).isEqualTo(0.1);
        assertThat(at(s, 29)).isEqualTo(0.1);
        assertThat(at(s, 30)).isEqualTo(0.05);
    }
}
