package org.espalier.standard.schedule;

import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * initial * e^(-k t).
 *
 * @param initial the rate at first, above 0
 * @param k the decay of one unit, at least 0
 * @param unit what t counts; steps by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Exponential(double initial, double k, ScheduleUnit unit) implements ComposableSchedule {
    public Exponential {
        Check.positive("Exponential", "initial", initial);
        Check.notNegative("Exponential", "k", k);
        Check.present("Exponential", "unit", unit);
    }

    /** With a decay a step. */
    public static Exponential of(double initial, double k) {
        return new Exponential(initial, k, ScheduleUnit.STEPS);
    }

    /** With t in another unit. */
    public Exponential withUnit(ScheduleUnit other) {
        return new Exponential(initial, k, other);
    }

    @Override
    public double at(long step, long stepsPerEpoch) {
        return initial * StrictMath.exp(-k * unit.count(step, stepsPerEpoch));
    }
}
