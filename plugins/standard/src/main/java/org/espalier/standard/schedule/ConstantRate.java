package org.espalier.standard.schedule;

import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * The same rate in every step.
 *
 * @param rate above 0
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ConstantRate(double rate) implements ComposableSchedule {
    public ConstantRate {
        Check.positive("ConstantRate", "rate", rate);
    }

    /** This rate in every step. */
    public static ConstantRate of(double rate) {
        return new ConstantRate(rate);
    }

    @Override
    public double at(long step, long stepsPerEpoch) {
        return rate;
    }
}
