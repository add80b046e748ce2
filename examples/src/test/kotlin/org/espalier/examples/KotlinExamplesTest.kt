package org.espalier.examples

import java.nio.file.Path
import org.assertj.core.api.Assertions.assertThat
import org.espalier.dsl.*
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** The examples in Kotlin do what they are there to show. */
class KotlinExamplesTest {
    private val digits = Digits.load()

    @Test
    fun `twins learn both of their tasks`(@TempDir folder: Path) {
        val model = trainTwins(digits, passes = 12).model
        val test = pairs(digits.test, seed = 3)

        // Half of the pairs are of the same digit, and there are ten digits.
        val same = model.evaluate(test) { loss("same", binaryCrossEntropy); metrics(accuracy) }
        val digit = model.evaluate(test) { loss("digit", softmaxCrossEntropy); metrics(accuracy) }
        assertThat(same.getValue("accuracy")).isGreaterThan(0.8)
        assertThat(digit.getValue("accuracy")).isGreaterThan(0.8)
        assertThat(model.weights().keys.filter { it.startsWith("shared/") }).hasSize(4)
        assertThat(model.exportOnnx(folder.resolve("twins.onnx")) { verify() }.verification!!.comparisons).hasSize(4)
    }

    @Test
    fun `a tower of blocks`() {
        val model = tower().init(seed = 1)
        assertThat(model.weights().keys).contains("0/0/weight", "4/1/0/weight", "head/1/bias")
        assertThat(model.predict(FloatArray(64) { it / 64f })).hasSize(10)
    }

    @Test
    fun `networks for images and texts have the parameters that can be counted`() {
        val convolutions = 9 * (3 * 32 + 32 * 32 + 32 * 64 + 64 * 64 + 64 * 128 + 128 * 128) + 2 * 2 * (32 + 64 + 128)
        assertThat(images(10).init().parameterCount())
            .isEqualTo(convolutions + (128 * 4 * 4 + 1) * 256L + 257 * 10)
        assertThat(reader(5_000, 10).init().parameterCount()).isEqualTo(5_000 * 64 + 4 * 128 * (64 + 128 + 1) + 129 * 10L)
        val block = 4 * 129 * 128 + 129 * 512 + 513 * 128 + 2 * 2 * 128
        val encoder = encoder(5_000, 10).init()
        assertThat(encoder.parameterCount()).isEqualTo((5_000 + 64) * 128 + 2 * block + 129 * 10L)
        assertThat(encoder.predict(tensorOf(3L, 1L, 4L).reshape(1, 3)).shape().toString()).isEqualTo("[1,10]")
    }

    @Test
    fun `a network trained on moved digits knows them where they stand`() {
        val images = datasetOf(digits.test.all("input").reshape(digits.test.size().toLong(), 1, 8, 8), digits.test.all("target"))
        val model = trainMoved(network(input = f32(1, 8, 8)) { flatten(); dense(64, relu); dense(10) }, images)
        // A guess is right one time in ten.
        val figures = model.evaluate(images) { loss = softmaxCrossEntropy; metrics(accuracy) }
        assertThat(figures.getValue("accuracy")).isGreaterThan(0.7)
    }

    @Test
    fun `a network that prepares its input takes what was measured from every file`(@TempDir folder: Path) {
        assertThat(trainPrepared(Iris.load(), folder.toString()).verification!!.comparisons).hasSize(1)
    }

    @Test
    fun `a run can be looked at and a formula drawn`(@TempDir folder: Path) {
        trainSeen(network(input = f32(64)) { dense(10) }, digits.test, folder)
        assertThat(folder.resolve("report.html")).isNotEmptyFile()
        assertThat(folder.resolve("tensorboard")).isDirectoryContaining("glob:**.tfevents.*")
        drawFormula(folder)
        // (-2 + 5) · -4
        assertThat(folder.resolve("f.svg")).content().contains("-12")
        DrawGraphs.main(arrayOf(folder.toString()))
        assertThat(folder.resolve("f.svg")).content().contains("-12")
        assertThat(folder.resolve("loss.svg")).isNotEmptyFile()
    }
}
