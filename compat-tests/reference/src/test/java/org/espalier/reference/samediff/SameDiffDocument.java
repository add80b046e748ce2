package org.espalier.reference.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** docs/samediff.md, of which each test holds its part; with {@code -Ddocs=write} it is written there anew. */
final class SameDiffDocument {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "samediff.md");

    private SameDiffDocument() {}

    /** What stands between the marks of a part has to be this. */
    static void hold(String part, String text) throws IOException {
        String begin = "<!-- " + part + " -->\n";
        String end = "\n<!-- end of " + part + " -->";
        String document = Files.readString(DOCUMENT);
        int from = document.indexOf(begin) + begin.length();
        int to = document.indexOf(end, from);
        assertThat(to).as("the marks of " + part + " in " + DOCUMENT).isGreaterThanOrEqualTo(from);
        if ("write".equals(System.getProperty("docs"))) {
            Files.writeString(DOCUMENT, document.substring(0, from) + text + document.substring(to));
        }
        assertThat(Files.readString(DOCUMENT)).as("the part '" + part + "' of " + DOCUMENT + ", written by -Ddocs=write")
                .contains(begin + text + end);
    }
}
