package org.espalier.examples.demonstrations

import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class ConvergenceTest {
    /** Quadratic convergence beats superlinear, which beats linear. */
    @Test
    fun `who knows the curvature needs the fewest steps`() {
        val newton = Convergence.stepsTo(1e-6, "Newton")!!
        val lbfgs = Convergence.stepsTo(1e-6, "L-BFGS")!!
        assertThat(newton).isBetween(3, 12)
        assertThat(lbfgs).isBetween(newton + 1, 80)
        for (first in listOf("Adam", "Nesterov", "momentum", "SGD")) {
            assertThat(Convergence.stepsTo(1e-6, first) ?: Int.MAX_VALUE).`as`(first).isGreaterThan(lbfgs)
        }
    }

    @Test
    fun `momentum is faster than descent alone, which still descends`() {
        val descent = Convergence.gaps.getValue("SGD")
        assertThat(Convergence.gaps.getValue("momentum")[100]).isLessThan(descent[100])
        assertThat(descent.toList()).isSortedAccordingTo(compareByDescending { it })
        assertThat(descent.last()).isLessThan(descent[0] / 10)
    }

    /** Near the optimum Newton's method squares the distance of the weights, so the loss's too, up to a constant. */
    @Test
    fun `Newton's method squares the distance`() {
        val gap = Convergence.gaps.getValue("Newton").filter { it in 1e-12..1e-2 }
        assertThat(gap).hasSizeBetween(2, 4)
        assertThat(gap.zipWithNext()).allSatisfy { (before, after) -> assertThat(after).isLessThan(before * Math.sqrt(before)) }
    }
}
