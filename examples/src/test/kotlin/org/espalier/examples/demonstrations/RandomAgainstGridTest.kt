package org.espalier.examples.demonstrations

import kotlin.math.pow
import kotlin.math.sqrt
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.within
import org.junit.jupiter.api.Test

class RandomAgainstGridTest {
    private val n = 2000
    private val near = RandomAgainstGrid.NEAR

    private fun error(p: Double) = within(4 * sqrt(p * (1 - p) / n))

    @Test
    fun `nine points have nine values of x at random and three on a grid`() {
        assertThat(RandomAgainstGrid.grid(3)).hasSize(9)
        assertThat(RandomAgainstGrid.grid(3).map { it.first }.distinct()).hasSize(3)
        assertThat(RandomAgainstGrid.random(3, 1).map { it.first }.distinct()).hasSize(9)
    }

    /** A peak is uniform on [δ, 1 - δ]: three values are within δ of it with 3·2δ / (1 - 2δ), nine at random with 1 - (1 - 2δ)⁹. */
    @Test
    fun `how often the peak is found is what probability says`() {
        val grid = RandomAgainstGrid.grid(3)
        val onGrid = 6 * near / (1 - 2 * near)
        val atRandom = 1 - (1 - 2 * near).pow(9)
        assertThat(RandomAgainstGrid.outcome { grid }.first).isEqualTo(onGrid, error(onGrid))
        assertThat(RandomAgainstGrid.outcome { RandomAgainstGrid.random(3, it.toLong()) }.first).isEqualTo(atRandom, error(atRandom))
        assertThat(atRandom).isGreaterThan(1.8 * onGrid)
    }

    @Test
    fun `random search ends better on average, the more so the more trials there are`() {
        for (side in 2..4) {
            val grid = RandomAgainstGrid.grid(side)
            assertThat(RandomAgainstGrid.outcome { RandomAgainstGrid.random(side, it.toLong()) }.second)
                .isGreaterThan(RandomAgainstGrid.outcome { grid }.second)
        }
    }
}
