package org.espalier.examples.demonstrations

import kotlin.math.pow
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.data.Offset.offset
import org.espalier.core.fit.FitResult
import org.junit.jupiter.api.Test

class LearningRatesTest {
    /** Each coordinate is multiplied by 1 - ηλ in each step. */
    @Test
    fun `on the bowl each step multiplies by 1 less rate times curvature`() {
        for (rate in LearningRates.bowlRates.values) {
            LearningRates.descent(rate).forEachIndexed { t, (x, y) ->
                assertThat(x).isCloseTo((1 - rate).pow(t), offset(1e-9))
                assertThat(y / (1 - 8 * rate).pow(t)).isCloseTo(1.0, offset(1e-9))
            }
        }
    }

    /** 2 / 8 is where |1 - 8η| is 1. */
    @Test
    fun `just below the limit descent converges, at it stays, just above it diverges`() {
        fun across(rate: Double) = LearningRates.descent(rate).map { kotlin.math.abs(it.y) }
        assertThat(across(0.2499).zipWithNext()).allMatch { (a, b) -> b < a }
        assertThat(across(0.25)).allMatch { it == 1.0 }
        assertThat(across(0.2501).zipWithNext()).allMatch { (a, b) -> b > a }
    }

    /** No rate leaves less of both coordinates than the one for which 1 - η and 8η - 1 are the same. */
    @Test
    fun `the best rate is 2 over the sum of the curvatures`() {
        fun left(rate: Double) = LearningRates.descent(rate).last().norm
        val best = left(LearningRates.bowlRates.getValue("2/9, the best"))
        assertThat(listOf(0.01, 0.1, 0.2, 0.21, 0.23, 0.24, 0.25, 0.26)).allMatch { left(it) > best }
    }

    @Test
    fun `the network learns at a rate that it bears, hardly at a small one, and diverges at a large one`() {
        val (small, right, large) = LearningRates.networkRates.keys.map { LearningRates.runs.getValue(it) }
        val start = small.history().series("loss").first()
        assertThat(LearningRates.networkRates.getValue("0.1, right")).isLessThan(2.0 / (LearningRates.UNITS + 1))
        assertThat(small.history().last("loss")).isLessThan(start)
        assertThat(right.history().last("loss")).isLessThan(small.history().last("loss") / 5)
        assertThat(large.outcome()).isEqualTo(FitResult.Outcome.STOPPED)
        assertThat(large.history().last("loss")).isGreaterThan(1e6 * start)
    }
}
