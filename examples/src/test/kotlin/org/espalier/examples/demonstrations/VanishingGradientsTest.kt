package org.espalier.examples.demonstrations

import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.within
import org.espalier.dsl.*
import org.espalier.examples.demonstrations.VanishingGradients.DEPTH
import org.espalier.examples.demonstrations.VanishingGradients.Stack
import org.espalier.examples.demonstrations.VanishingGradients.WIDTH
import org.espalier.examples.demonstrations.VanishingGradients.stacks
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

class VanishingGradientsTest {
    private val depth = DEPTH - 1

    /** The logarithm of the gradient's norm at the first layer over that at the last. */
    private fun change(stack: Stack): Double = Math.log(stack.norms.first() / stack.norms.last())

    /** The steepest that an activation is. */
    private fun slope(stack: Stack): Double = if (stack.activation == sigmoid) 0.25 else 1.0

    /**
     * A layer's gradient is W δ times the activation's slopes, so it is at most slope · |W| times as long as δ. The norm of
     * a K × K matrix of normal weights is above σ (2√K + t) with a probability of less than e^(-t²/2) (Davidson and Szarek
     * 2001), for t = 5 one in 270,000.
     */
    @TestFactory
    fun `no layer lengthens the gradient by more than its slope and its weights allow`(): List<DynamicTest> = stacks.map { (name, stack) ->
        dynamicTest(name) {
            val bound = slope(stack) * Math.sqrt(stack.gain / WIDTH) * (2 * Math.sqrt(WIDTH.toDouble()) + 5)
            assertThat(stack.norms.toList().zipWithNext { a, b -> a / b }).hasSize(depth).allMatch { it <= bound }
        }
    }

    /**
     * |W δ|² is K σ² |δ|² on average, and varies by √(2/K) of itself; over all layers, the logarithm of the norm has the
     * standard error ½ √(2 depth / K). Four of these above (slope · √(Kσ²))^depth are allowed.
     */
    @Test
    fun `under sigmoid a gradient shrinks by more than a quarter's power, under tanh with small weights by more than a half's`() {
        for (name in listOf("sigmoid, Kσ² = 1", "tanh, Kσ² = ¼")) {
            val stack = stacks.getValue(name)
            val most = depth * Math.log(slope(stack) * Math.sqrt(stack.gain)) + 4 * 0.5 * Math.sqrt(2.0 * depth / WIDTH)
            assertThat(change(stack)).isLessThanOrEqualTo(most)
        }
    }

    /** ReLU lets half of |W δ|² through, so its square varies as that of activations does; see ReluStacksTest. */
    @Test
    fun `under ReLU the norm changes by √(Kσ² over 2) a layer`() {
        for ((name, stack) in stacks.filterKeys { it.startsWith("ReLU") }) {
            val expected = depth * 0.5 * (Math.log(stack.gain / 2) - 2.5 / WIDTH)
            assertThat(change(stack)).`as`(name).isEqualTo(expected, within(4 * 0.5 * Math.sqrt(5.0 * depth / WIDTH)))
        }
    }
}
