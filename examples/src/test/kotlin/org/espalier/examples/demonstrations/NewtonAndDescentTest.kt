package org.espalier.examples.demonstrations

import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.data.Offset.offset
import org.espalier.dsl.newton
import org.espalier.examples.demonstrations.NewtonAndDescent.KAPPA
import org.junit.jupiter.api.Test

class NewtonAndDescentTest {
    /** At 2 / (1 + κ) the factors 1 - η and 1 - ηκ are (κ - 1) / (κ + 1) and its negative. */
    @Test
    fun `gradient descent leaves the same share of the distance in each step`() {
        assertThat(NewtonAndDescent.descent.zipWithNext()).hasSize(NewtonAndDescent.STEPS).allSatisfy { (a, b) ->
            assertThat(b.norm / a.norm).isCloseTo((KAPPA - 1) / (KAPPA + 1), offset(1e-9))
        }
    }

    /** A quadratic is its own second-order model. */
    @Test
    fun `Newton is there in one step from anywhere`() {
        for (start in NewtonAndDescent.starts + listOf(Point(1e3, -7.0), Point(-1e-3, 1e-3))) {
            assertThat(NewtonAndDescent.path(newton(), start, 1).last().norm).isLessThan(1e-12 * start.norm)
        }
    }
}
