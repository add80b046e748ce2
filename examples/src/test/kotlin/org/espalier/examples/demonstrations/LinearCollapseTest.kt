package org.espalier.examples.demonstrations

import org.assertj.core.api.Assertions.assertThat
import org.espalier.core.model.Model
import org.espalier.dsl.*
import org.espalier.examples.demonstrations.LinearCollapse.LAYERS
import org.espalier.examples.demonstrations.LinearCollapse.WIDTH
import org.junit.jupiter.api.Test

class LinearCollapseTest {
    /** How far the layers, in f32, are from the product of their matrices, as a multiple of what rounding allows at most. */
    private fun furthest(model: Model): Double {
        val (u, v, c) = LinearCollapse.product(model)
        val (absU, absV, absC) = LinearCollapse.product(model, Math::abs)
        // Each unit rounds once for each input and its bias (Higham, Accuracy and Stability, 3.1).
        val roundings = 3 + (LAYERS - 1) * (WIDTH + 1)
        val gamma = roundings * UNIT / (1 - roundings * UNIT)
        val points = LinearCollapse.grid.points
        return model.predict(points).withIndex().maxOf { (i, score) ->
            val (x, y) = points[i].map(Float::toDouble)
            Math.abs(score[0] - (u * x + v * y + c)) / (gamma * (absU * Math.abs(x) + absV * Math.abs(y) + absC))
        }
    }

    @Test
    fun `layers without activations are the product of their matrices, up to rounding`() {
        assertThat(furthest(LinearCollapse.linear)).isLessThanOrEqualTo(1.0)
    }

    @Test
    fun `layers with tanh are not`() {
        assertThat(furthest(LinearCollapse.bent)).isGreaterThan(1_000.0)
    }

    @Test
    fun `so they are right about no more points than a line, and those with tanh about more`() {
        val line = bestOfAllLines(LinearCollapse.moons)
        assertThat(LinearCollapse.moons.accuracy(LinearCollapse.linear)).isLessThanOrEqualTo(line)
        assertThat(LinearCollapse.moons.accuracy(LinearCollapse.bent)).isGreaterThan(line)
    }

    private companion object {
        /** Half the distance from 1 to the next f32. */
        const val UNIT = 1.0 / (1 shl 24)
    }
}
