package org.espalier.standard.schedule;

import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Multiplies the rate by a factor after every n epochs (or steps): {@code initial * factor^floor(t / n)}.
 *
 * @param initial the rate at first, above 0
 * @param factor above 0; 0.5 by default
 * @param every n, at least 1; 1 by default
 * @param unit what t counts; epochs by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record StepDecay(double initial, double factor, long every, ScheduleUnit unit) implements ComposableSchedule {
    public StepDecay {
        Check.positive("StepDecay", "initial", initial);
        Check.positive("StepDecay", "factor", factor);
        Check.positive("StepDecay", "every", every);
        Check.present("StepDecay", "unit", unit);
    }

    /** Halves the rate after every epoch. */
    public static StepDecay of(double initial) {
        return new StepDecay(initial, 0.5, 1, ScheduleUnit.EPOCHS);
    }

    /** With another factor. */
    public StepDecay withFactor(double other) {
        return new StepDecay(initial, other, every, unit);
    }

    /** After every n epochs. */
    public StepDecay everyEpochs(long n) {
        return new StepDecay(initial, factor, n, ScheduleUnit.EPOCHS);
    }

    /** After every n steps. */
    public StepDecay everySteps(long n) {
        return new StepDecay(initial, factor, n, ScheduleUnit.STEPS);
    }

    @Override
    public double at(long step, long stepsPerEpoch) {
        return initial * StrictMath.pow(factor, (double) (unit.count(step, stepsPerEpoch) / every));
    }
}
