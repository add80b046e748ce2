package org.espalier.standard.schedule;

import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * From the first rate down (or up) to the last, which then stays:
 * {@code end + (initial - end) * (1 - min(t, n) / n)^power}; linear with power 1.
 *
 * @param initial the rate at first, at least 0
 * @param end the rate after n steps, at least 0
 * @param steps n, at least 1
 * @param power above 0; 1 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Polynomial(double initial, double end, long steps, double power) implements ComposableSchedule {
    public Polynomial {
        Check.notNegative("Polynomial", "initial", initial);
        Check.notNegative("Polynomial", "end", end);
        Check.positive("Polynomial", "steps", steps);
        Check.positive("Polynomial", "power", power);
    }

    /** A straight line from one rate to another. */
    public static Polynomial linear(double initial, double end, long steps) {
        return new Polynomial(initial, end, steps, 1);
    }

    /** With another power. */
    public Polynomial withPower(double other) {
        return new Polynomial(initial, end, steps, other);
    }

    @Override
    public double at(long step, long stepsPerEpoch) {
        double left = 1 - (double) Math.min(step, steps) / steps;
        return end + (initial - end) * StrictMath.pow(left, power);
    }
}
