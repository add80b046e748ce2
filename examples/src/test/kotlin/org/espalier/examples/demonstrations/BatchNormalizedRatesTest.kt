package org.espalier.examples.demonstrations

import kotlin.math.sqrt
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.data.Offset.offset
import org.espalier.core.fit.TrainingStep
import org.espalier.core.model.Model
import org.espalier.data.Batch
import org.espalier.dsl.*
import org.espalier.tensor.DType
import org.espalier.tensor.Tensor
import org.junit.jupiter.api.Test

class BatchNormalizedRatesTest {
    private fun last(name: String, rate: Double) =
        BatchNormalizedRates.runs.getValue(name).getValue(rate).history().last("loss")

    /** Who guesses has a loss of log 10; at least as much is a failure. */
    @Test
    fun `at ten times the rate the normalised network learns better than the plain one at its best`() {
        val plain = BatchNormalizedRates.RATES.associateWith { last("plain", it) }
        val bears = plain.filter { it.value < BatchNormalizedRates.GUESSING }.keys.max()
        assertThat(bears).isEqualTo(0.3)
        assertThat(last("normalised", 10 * bears)).isLessThan(plain.values.min())
    }

    /**
     * Why (Ioffe and Szegedy 2015, section 3.3): normalisation makes a factor of the weights disappear, so that larger
     * weights have smaller gradients, which are orthogonal to them; what is too large a step makes the next ones smaller.
     */
    @Test
    fun `weights a times as large give the same loss, and gradients a times as small`() {
        val (one, three) = listOf(1.0, 3.0).map(::lossWeightsAndGradient)
        assertThat(three.first).isCloseTo(one.first, offset(1e-9))
        one.third.zip(three.third).forEach { (g, h) -> assertThat(h).isCloseTo(g / 3, offset(1e-9)) }
        val product = one.second.zip(one.third).sumOf { (w, g) -> w * g }
        assertThat(product).isCloseTo(0.0, offset(1e-9))
        assertThat(sqrt(one.third.sumOf { it * it })).isGreaterThan(0.01)
    }

    private fun lossWeightsAndGradient(factor: Double): Triple<Double, List<Double>, List<Double>> {
        val net = network(f32(3)) { dense(4, bias = false, name = "layer"); batchNormalization(epsilon = 0.0); activation(relu); dense(2) }
        val model = net.init(seed = 3, dtype = DType.F64)
        val weights = model.weights()
        val scaled = weights.getValue("layer/weight").toDoubles().map { it * factor }
        weights["layer/weight"] = Tensor.of(scaled.toDoubleArray(), 3, 4)
        val data = datasetOf(Tensor.of(DoubleArray(24) { (it * 7 % 11) / 5.0 - 1 }, 8, 3), tensorOf(*LongArray(8) { it % 2L }))
        val settings = training { loss = softmaxCrossEntropy; optimizer = sgd(1.0); capture("layer/weight") }
        val step = TrainingStep(Model.of(sharedEngine, net, DType.F64, weights), settings, data.fields())
        val loss = step.accumulate(Batch.of(data.all("input"), data.all("target")))
        return Triple(loss, scaled, step.captured("gradient/layer/weight").toDoubles().toList())
    }
}
