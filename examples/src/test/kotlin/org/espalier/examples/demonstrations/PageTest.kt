package org.espalier.examples.demonstrations

import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Files
import java.nio.file.Path
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.io.TempDir

/** docs/demonstrations.md shows all demonstrations as they are, with what they print. */
class PageTest {
    private val docs: Path = Path.of("../docs")
    private val page: String = Files.readString(docs.resolve("demonstrations.md"))

    @Test
    fun `names are unique`() {
        assertThat(DEMONSTRATIONS.map { it.name }).isNotEmpty().doesNotHaveDuplicates().allMatch { it.matches(Regex("[a-z0-9-]+")) }
    }

    /** The table names each with its claim, as the command's list does. */
    @TestFactory
    fun `a demonstration stands on the page with what it prints`(@TempDir folder: Path): List<DynamicTest> = DEMONSTRATIONS.map {
        dynamicTest(it.name) {
            val picture = folder.resolve("${it.name}.png")
            val printed = printed { it.show(picture) }
            assertThat(page).contains("(#${it.name}) | ${it.claim} |", "\n## ${it.name}\n")
            assertThat(page).contains("./demonstrate ${it.name}\n", "](images/demonstrations/${it.name}.png)")
            assertThat(printed).isNotBlank()
            assertThat(page).contains(printed.trimEnd().prependIndent("    "))
            assertThat(picture).isNotEmptyFile()
            assertThat(Files.size(docs.resolve("images/demonstrations/${it.name}.png"))).isBetween(1_000, 60_000)
        }
    }

    private fun printed(program: () -> Unit): String {
        val before = System.out
        val bytes = ByteArrayOutputStream()
        System.setOut(PrintStream(bytes, true, Charsets.UTF_8))
        try {
            program()
        } finally {
            System.setOut(before)
        }
        return bytes.toString(Charsets.UTF_8).replace("\r\n", "\n")
    }
}
