package org.espalier.examples.demonstrations

import kotlin.math.PI
import kotlin.math.cos
import kotlin.math.exp
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.data.Offset.offset
import org.espalier.dsl.sharedPlugins
import org.espalier.optim.Schedule
import org.junit.jupiter.api.Test

class ScheduleGalleryTest {
    @Test
    fun `every registered schedule is drawn`() {
        val registered = sharedPlugins.components().map { it.defaults() }.filterIsInstance<Schedule>()
        assertThat(registered).hasSizeGreaterThanOrEqualTo(9)
        assertThat(ScheduleGallery.schedules.values.map { it.javaClass }).containsExactlyInAnyOrderElementsOf(registered.map { it.javaClass })
    }

    /** A quarter, half and three quarters of the way, by the formulas. */
    @Test
    fun `what is drawn are the rates`() {
        val expected = mapOf(
            "ConstantRate" to listOf(0.1, 0.1, 0.1),
            "StepDecay" to listOf(0.05, 0.025, 0.0125),
            "Exponential" to listOf(0.1 * exp(-0.75), 0.1 * exp(-1.5), 0.1 * exp(-2.25)),
            "InverseTime" to listOf(0.1 / 2.25, 0.1 / 3.5, 0.1 / 4.75),
            "SearchThenConverge" to listOf(0.1, 3.0 / 50, 3.0 / 75),
            "Cosine" to listOf(25, 50, 75).map { 0.05 * (1 + cos(PI * it / 80)) },
            "Polynomial" to listOf(25, 50, 75).map { 0.01 + 0.09 * (1 - it / 80.0) * (1 - it / 80.0) },
            "Warmup" to listOf(5, 30, 55).map { 0.05 * (1 + cos(PI * it / 80)) },
            "Join" to listOf(0.1, 0.04, 0.015),
        )
        expected.forEach { (name, rates) ->
            val drawn = ScheduleGallery.rates(ScheduleGallery.schedules.getValue(name))
            assertThat(drawn).hasSize(ScheduleGallery.STEPS)
            rates.forEachIndexed { i, rate -> assertThat(drawn[25 * (i + 1)]).describedAs(name).isCloseTo(rate, offset(1e-12)) }
        }
        assertThat(ScheduleGallery.rates(ScheduleGallery.schedules.getValue("Warmup"))[0]).isCloseTo(0.1 / 21, offset(1e-12))
    }
}
