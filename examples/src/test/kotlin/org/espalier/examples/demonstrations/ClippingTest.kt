package org.espalier.examples.demonstrations

import kotlin.math.abs
import kotlin.math.sqrt
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.data.Offset.offset
import org.espalier.examples.demonstrations.Clipping.LIMIT
import org.espalier.examples.demonstrations.Clipping.RATE
import org.junit.jupiter.api.Test

class ClippingTest {
    private val first = Clipping.paths.mapValues { (_, path) -> path[1] - path[0] }
    private val free = first.getValue("not clipped")

    /** Central differences of the heights, which know nothing of gradients. */
    @Test
    fun `the first step goes down the wall`() {
        val (w, b) = Clipping.start
        val h = 1e-6
        val (left, right, below, above) =
            Clipping.loss.heights(listOf(Point(w - h, b), Point(w + h, b), Point(w, b - h), Point(w, b + h))).toList()
        assertThat(free.x / RATE).isCloseTo((left - right) / (2 * h), offset(1e-3))
        assertThat(free.y / RATE).isCloseTo((below - above) / (2 * h), offset(1e-3))
        assertThat(free.norm / RATE).isGreaterThan(10 * LIMIT)
    }

    @Test
    fun `clipped by norm the step keeps its direction and has the length of the limit`() {
        val step = first.getValue("by norm")
        assertThat(step.norm).isCloseTo(RATE * LIMIT, offset(1e-12))
        assertThat(cosine(step, free)).isCloseTo(1.0, offset(1e-12))
    }

    /** Both elements are beyond the limit, so what is left of the gradient is (±1, ±1), whatever it was. */
    @Test
    fun `clipped by value the step goes along the diagonal`() {
        val step = first.getValue("by value")
        assertThat(abs(step.x)).isCloseTo(RATE * LIMIT, offset(1e-12))
        assertThat(abs(step.y)).isCloseTo(RATE * LIMIT, offset(1e-12))
        val expected = (abs(free.x) + abs(free.y)) / (sqrt(2.0) * free.norm)
        assertThat(cosine(step, free)).isCloseTo(expected, offset(1e-12)).isLessThan(0.99)
    }

    /** Thirty steps of at most rate times limit cannot leave the foot of the wall. */
    @Test
    fun `without clipping the step leaps off`() {
        assertThat(free.norm).isGreaterThan(30 * RATE * LIMIT)
        val losses = Clipping.paths.mapValues { Clipping.loss.heights(it.value).last() }
        assertThat(losses.getValue("by norm")).isLessThan(losses.getValue("not clipped") / 10)
        assertThat(losses.getValue("by value")).isLessThan(losses.getValue("not clipped") / 10)
    }

    private fun cosine(a: Point, b: Point) = (a.x * b.x + a.y * b.y) / (a.norm * b.norm)
}
