@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.optim.Schedule
import org.espalier.plugin.API
import org.espalier.standard.schedule.ConstantRate
import org.espalier.standard.schedule.Cosine
import org.espalier.standard.schedule.Exponential
import org.espalier.standard.schedule.InverseTime
import org.espalier.standard.schedule.Join
import org.espalier.standard.schedule.Polynomial
import org.espalier.standard.schedule.Ramp
import org.espalier.standard.schedule.ScheduleUnit
import org.espalier.standard.schedule.SearchThenConverge
import org.espalier.standard.schedule.StepDecay
import org.espalier.standard.schedule.Warmup

/** The same rate in every step. */
public fun constantRate(rate: Double): ConstantRate = ConstantRate.of(rate)

/** Half a cosine from [initial] down to [end] within [decaySteps]. */
public fun cosine(initial: Double, decaySteps: Int, end: Double = 0.0): Cosine =
    Cosine.of(initial, decaySteps.toLong()).withEnd(end)

/** A straight line from [initial] to [end] within [steps]. */
public fun linear(initial: Double, end: Double, steps: Int): Polynomial = polynomial(initial, end, steps, power = 1.0)

/** From [initial] to [end] within [steps], as a power of what is left of them. */
public fun polynomial(initial: Double, end: Double, steps: Int, power: Double): Polynomial =
    Polynomial.linear(initial, end, steps.toLong()).withPower(power)

/** Multiplies the rate by [factor] after [every] epochs (or steps). */
public fun stepDecay(
    initial: Double,
    factor: Double = 0.5,
    every: Int = 1,
    unit: ScheduleUnit = ScheduleUnit.EPOCHS,
): StepDecay = StepDecay.of(initial).withFactor(factor).let {
    if (unit == ScheduleUnit.EPOCHS) it.everyEpochs(every.toLong()) else it.everySteps(every.toLong())
}

/** initial · e^(-k t), t in steps or epochs. */
public fun exponential(initial: Double, k: Double, unit: ScheduleUnit = ScheduleUnit.STEPS): Exponential =
    Exponential.of(initial, k).withUnit(unit)

/** initial / (1 + k t), t in steps or epochs. */
public fun inverseTime(initial: Double, k: Double, unit: ScheduleUnit = ScheduleUnit.STEPS): InverseTime =
    InverseTime.of(initial, k).withUnit(unit)

/** initial · τ / max(t, τ), t in steps or epochs. */
public fun searchThenConverge(initial: Double, tau: Int, unit: ScheduleUnit = ScheduleUnit.STEPS): SearchThenConverge =
    SearchThenConverge.of(initial, tau.toLong()).withUnit(unit)

/** A rise to the first rate of the schedule that it stands before: `cosine(1e-3, 2_000) after warmup(100)`. */
public fun warmup(steps: Int): Ramp = Ramp(steps.toLong())

/** This schedule, from its beginning, after a warm-up to its first rate. */
public infix fun Schedule.after(warmup: Ramp): Warmup = warmup.before(this)

/** This schedule up to a step that is counted from the beginning of the whole, for [then]. */
public infix fun Schedule.until(step: Int): BoundedSchedule = BoundedSchedule(this, step.toLong())

/** A schedule with an end, from where another goes on: `constantRate(0.1) until 1_000 then cosine(0.1, 5_000)`. */
@API(status = API.Status.STABLE, since = "0.1")
public class BoundedSchedule internal constructor(private val schedule: Schedule, private val end: Long) {
    /** The other schedule from there on, from its own beginning. */
    public infix fun then(next: Schedule): Join =
        if (schedule is Join) schedule.then(end, next) else Join.of(schedule, end, next)
}
