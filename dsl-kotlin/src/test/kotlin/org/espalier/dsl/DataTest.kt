package org.espalier.dsl

import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.espalier.data.Dataset
import org.espalier.standard.data.Splits
import org.espalier.tensor.Tensor
import org.espalier.tensor.TensorType
import org.junit.jupiter.api.Test

/** Tensors and data sets from plain values. */
class DataTest {
    private val data = datasetOf(Array(30) { row(it.toFloat()) }, IntArray(30) { it % 3 })

    private fun inputs(data: Dataset) = data.all(Dataset.INPUT).toFloats().toList()

    @Test
    fun tensors() {
        assertThat(tensorOf(1f, 2f)).isEqualTo(Tensor.of(floatArrayOf(1f, 2f)))
        assertThat(tensorOf(1.0, 2.0)).isEqualTo(Tensor.of(doubleArrayOf(1.0, 2.0)))
        assertThat(tensorOf(1, 2)).isEqualTo(Tensor.of(intArrayOf(1, 2)))
        assertThat(tensorOf(1L, 2L)).isEqualTo(Tensor.of(longArrayOf(1, 2)))
        assertThat(tensorOf(true, false)).isEqualTo(Tensor.of(booleanArrayOf(true, false)))
        assertThat(tensorOf(row(1f, 2f), row(3f, 4f))).isEqualTo(Tensor.of(floatArrayOf(1f, 2f, 3f, 4f), 2, 2))
        assertThat(tensorOf(row(1.0, 2.0), row(3.0, 4.0))).isEqualTo(Tensor.of(doubleArrayOf(1.0, 2.0, 3.0, 4.0), 2, 2))
        assertThatThrownBy { tensorOf(row(1.0, 2.0), row(3.0)) }.hasMessage("row 1 has 1 values, row 0 has 2")
    }

    @Test
    fun `data sets`() {
        assertThat(data.fields().mapValues { it.value.toString() }).isEqualTo(mapOf("input" to "f32[1]", "target" to "i32[]"))
        val two = datasetOf("a" to tensorOf(1f, 2f), "b" to tensorOf(row(1f, 2f), row(3f, 4f)))
        assertThat(two.fields()).containsEntry("b", TensorType.of(org.espalier.tensor.DType.F32, 2)).hasSize(2)
        assertThat(datasetOf(arrayOf(row(1f)), arrayOf(row(2f, 3f))).all("target").shape().toString()).isEqualTo("[1,2]")
    }

    @Test
    fun `splits keep the classes in proportion unless told otherwise`() {
        val (train, validation, test) = data.split(0.6, 0.2, 0.2, seed = 1)

        assertThat(listOf(train, validation, test).map { it.size() }).containsExactly(18, 6, 6)
        assertThat(inputs(train) + inputs(validation) + inputs(test)).containsExactlyInAnyOrderElementsOf(inputs(data))
        assertThat(test.all("target").toLongs().groupBy { it }.map { it.value.size }).containsExactly(2, 2, 2)
        assertThat(inputs(train)).isEqualTo(inputs(Splits.stratified(data, "target", 1, 0.6, 0.2, 0.2)[0]))
        assertThat(inputs(data.split(0.5, 0.5, seed = 1, stratified = false)[0]))
            .isEqualTo(inputs(Splits.random(data, 1, 0.5, 0.5)[0]))
    }

    @Test
    fun folds() {
        val folds = data.kFold(5, seed = 2)
        assertThat(folds.map { it.test().size() }).containsOnly(6).hasSize(5)
        assertThat(folds.flatMap { inputs(it.test()) }).containsExactlyInAnyOrderElementsOf(inputs(data))
    }

    @Test
    fun `preprocessing is fitted to a training set and goes into the network`() {
        val fitted = standardize fittedTo data
        val model = network(f32(1)) { +fitted }.init()

        // The mean of 0..29 is 14.5, the variance (30² - 1) / 12.
        assertThat(model.predict(row(14.5f))[0]).isCloseTo(0f, org.assertj.core.data.Offset.offset(1e-6f))
        assertThat(model.predict(row(0f))[0])
            .isCloseTo((-14.5 / Math.sqrt(899 / 12.0)).toFloat(), org.assertj.core.data.Offset.offset(1e-5f))
    }
}
