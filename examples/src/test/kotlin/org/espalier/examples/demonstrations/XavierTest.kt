package org.espalier.examples.demonstrations

import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.data.Percentage.withPercentage
import org.espalier.examples.demonstrations.Xavier.LAYERS
import org.espalier.examples.demonstrations.Xavier.WIDTH
import org.espalier.examples.demonstrations.Xavier.activations
import org.espalier.examples.demonstrations.Xavier.deviation
import org.junit.jupiter.api.Test

class XavierTest {
    private fun atFirst(start: String): List<DoubleArray> = activations.getValue(start)[0]

    /** U(±1/√n) has the variance 1/(3n), so what goes into a tanh has a third of the mean square of the layer before. */
    @Test
    fun `each layer has a third of the mean square of the one before`() = holds("U(±1/√n)", 1.0 / 3)

    /** U(±√(6/(n + n))) has the variance 1/n. */
    @Test
    fun `Xavier's weights hold the mean square`() = holds("Xavier", 1.0)

    /**
     * For activations h with second moments C, what goes into a unit of the next layer, with weights w, has the mean square
     * w'Cw over the examples: its mean is var(w) tr C, and its variance at most 2 var(w)² |C|² (less for uniform weights);
     * the mean over n units varies by √(2/n) |C| / tr C. Four of these standard errors are allowed.
     */
    private fun holds(start: String, factor: Double) {
        val layers = atFirst(start)
        for (layer in 0 until LAYERS - 1) {
            val before = layers[layer]
            val into = layers[layer + 1].map { 0.5 * Math.log((1 + it) / (1 - it)) }.toDoubleArray()
            val moments = moments(before)
            val trace = (0 until WIDTH).sumOf { moments[it][it] }
            val norm = Math.sqrt(moments.sumOf { row -> row.sumOf { it * it } })
            val error = Math.sqrt(2.0 / WIDTH) * norm / trace
            assertThat(meanSquare(into) / meanSquare(before)).isCloseTo(factor, withPercentage(100 * 4 * error))
            assertThat(4 * error).isLessThan(0.6)
        }
    }

    private fun moments(values: DoubleArray): Array<DoubleArray> {
        val sums = Array(WIDTH) { DoubleArray(WIDTH) }
        for (row in values.indices step WIDTH) {
            for (i in 0 until WIDTH) for (j in 0 until WIDTH) sums[i][j] += values[row + i] * values[row + j]
        }
        return sums
    }

    @Test
    fun `Xavier's layers are wider than the others, the more so the deeper`() {
        val ratios = (0 until LAYERS).map { deviation(atFirst("Xavier")[it]) / deviation(atFirst("U(±1/√n)")[it]) }
        assertThat(ratios).isSorted().allMatch { it > 1 }
        assertThat(activations.getValue("Xavier")).hasSize(Xavier.EPOCHS + 1)
    }
}
