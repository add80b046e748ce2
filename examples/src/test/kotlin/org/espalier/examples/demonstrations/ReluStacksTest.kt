package org.espalier.examples.demonstrations

import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.within
import org.espalier.examples.demonstrations.ReluStacks.DEPTH
import org.espalier.examples.demonstrations.ReluStacks.WIDTH
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.TestFactory

class ReluStacksTest {
    /**
     * Given the layer before, a unit's square is relu(z)² with a normal z: its mean is s²/2 and its variance 5/4 s⁴, so the
     * mean over K units varies by √(5/K) of itself, independently in each layer. Over d layers, the logarithm has the
     * standard error √(5d/K) and is 5d/(2K) too small. Four standard errors are allowed.
     */
    @TestFactory
    fun `the mean square is multiplied with K σ² over 2 in each layer`(): List<DynamicTest> = ReluStacks.growth.map { (name, sizes) ->
        dynamicTest(name) {
            for (d in 1..DEPTH) {
                val expected = d * Math.log(ReluStacks.perLayer(name)) - 2.5 * d / WIDTH
                assertThat(Math.log(sizes[d])).isEqualTo(expected, within(4 * Math.sqrt(5.0 * d / WIDTH)))
            }
        }
    }
}
