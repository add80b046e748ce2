package org.espalier.standard.schedule;

import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * {@code initial * τ / max(t, τ)}: constant for τ, then falling as 1/t (after Darken, Moody: Note on learning rate
 * schedules for stochastic optimization; NIPS 1990).
 *
 * @param initial the rate at first, above 0
 * @param tau τ, how long the rate stays, at least 1
 * @param unit what t counts; steps by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record SearchThenConverge(double initial, long tau, ScheduleUnit unit) implements ComposableSchedule {
    public SearchThenConverge {
        Check.positive("SearchThenConverge", "initial", initial);
        Check.positive("SearchThenConverge", "tau", tau);
        Check.present("SearchThenConverge", "unit", unit);
    }

    /** Constant for some steps, then falling. */
    public static SearchThenConverge of(double initial, long tau) {
        return new SearchThenConverge(initial, tau, ScheduleUnit.STEPS);
    }

    /** With t in another unit. */
    public SearchThenConverge withUnit(ScheduleUnit other) {
        return new SearchThenConverge(initial, tau, other);
    }

    @Override
    public double at(long step, long stepsPerEpoch) {
        return initial * tau / Math.max(unit.count(step, stepsPerEpoch), tau);
    }
}
