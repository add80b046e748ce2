package org.espalier.standard.schedule;

import org.espalier.optim.Schedule;
import org.espalier.plugin.API;

/** A schedule that reads on: {@code Cosine.of(1e-3, 2_000).after(Schedules.warmup(100))}. */
@FunctionalInterface
@API(status = API.Status.STABLE, since = "0.1")
public interface ComposableSchedule extends Schedule {
    /** This schedule after a warm-up to its first rate. */
    default Warmup after(Ramp warmup) {
        return warmup.before(this);
    }

    /** This schedule up to a step, then another, which counts its steps from there. */
    default Join then(long boundary, Schedule next) {
        return Join.of(this, boundary, next);
    }
}
