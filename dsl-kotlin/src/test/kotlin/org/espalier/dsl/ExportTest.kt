package org.espalier.dsl

import java.nio.file.Files
import java.nio.file.Path
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.espalier.onnx.OnnxExport
import org.espalier.plugin.ExportException
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** Exported files are those that Java writes, and they compute what the model computes. */
class ExportTest {
    @TempDir
    lateinit var folder: Path

    private val model = network(f32(4)) {
        dense(6, relu)
        residual { +SwiGlu(6) }
        lambda { x -> 0.5 * x }
        dense(3)
    }.init(seed = 1)

    @Test
    fun `a file is written and verified`() {
        val file = folder.resolve("net.onnx")

        val exported = model.exportOnnx(file.toString()) { verify() }

        assertThat(exported.written.file).isEqualTo(file)
        assertThat(exported.written.opset).isEqualTo(17)
        assertThat(exported.verification!!.comparisons.map { it.batch }).containsExactly("batch=1", "batch=7")
        assertThat(exported.verification!!.maxDifference()).isLessThan(1e-5)
        assertThat(exported.toString()).contains("ONNX opset 17", "verified with")
    }

    @Test
    fun `a graph with two inputs and two outputs is verified`() {
        val two = graph {
            val a by input(f32(2))
            val b by input(f32(3))
            val twin = shared("twin") { dense(4, tanh) }
            val left by twin(concatenate(a, b))
            val right by twin(concatenate(b, a))
            output("sum", left + right)
            output(left)
        }.init(seed = 2)

        val exported = two.exportOnnx(folder.resolve("two.onnx")) { verify { batchSizes(3) } }

        assertThat(exported.written.inputs.keys).containsExactly("a", "b")
        assertThat(exported.verification!!.comparisons.map { it.output }).containsExactly("sum", "left")
    }

    @Test
    fun `settings give the same bytes as in Java`() {
        model.exportOnnx(folder.resolve("kotlin.onnx")) {
            opset = 14; irVersion = 7; doc = "about digits"
            metadata("author", "nobody")
            classLabels("a", "b", "c")
        }
        OnnxExport.of(model).opset(14).irVersion(7).doc("about digits").metadata("author", "nobody")
            .classLabels(listOf("a", "b", "c")).write(folder.resolve("java.onnx"))

        assertThat(Files.readAllBytes(folder.resolve("kotlin.onnx"))).isEqualTo(Files.readAllBytes(folder.resolve("java.onnx")))
    }

    @Test
    fun `weights go into a file of their own`() {
        val wide = network(f32(64)) { dense(64) }.init()

        val exported = wide.exportOnnx(folder.resolve("net.onnx")) { externalData("weights.bin"); verify() }

        assertThat(exported.written.dataFile.map { it.fileName.toString() }).contains("weights.bin")
        assertThat(folder.resolve("weights.bin")).isNotEmptyFile()
    }

    @Test
    fun `without a wish to verify there is no verification`() {
        assertThat(model.exportOnnx(folder.resolve("net.onnx")).verification).isNull()
    }

    @Test
    fun `mistakes`() {
        assertThatThrownBy { model.exportOnnx(folder.resolve("net.onnx")) { opset = 17; opset = 18 } }
            .hasMessage("'opset' is set twice in exportOnnx { }, to 17 and to 18; keep one")
        assertThatThrownBy { model.exportOnnx(folder.resolve("missing/net.onnx")) }.isInstanceOf(ExportException::class.java)
        assertThat(folder).isEmptyDirectory()
    }
}
