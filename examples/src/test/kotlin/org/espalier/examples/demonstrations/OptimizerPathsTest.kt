package org.espalier.examples.demonstrations

import kotlin.math.abs
import kotlin.math.pow
import kotlin.math.sqrt
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.data.Offset.offset
import org.espalier.examples.demonstrations.OptimizerPaths.STEPS
import org.junit.jupiter.api.Test

class OptimizerPathsTest {
    private val start = Point(-2.0, 1.0)

    /**
     * A step of momentum is a 2 × 2 matrix A on a coordinate and the one before it. Its Schur form has two eigenvalues of at
     * most ρ, the share of the theory, and one more element of at most ‖A‖ ≤ √6, so ‖A^t‖ ≤ √2 ρ^t + √6 t ρ^(t - 1).
     */
    @Test
    fun `with the best rates each gets as near as the theory says`() {
        val left = OptimizerPaths.tuned.mapValues { (_, tuned) -> OptimizerPaths.path(tuned.optimizer).last().norm }
        val sgd = OptimizerPaths.tuned.getValue("SGD").leaves
        assertThat(left.getValue("SGD")).isCloseTo(sgd.pow(STEPS) * start.norm, offset(1e-9))
        for (name in listOf("momentum", "Nesterov")) {
            val rho = OptimizerPaths.tuned.getValue(name).leaves
            val bound = sqrt(2.0) * start.norm * (sqrt(2.0) * rho.pow(STEPS) + sqrt(6.0) * STEPS * rho.pow(STEPS - 1))
            assertThat(left.getValue(name)).isLessThan(bound)
            assertThat(bound).isLessThan(left.getValue("SGD"))
        }
        assertThat(left.getValue("momentum")).isLessThan(left.getValue("Nesterov"))
    }

    /** Across the valley the best rate of descent overshoots in every step. */
    @Test
    fun `descent zigzags`() {
        val path = OptimizerPaths.path(OptimizerPaths.tuned.getValue("SGD").optimizer)
        assertThat(path.zipWithNext()).allMatch { (a, b) -> a.y * b.y < 0 && a.x * b.x > 0 }
    }

    /** A factor of all gradients of a coordinate cancels out in g / √(average of g²), but for ε. */
    @Test
    fun `rates by coordinate lead along the same path, however steep the valley is`() {
        for ((name, optimizer) in OptimizerPaths.adaptive) {
            val (round, steep) = listOf(1.0, 20.0).map { OptimizerPaths.path(optimizer, it) }
            round.zip(steep).forEach { (a, b) -> assertThat((a - b).norm).describedAs(name).isLessThan(1e-3) }
            // The first step is as long to the right as down, although the land is ten times as steep that way.
            assertThat(steep[1].x - start.x).describedAs(name).isCloseTo(start.y - steep[1].y, offset(1e-3 * abs(steep[1].x - start.x)))
        }
        val (round, steep) = listOf(1.0, 20.0).map { OptimizerPaths.path(OptimizerPaths.tuned.getValue("SGD").optimizer, it) }
        assertThat((round[1] - steep[1]).norm).isGreaterThan(1.0)
    }
}
