package org.espalier.dsl

import java.nio.file.Path
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.espalier.data.Batch
import org.espalier.report.GradientStatistics
import org.espalier.report.Recorder
import org.espalier.report.Reports
import org.espalier.report.recording.RecordingFile
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class ReportsTest {
    @TempDir
    private lateinit var folder: Path

    private val net = network(f32(2)) { dense(3, tanh); dense(2) }
    private val data = datasetOf(arrayOf(row(0f, 1f), row(1f, 0f)), intArrayOf(0, 1))

    @Test
    fun `a report takes a line`() {
        net.train(data) {
            loss = softmaxCrossEntropy
            optimizer = adam(1e-2)
            epochs = 2
            on(recorder(folder), gradientStatistics())
        }

        assertThat(folder.resolve("report.html")).content().contains("all epochs were done")
        assertThat(folder.resolve("epochs.csv")).content().contains("gradient_norm")
        RecordingFile.read(folder.resolve(Recorder.FILE)).write(folder.resolve("again"), tensorBoard, svgCharts)
        assertThat(folder.resolve("again/charts/figure-loss.svg")).exists()
    }

    @Test
    fun `settings are those of Java`() {
        assertThat(recorder(folder)).isEqualTo(Recorder.into(folder))
        val kotlin = recorder(
            folder, htmlReport, pngCharts,
            everySteps = 3, bins = 7, values = listOf("a"), gradients = listOf(), classes = listOf("no", "yes"),
        )
        assertThat(kotlin).isEqualTo(
            Recorder.into(folder).withWriters(Reports.html(), Reports.pngCharts()).withEverySteps(3).withBins(7)
                .withValues("a").withGradients().withClasses(listOf("no", "yes")),
        )
        assertThat(gradientStatistics(values = listOf("0/**")))
            .isEqualTo(GradientStatistics.DEFAULT.withValues("0/**"))
    }

    /** (x + y) z at (-2, 5, -4). */
    @Test
    fun `a formula is worked out and drawn`() {
        val f = worked("x" to -2.0, "y" to 5.0, "z" to -4.0) { (this["x"] + this["y"]) * this["z"] }

        assertThat(f.value()).isEqualTo(-12.0)
        assertThat(listOf("x", "y", "z").map { f.derivative(it).getDouble(0) }).containsExactly(-4.0, -4.0, 3.0)
        f.draw(folder.resolve("f.svg"))
        assertThat(folder.resolve("f.svg")).content().contains(">-12<", ">-4<", ">3<")
        assertThatThrownBy { worked("x" to 1.0) { this["y"] } }.hasMessageContaining("no input 'y'; it has [x]")
    }

    /** mean(x) has the derivative ½ by each of two numbers. */
    @Test
    fun `tensors and models are worked out`() {
        assertThat(worked("x" to tensorOf(1.0, 3.0)) { this["x"].mean() }.derivative("x").toDoubles())
            .containsExactly(0.5, 0.5)
        val model = net.init()
        val batch = Batch.of(tensorOf(row(0f, 1f)), tensorOf(0))
        val loss = model.worked(batch) { loss = softmaxCrossEntropy; optimizer = sgd(0.1) }
        assertThat(loss.value().toFloat()).isEqualTo(model.losses(datasetOf(arrayOf(row(0f, 1f)), intArrayOf(0)), softmaxCrossEntropy)[0].toFloat())
        assertThat(loss.derivative("1/bias").toDoubles().sum()).isBetween(-1e-6, 1e-6)
    }
}
