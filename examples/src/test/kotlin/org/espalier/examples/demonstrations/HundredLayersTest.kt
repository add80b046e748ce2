package org.espalier.examples.demonstrations

import kotlin.math.E
import kotlin.math.PI
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.pow
import kotlin.math.sqrt
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.data.Percentage.withPercentage
import org.espalier.examples.demonstrations.HundredLayers.LAYERS
import org.junit.jupiter.api.Test

class HundredLayersTest {
    /** The slope of a sigmoid is at most ¼, and a square matrix of variance 1/n stretches by at most 2, as n grows. */
    @Test
    fun `through plain sigmoid units at most half of the gradient comes back from each layer`() {
        val norms = HundredLayers.gradients.getValue("sigmoid")
        assertThat(HundredLayers.growth("sigmoid")).isLessThan(0.5)
        assertThat(norms.first()).isLessThan(norms.last() * 0.5.pow(LAYERS - 1))
    }

    /**
     * In wide layers and large batches, each unit's normalised input z is standard normal. Backwards the square of the
     * gradient is multiplied by E[φ'(z)²] at the activation, and divided by Var φ(z) at the normalisation before it,
     * while weights of any scale cancel out (Yang et al.: A mean field theory of batch normalization; ICLR 2019).
     */
    @Test
    fun `with batch normalisation the gradient grows as theory says, for sigmoids hardly, for ReLU much`() {
        val sigmoid = growth({ 1 / (1 + exp(-it)) }) { (1 / (1 + exp(-it))).let { s -> s * (1 - s) } }
        val relu = growth({ maxOf(0.0, it) }) { if (it > 0) 1.0 else 0.0 }
        assertThat(relu).isCloseTo(sqrt(PI / (PI - 1)), withPercentage(0.1))
        assertThat(sigmoid).isBetween(1.0, 1.03)
        // 32 units and 128 digits are not many.
        assertThat(HundredLayers.growth("normalised sigmoid")).isCloseTo(sigmoid, withPercentage(3.0))
        assertThat(HundredLayers.growth("normalised ReLU")).isCloseTo(relu, withPercentage(3.0))
    }

    /** Who guesses among ten digits has a loss of log 10. */
    @Test
    fun `a hundred layers of sigmoid units learn with batch normalisation, and not without`() {
        assertThat(HundredLayers.losses.getValue("sigmoid").last()).isGreaterThan(ln(10.0) * 0.99)
        assertThat(HundredLayers.losses.getValue("normalised sigmoid").last()).isLessThan(ln(10.0) * 2 / 3)
    }

    /** √(E[φ'(z)²] / Var φ(z)) by the midpoint rule. */
    private fun growth(f: (Double) -> Double, slope: (Double) -> Double): Double {
        fun mean(g: (Double) -> Double) = (0 until 20_000).sumOf {
            val z = -10 + (it + 0.5) / 1_000
            g(z) * E.pow(-z * z / 2) / sqrt(2 * PI) / 1_000
        }
        return sqrt(mean { slope(it).pow(2) } / (mean { f(it).pow(2) } - mean(f).pow(2)))
    }
}
