package org.espalier.dsl

import java.io.File
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** The same jars as modules: they resolve, and a program on the class path beside them trains and saves. */
class ModulePathTest {
    private val path = System.getProperty("java.class.path").split(File.pathSeparator)
    private val tests = path.filter { it.endsWith("test-classes") }

    @Test
    fun `a program runs with the library on the module path`(@TempDir folder: Path) {
        val process = ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--module-path", (path - tests.toSet()).joinToString(File.pathSeparator),
            "--add-modules", "org.espalier.dsl",
            "--class-path", tests.joinToString(File.pathSeparator),
            "org.espalier.user.ModulePathProgramKt",
            folder.resolve("model").toString(),
        ).redirectErrorStream(true).start()
        val output = process.inputStream.bufferedReader().readText()

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue()
        assertThat(output).contains("org.espalier.core true", "org.espalier.dsl org.espalier.core org.espalier.standard")
    }
}
