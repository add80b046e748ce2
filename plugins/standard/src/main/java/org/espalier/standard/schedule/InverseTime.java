package org.espalier.standard.schedule;

import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * initial / (1 + k t).
 *
 * @param initial the rate at first, above 0
 * @param k the decay of one unit, at least 0
 * @param unit what t counts; steps by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record InverseTime(double initial, double k, ScheduleUnit unit) implements ComposableSchedule {
    public InverseTime {
        Check.positive("InverseTime", "initial", initial);
        Check.notNegative("InverseTime", "k", k);
        Check.present("InverseTime", "unit", unit);
    }

    /** With a decay a step. */
    public static InverseTime of(double initial, double k) {
        return new InverseTime(initial, k, ScheduleUnit.STEPS);
    }

    /** With t in another unit. */
    public InverseTime withUnit(ScheduleUnit other) {
        return new InverseTime(initial, k, other);
    }

    @Override
    public double at(long step, long stepsPerEpoch) {
        return initial / (1 + k * unit.count(step, stepsPerEpoch));
    }
}
