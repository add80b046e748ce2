package org.espalier.optim;

import org.espalier.plugin.API;

/** The learning rate as a function of the step. */
@FunctionalInterface
@API(status = API.Status.STABLE, since = "0.1")
public interface Schedule {
    /**
     * The rate.
     *
     * @param step steps done before this one, from 0
     * @param stepsPerEpoch for schedules that count in epochs
     */
    double at(long step, long stepsPerEpoch);
}
