package org.espalier.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Source files stay small enough to be read in one go. */
class SourceTest {

    /** "About 300", with some room: a file that comes here wants to be two. */
    private static final int MOST_LINES = 400;

    private static final int LEAST_FILES = 800;

    @Test
    void filesAreShort() throws IOException {
        List<Path> sources = sources();

        assertThat(sources).hasSizeGreaterThanOrEqualTo(LEAST_FILES);
        assertThat(sources).allSatisfy(p -> assertThat(lines(p)).as("lines of %s", p).isLessThanOrEqualTo(MOST_LINES));
    }

    private static List<Path> sources() throws IOException {
        Path repository = Module.repository();
        try (Stream<Path> files = Files.walk(repository)) {
            return files.filter(p -> p.toString().endsWith(".java") || p.toString().endsWith(".kt"))
                    .filter(p -> repository.relativize(p).toString().contains("src"))
                    .toList();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
