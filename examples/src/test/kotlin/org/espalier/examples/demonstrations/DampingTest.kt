package org.espalier.examples.demonstrations

import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.acos
import kotlin.math.pow
import kotlin.math.sqrt
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.data.Offset.offset
import org.espalier.examples.demonstrations.Damping.CRITICAL
import org.espalier.examples.demonstrations.Damping.RATE
import org.espalier.examples.demonstrations.Damping.STEPS
import org.junit.jupiter.api.Test

/** x(t + 1) = (1 + μ - ηλ) x(t) - μ x(t - 1), whose solutions are powers of the roots of z² - (1 + μ - ηλ) z + μ. */
class DampingTest {
    /** The roots are both 1 - √ηλ, which solves the recurrence with (1 + c t) zᵗ. */
    @Test
    fun `at the critical momentum the ball does not pass the lowest point`() {
        val z = 1 - sqrt(RATE)
        val c = (1 - RATE) / z - 1
        Damping.paths.getValue(CRITICAL).forEachIndexed { t, x -> assertThat(x).isCloseTo((1 + c * t) * z.pow(t), offset(1e-9)) }
        assertThat(Damping.paths.filterKeys { it <= CRITICAL }.values.map(Damping::passes)).containsOnly(0)
    }

    /** Complex roots √μ e^(±iω) make x = A √μᵗ cos(ωt + φ), which passes 0 once in each π/ω steps. */
    @Test
    fun `with more it oscillates, at the frequency of the roots`() {
        for (mu in Damping.momenta.filter { it > CRITICAL }) {
            val omega = acos((1 + mu - RATE) / (2 * sqrt(mu)))
            assertThat(Damping.passes(Damping.paths.getValue(mu)).toDouble()).isCloseTo(omega * STEPS / PI, offset(1.0))
        }
    }

    /** The larger root, or √μ where they are complex, is smallest where both are the same. */
    @Test
    fun `the critical momentum is the fastest`() {
        val left = Damping.paths.mapValues { (_, path) -> path.takeLast(10).maxOf { abs(it) } }
        assertThat(left.filterKeys { it != CRITICAL }.values).allMatch { it > 10 * left.getValue(CRITICAL) }
    }
}
