package org.espalier.standard.schedule;

import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Half a cosine from the first rate down to the last, which then stays:
 * {@code end + (initial - end) * (1 + cos(π min(t, n) / n)) / 2} (Loshchilov, Hutter: SGDR; ICLR 2017, one cycle).
 *
 * @param initial the rate at first, above 0
 * @param decaySteps n, at least 1
 * @param end the rate after n steps, at least 0; 0 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Cosine(double initial, long decaySteps, double end) implements ComposableSchedule {
    public Cosine {
        Check.positive("Cosine", "initial", initial);
        Check.positive("Cosine", "decaySteps", decaySteps);
        Check.notNegative("Cosine", "end", end);
    }

    /** Down to 0 within some steps. */
    public static Cosine of(double initial, long decaySteps) {
        return new Cosine(initial, decaySteps, 0);
    }

    /** Down to another rate. */
    public Cosine withEnd(double other) {
        return new Cosine(initial, decaySteps, other);
    }

    @Override
    public double at(long step, long stepsPerEpoch) {
        double done = (double) Math.min(step, decaySteps) / decaySteps;
        return end + (initial - end) * 0.5 * (1 + StrictMath.cos(Math.PI * done));
    }
}
