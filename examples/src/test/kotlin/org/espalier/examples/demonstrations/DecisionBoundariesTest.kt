package org.espalier.examples.demonstrations

import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class DecisionBoundariesTest {
    private fun accuracies(problem: String): List<Double> {
        val points = DecisionBoundaries.problems.getValue(problem)
        return DecisionBoundaries.models.getValue(problem).values.map(points::accuracy)
    }

    /** No line is right at more than three of the four points: the sums over opposite corners are equal. */
    @Test
    fun `a line is right at no more than three quarters of XOR, the network everywhere`() {
        val (perceptron, logistic, network) = accuracies("XOR")
        assertThat(perceptron).isLessThanOrEqualTo(0.75)
        assertThat(logistic).isLessThanOrEqualTo(0.75)
        assertThat(network).isEqualTo(1.0)
    }

    @Test
    fun `the network separates two moons better than the best of all lines`() {
        val (perceptron, logistic, network) = accuracies("two moons")
        val best = bestOfAllLines(DecisionBoundaries.problems.getValue("two moons"))
        assertThat(best).isLessThan(0.98)
        assertThat(perceptron).isLessThanOrEqualTo(best)
        assertThat(logistic).isLessThanOrEqualTo(best)
        assertThat(network).isGreaterThanOrEqualTo(0.98)
    }

    @Test
    fun `the best of all lines over XOR is right at three points`() {
        assertThat(bestOfAllLines(PointsInThePlane.XOR)).isEqualTo(0.75)
    }
}
