package org.espalier.standard;

import org.espalier.optim.Schedule;
import org.espalier.plugin.API;
import org.espalier.standard.schedule.ConstantRate;
import org.espalier.standard.schedule.Cosine;
import org.espalier.standard.schedule.Exponential;
import org.espalier.standard.schedule.InverseTime;
import org.espalier.standard.schedule.Join;
import org.espalier.standard.schedule.Polynomial;
import org.espalier.standard.schedule.Ramp;
import org.espalier.standard.schedule.SearchThenConverge;
import org.espalier.standard.schedule.StepDecay;

/** Schedules by name, for a static import: {@code cosine(1e-3, 2_000).after(warmup(100))}. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Schedules {
    private Schedules() {}

    /** The same rate in every step. */
    public static ConstantRate constant(double rate) {
        return ConstantRate.of(rate);
    }

    /** Halves the rate after every epoch. */
    public static StepDecay stepDecay(double initial) {
        return StepDecay.of(initial);
    }

    /** initial e^(-kt). */
    public static Exponential exponential(double initial, double k) {
        return Exponential.of(initial, k);
    }

    /** initial / (1 + kt). */
    public static InverseTime inverseTime(double initial, double k) {
        return InverseTime.of(initial, k);
    }

    /** initial τ / max(t, τ). */
    public static SearchThenConverge searchThenConverge(double initial, long tau) {
        return SearchThenConverge.of(initial, tau);
    }

    /** Half a cosine down to 0. */
    public static Cosine cosine(double initial, long decaySteps) {
        return Cosine.of(initial, decaySteps);
    }

    /** A straight line. */
    public static Polynomial linear(double initial, double end, long steps) {
        return Polynomial.linear(initial, end, steps);
    }

    /** A warm-up, to stand before a schedule. */
    public static Ramp warmup(long steps) {
        return new Ramp(steps);
    }

    /** One schedule up to a step, then another. */
    public static Join join(Schedule first, long boundary, Schedule second) {
        return Join.of(first, boundary, second);
    }
}
