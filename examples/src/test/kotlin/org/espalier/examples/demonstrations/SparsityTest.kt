package org.espalier.examples.demonstrations

import kotlin.math.abs
import kotlin.math.sign
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.data.Offset.offset
import org.espalier.examples.demonstrations.Sparsity.EXAMPLES
import org.espalier.examples.demonstrations.Sparsity.FEATURES
import org.espalier.examples.demonstrations.Sparsity.LAMBDA
import org.espalier.examples.demonstrations.Sparsity.NOTHING
import org.junit.jupiter.api.Test

class SparsityTest {
    /** The features are orthogonal and of length √n, so least squares are Xᵀy / n. */
    private val least = DoubleArray(FEATURES) { j ->
        (0 until EXAMPLES).sumOf { i -> Sparsity.feature(i, j) * Sparsity.targets[i] } / EXAMPLES
    }

    @Test
    fun `features are orthogonal`() {
        for (j in 0 until FEATURES) for (k in 0 until FEATURES) {
            assertThat((0 until EXAMPLES).sumOf { i -> Sparsity.feature(i, j) * Sparsity.feature(i, k) })
                .isEqualTo(if (j == k) EXAMPLES.toDouble() else 0.0)
        }
    }

    /** The loss is ½ Σ (w - b)² and a constant, b being least squares; the least value with a penalty is known. */
    @Test
    fun `L1 cuts off what is below its strength, and L2 makes all weights smaller by one factor`() {
        for (j in 0 until FEATURES) {
            val b = least[j]
            assertThat(Sparsity.weights.getValue("no penalty")[j]).isCloseTo(b, offset(1e-9))
            assertThat(Sparsity.weights.getValue("L1")[j]).isCloseTo(sign(b) * maxOf(0.0, abs(b) - LAMBDA), offset(NOTHING))
            assertThat(Sparsity.weights.getValue("L2")[j]).isCloseTo(b / (1 + 2 * LAMBDA), offset(1e-9))
        }
    }

    /** The noise of a weight has a deviation of ½ / √64; the penalty's strength is four of that, and a third of the smallest truth. */
    @Test
    fun `L1 finds the features that matter`() {
        fun zeros(name: String) = Sparsity.weights.getValue(name).indices.filter { abs(Sparsity.weights.getValue(name)[it]) < NOTHING }
        assertThat(zeros("L1")).isEqualTo(Sparsity.truth.indices.filter { Sparsity.truth[it] == 0.0 })
        assertThat(zeros("L2").size).isLessThan(zeros("L1").size / 4)
    }
}
