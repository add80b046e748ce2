package org.espalier.examples.demonstrations

import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.within
import org.espalier.core.fit.FitResult
import org.espalier.dsl.*
import org.espalier.examples.demonstrations.Symmetry.UNITS
import org.junit.jupiter.api.Test

class SymmetryTest {
    private fun result(start: String): FitResult = Symmetry.results.getValue(start)

    private fun accuracy(start: String): Double = Symmetry.moons.accuracy(result(start).model)

    /** Half of the points are of each class, so the best constant prediction is ½, with a loss of log 2. */
    @Test
    fun `from zeros nothing is learned`() {
        assertThat(Symmetry.units(result("zeros")).flatten()).containsOnly(0f)
        for (loss in result("zeros").history.series("loss")) {
            assertThat(loss).isEqualTo(Math.log(2.0), within(1e-6))
        }
    }

    /** One unit with tanh under a threshold decides as a line does. */
    @Test
    fun `from a constant all units learn the same, and are worth a line`() {
        val units = Symmetry.units(result("constant"))
        assertThat(units.distinct()).hasSize(1)
        assertThat(units[0]).doesNotContain(0.5f)
        assertThat(accuracy("constant")).isLessThanOrEqualTo(bestOfAllLines(Symmetry.moons))
    }

    @Test
    fun `from random weights each unit learns its own`() {
        assertThat(Symmetry.units(result("random")).distinct()).hasSize(UNITS)
        assertThat(accuracy("random")).isGreaterThan(bestOfAllLines(Symmetry.moons))
        assertThat(result("random").history.last("loss")).isLessThan(result("constant").history.last("loss"))
    }
}
