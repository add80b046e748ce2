package org.espalier.dsl

import java.io.File
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** The same jars as modules: they resolve, and a program on the class path beside them trains, saves and reports. */
class ModulePathTest {
    @TempDir
    private lateinit var folder: Path

    private val path = System.getProperty("java.class.path").split(File.pathSeparator)
    private val tests = path.filter { it.endsWith("test-classes") }
    private val library = path - tests.toSet()

    private fun output(modules: List<String>, program: String, vararg arguments: String): String {
        val process = ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.awt.headless=true",
            "--module-path", modules.joinToString(File.pathSeparator),
            "--add-modules", "org.espalier.dsl",
            "--class-path", tests.joinToString(File.pathSeparator),
            program, *arguments,
        ).redirectErrorStream(true).start()
        val output = process.inputStream.bufferedReader().readText()
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue()
        return output
    }

    private fun train(modules: List<String>) {
        assertThat(output(modules, "org.espalier.user.ModulePathProgramKt", folder.resolve("model").toString()))
            .contains("org.espalier.core true", "org.espalier.dsl org.espalier.core org.espalier.standard")
    }

    @Test
    fun `a program runs with the library on the module path`() = train(library)

    @Test
    fun `the library needs neither reports nor readers of data nor what they need`() {
        val without = library.filter { jar ->
            listOf("plugins/report", "espalier-report", "xchart", "VectorGraphics2D", "plugins/data", "espalier-data", "fastcsv")
                .none { it in jar.replace('\\', '/') }
        }
        assertThat(without.size).isLessThanOrEqualTo(library.size - 5)
        train(without)
    }

    @Test
    fun `reports and their charts are modules too`() {
        assertThat(output(library, "org.espalier.user.ReportProgramKt", folder.toString()))
            .contains("org.espalier.report org.knowm.xchart")
        listOf("run.jsonl", "report.html", "epochs.csv", "charts/figure-loss.png", "charts/figure-loss.svg").forEach {
            assertThat(folder.resolve(it)).isNotEmptyFile()
        }
        assertThat(folder.resolve("tensorboard")).isNotEmptyDirectory()
    }
}
