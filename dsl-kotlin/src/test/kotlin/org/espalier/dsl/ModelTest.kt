package org.espalier.dsl

import java.nio.file.Path
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.espalier.plugin.EspalierException
import org.espalier.tensor.DType
import org.espalier.tensor.Tensor
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** Models predict plain arrays, are evaluated, saved and read. */
class ModelTest {
    private val net = network(f32(2, 2)) { flatten(); dense(3, tanh); dense(2) }

    @Test
    fun `plain arrays are examples`() {
        val model = net.init(seed = 5)
        val a = floatArrayOf(1f, 2f, 3f, 4f)
        val b = floatArrayOf(-1f, 0f, 1f, 2f)

        val expected = model.predict(Tensor.of(a + b, 2, 2, 2)).toFloats()

        assertThat(model.predict(arrayOf(a, b)).flatMap { it.toList() }).isEqualTo(expected.toList())
        assertThat(model.predict(b)).containsExactly(expected[2], expected[3])
    }

    @Test
    fun `plain arrays fit a model in double precision`() {
        val model = net.init(dtype = DType.F64)
        assertThat(model.predict(floatArrayOf(1f, 2f, 3f, 4f))).hasSize(2)
    }

    @Test
    fun `plain arrays are rounded for an input of integers`() {
        val model = network(i64(2)) { lambda { x -> x.cast(DType.F32) * 10.0 } }.init()
        assertThat(model.predict(floatArrayOf(3f, 4f))).containsExactly(30f, 40f)
    }

    @Test
    fun `plain arrays do not say how long a named dim is`() {
        val model = network(f32(shapeOf(dim("time"), dim(2)))) { dense(3) }.init()
        assertThatThrownBy { model.predict(floatArrayOf(3f, 4f)) }
            .hasMessage("the input 'input' is [time,2]; give a Tensor, which says how long it is")
        assertThat(model.predict(tensorOf(1f, 2f, 3f, 4f).reshape(1, 2, 2)).shape().toString()).isEqualTo("[1,2,3]")
    }

    @Test
    fun `a model is saved and read`(@TempDir folder: Path) {
        val file = folder.resolve("net.espalier").toString()
        val model = net.init(seed = 5)
        model.save(file)

        val read = loadModel(file)

        assertThat(read.network()).isEqualTo(net)
        assertThat(read.weights()).isEqualTo(model.weights())
        val other = net.init(seed = 6)
        assertThat(other.loadWeights(file, "1/*")).containsExactly("1/bias", "1/weight")
        assertThat(other.weight("1/weight")).isEqualTo(model.weight("1/weight"))
        assertThat(other.weight("2/weight")).isNotEqualTo(model.weight("2/weight"))
    }

    @Test
    fun `a graph is saved and read`(@TempDir folder: Path) {
        val file = folder.resolve("graph.espalier").toString()
        val net = graph {
            val a by input(f32(2))
            val h by a then dense(2, relu)
            output("y", a + h)
        }
        net.init(seed = 5).save(file)

        assertThat(loadModel(file).network()).isEqualTo(net)
    }

    @Test
    fun `a network with a lambda cannot be saved, and the message names it`(@TempDir folder: Path) {
        val model = network(f32(2)) { dense(2); lambda { x -> x * x } }.init()

        assertThatThrownBy { model.save(folder.resolve("net.espalier").toString()) }
            .isInstanceOf(EspalierException::class.java)
            .hasMessageContaining("lambda")
        assertThat(folder).isEmptyDirectory()
    }

    @Test
    fun `evaluation gives loss and metrics`() {
        val model = net.init(seed = 5)
        val data = datasetOf(tensorOf(*FloatArray(8) { it.toFloat() }).reshape(2, 2, 2), tensorOf(0, 1))

        val figures = model.evaluate(data) { loss = softmaxCrossEntropy; metrics(accuracy, topK(2)) }

        assertThat(figures).isEqualTo(model.evaluate(data, softmaxCrossEntropy, accuracy, topK(2)))
        assertThat(figures).containsEntry("top_2_accuracy", 1.0)
    }

    @Test
    fun `a summary needs no model`() {
        assertThat(net.summary()).contains("Dense", "f32[batch,3]", "parameters: 23")
    }
}
