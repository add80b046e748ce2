package org.espalier.examples.demonstrations

import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.data.Percentage.withPercentage
import org.espalier.examples.demonstrations.Width.error
import org.espalier.examples.demonstrations.Width.fixed
import org.espalier.examples.demonstrations.Width.free
import org.espalier.examples.demonstrations.Width.widths
import org.junit.jupiter.api.Test

class WidthTest {
    @Test
    fun `errors are within the bound of interpolation`() {
        for (n in widths) {
            assertThat(error(fixed.getValue(n))).isLessThanOrEqualTo(Width.bound(n))
        }
    }

    /** With twice as many ReLUs, those of before are among them, so the least error cannot be larger. */
    @Test
    fun `errors fall with the width`() {
        assertThat(widths.map { -error(fixed.getValue(it)) }).isSorted()
    }

    /**
     * The best straight lines between n + 1 points miss f by f'' h² B(t) / 2 within an interval, with Bernoulli's polynomial
     * B(t) = t² - t + 1/6, whose mean square is 1/180: a root mean square of rms(f'') / (√720 n²), for large n.
     */
    @Test
    fun `errors fall with the square of the width`() {
        val curvature = Math.pow(2 * Math.PI * Width.WAVES, 2.0) / Math.sqrt(2.0)
        for (n in listOf(32, 64)) {
            assertThat(error(fixed.getValue(n))).isCloseTo(curvature / (Math.sqrt(720.0) * n * n), withPercentage(10.0))
        }
    }

    /** A search along a line that the loss falls on never makes it larger. */
    @Test
    fun `ReLUs that may move are no worse`() {
        for (n in widths) {
            assertThat(error(free.getValue(n))).isLessThanOrEqualTo(error(fixed.getValue(n)) * (1 + 1e-9))
        }
        assertThat(error(free.getValue(4))).isLessThan(error(fixed.getValue(4)))
    }
}
