package org.espalier.standard.schedule;

import org.espalier.optim.Schedule;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * A number of steps of warm-up, for {@link ComposableSchedule#after}; a schedule only together with the one it leads to.
 *
 * @param steps at least 1
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Ramp(long steps) {
    public Ramp {
        Check.positive("Ramp", "steps", steps);
    }

    /** The schedule that warms up for these steps and then follows another. */
    public Warmup before(Schedule then) {
        return Warmup.of(steps, then);
    }
}
