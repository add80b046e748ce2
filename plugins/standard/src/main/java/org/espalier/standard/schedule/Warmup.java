package org.espalier.standard.schedule;

import org.espalier.optim.Schedule;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Rises in a straight line to the first rate of a schedule, then follows the schedule from its beginning:
 * {@code then(0) * (t + 1) / (n + 1)} for t &lt; n, otherwise {@code then(t - n)}. No step is wasted on a rate of 0
 * (Goyal et al.: Accurate, large minibatch SGD; 2017).
 *
 * @param then the schedule that follows
 * @param steps n, at least 1
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Warmup(Schedule then, long steps) implements ComposableSchedule {
    public Warmup {
        Check.present("Warmup", "then", then);
        Check.positive("Warmup", "steps", steps);
    }

    /** Some steps of warm-up before a schedule. */
    public static Warmup of(long steps, Schedule then) {
        return new Warmup(then, steps);
    }

    @Override
    public double at(long step, long stepsPerEpoch) {
        return step < steps
                ? then.at(0, stepsPerEpoch) * (step + 1) / (steps + 1)
                : then.at(step - steps, stepsPerEpoch);
    }
}
