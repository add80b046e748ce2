package org.espalier.examples.demonstrations

import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.within
import org.assertj.core.data.Percentage.withPercentage
import org.espalier.examples.demonstrations.ScaledInputs.EXAMPLES
import org.espalier.examples.demonstrations.ScaledInputs.Regression
import org.espalier.examples.demonstrations.ScaledInputs.regressions
import org.junit.jupiter.api.Test

class ScaledInputsTest {
    private val raw = regressions.getValue("as they are")
    private val standardised = regressions.getValue("standardised")

    /**
     * From weights of 0, along an eigenvector with the value λ, the distance c to the optimum becomes (1 - ηλ)^t c, and the
     * loss is the sum of λ c²/2; it is 0 at the optimum, as the targets are linear. The gradient at 0 is -mean(y r) = λ c.
     */
    private fun predicted(regression: Regression, t: Int): Double {
        val (values, vectors) = regression.curvature.run { values to vectors }
        val rate = 2 / (values.first() + values.last())
        return values.indices.sumOf { k ->
            val slope = regression.rows.withIndex().sumOf { (i, r) -> ScaledInputs.targets[i] * dot(r, vectors[k]) } / EXAMPLES
            val distance = Math.pow(1 - rate * values[k], t.toDouble()) * slope / values[k]
            values[k] * distance * distance / 2
        }
    }

    private fun dot(a: DoubleArray, b: DoubleArray): Double = a.indices.sumOf { a[it] * b[it] }

    @Test
    fun `gradient descent goes as the eigenvalues of the Hessian say`() {
        for (regression in regressions.values) {
            regression.losses.forEachIndexed { t, loss -> assertThat(loss).isCloseTo(predicted(regression, t), withPercentage(0.01)) }
        }
    }

    /** The bound for the best rate: the worst of |1 - ηλ| is (κ - 1)/(κ + 1), in each step. */
    @Test
    fun `it is within the bound of the condition number, and near it once standardised`() {
        for (regression in regressions.values) {
            regression.losses.forEachIndexed { t, loss ->
                assertThat(loss).isLessThanOrEqualTo(regression.losses[0] * Math.pow(regression.factor, 2.0 * t) * (1 + 1e-9))
            }
        }
        val last = standardised.losses.takeLast(2)
        assertThat(last[1] / last[0]).isCloseTo(standardised.factor * standardised.factor, withPercentage(1.0))
    }

    /** No eigenvalue is between all elements of the diagonal: κ >= 1000² / 0.2². Standardised it is (1 + ρ)/(1 - ρ). */
    @Test
    fun `standardising takes the condition number from millions to that of the correlation`() {
        assertThat(raw.curvature.condition).isGreaterThanOrEqualTo(2.5e7)
        val correlation = standardised.rows.sumOf { it[0] * it[1] } / EXAMPLES
        assertThat(standardised.curvature.condition).isCloseTo((1 + correlation) / (1 - correlation), withPercentage(0.01))
        assertThat(raw.losses.last()).isGreaterThan(0.99 * raw.losses[0])
    }

    /** Worked by hand: (1, ±1) are the vectors of 2 ± 1. */
    @Test
    fun `eigenvalues of a small matrix`() {
        val found = Eigenvalues.of(listOf(doubleArrayOf(2.0, 1.0, 0.0), doubleArrayOf(1.0, 2.0, 0.0), doubleArrayOf(0.0, 0.0, 5.0)))
        assertThat(found.values).containsExactly(doubleArrayOf(1.0, 3.0, 5.0), within(1e-12))
        assertThat(found.condition).isEqualTo(5.0, within(1e-12))
        assertThat(Math.abs(found.vectors[1][0])).isEqualTo(Math.sqrt(0.5), within(1e-12))
        assertThat(found.vectors[1][0]).isEqualTo(found.vectors[1][1], within(1e-12))
    }
}
