package org.espalier.examples.demonstrations

import java.nio.file.Path
import org.espalier.dsl.*
import org.espalier.optim.Schedule

/** Every schedule there is, drawn. */
object ScheduleGallery : Demonstration("schedules", "every schedule of the learning rate that there is") {
    /** Steps that are drawn. */
    const val STEPS = 100

    /** Steps of an epoch. */
    const val EPOCH = 10L

    /** Examples, by the name under which each is registered. */
    private val chosen: Map<String, Schedule> = mapOf(
        "ConstantRate" to constantRate(0.1),
        "StepDecay" to stepDecay(0.1, every = 2),
        "Exponential" to exponential(0.1, k = 0.03),
        "InverseTime" to inverseTime(0.1, k = 0.05),
        "SearchThenConverge" to searchThenConverge(0.1, tau = 30),
        "Cosine" to cosine(0.1, decaySteps = 80),
        "Polynomial" to polynomial(0.1, end = 0.01, steps = 80, power = 2.0),
        "Warmup" to (cosine(0.1, decaySteps = 80) after warmup(20)),
        "Join" to (constantRate(0.1) until 40 then linear(0.05, end = 0.0, steps = 50)),
    )

    /** Every schedule that a plugin has registered: with the settings above, or those that it is registered with. */
    val schedules: Map<String, Schedule> = sharedPlugins.components()
        .filter { Schedule::class.java.isAssignableFrom(it.type()) }
        .associate { it.typeId() to (chosen[it.typeId()] ?: it.defaults() as Schedule) }

    /** The rate in each step. */
    fun rates(schedule: Schedule): DoubleArray = DoubleArray(STEPS) { schedule.at(it.toLong(), EPOCH) }

    override fun show(picture: Path) {
        val panels = schedules.map { (name, schedule) ->
            val rates = rates(schedule)
            say("%-18s  in steps 0, 25, 50, 75: %.4f  %.4f  %.4f  %.4f", name, rates[0], rates[25], rates[50], rates[75])
            Panel(name, "", "", y = 0.0..0.105, width = 260, height = 180).line("", rates)
        }
        draw(picture, *panels.toTypedArray(), columns = 3)
    }
}

fun main(args: Array<String>) = ScheduleGallery.run(args)
