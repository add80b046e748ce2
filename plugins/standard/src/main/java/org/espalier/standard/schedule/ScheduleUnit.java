package org.espalier.standard.schedule;

import org.espalier.plugin.API;

/** What a schedule counts. */
@API(status = API.Status.STABLE, since = "0.1")
public enum ScheduleUnit {
    /** Updates of the parameters. */
    STEPS,
    /** Whole passes over the training set; the rate stays the same within one. */
    EPOCHS;

    long count(long step, long stepsPerEpoch) {
        return this == STEPS ? step : step / Math.max(stepsPerEpoch, 1);
    }
}
