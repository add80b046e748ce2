package org.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every snippet of Java or Kotlin in the README and the docs stands, line by line, in a source that is compiled and
 * tested: in the examples, the stranger's plugin, or the documentation of a type. The named files of the tutorial for
 * plugins are not looked for: they are taken from the page, compiled and run (in compat-tests/reference).
 */
class SnippetsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("```(java|kotlin)\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern COMMAND = Pattern.compile("\\./example (\\w+)");

    private static final Pattern NAMED_FILE = Pattern.compile("\\*\\*`[^`]+`\\*\\*\\n\\n```\\w+\\n.*?```", Pattern.DOTALL);

    @Test
    void everySnippetIsCompiledSomewhere() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String folder : List.of("examples/src", "compat-tests/third-party/src", "api/src/main/java")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                for (Path f : files.filter(f -> f.toString().matches(".*\\.(java|kt)")).toList()) {
                    sources.add(plain(Files.readString(f)));
                }
            }
        }
        int snippets = 0;
        for (Path document : documents()) {
            Matcher m = BLOCK.matcher(NAMED_FILE.matcher(Files.readString(document)).replaceAll(""));
            while (m.find()) {
                snippets++;
                String snippet = plain(m.group(2));
                assertThat(sources.stream().anyMatch(s -> s.contains(snippet)))
                        .as("a snippet of %s is in no source:%n%s", document, m.group(2))
                        .isTrue();
            }
        }
        assertThat(snippets).isGreaterThanOrEqualTo(10);
    }

    @Test
    void everyCommandNamesAProgram() throws IOException {
        int commands = 0;
        for (Path document : documents()) {
            Matcher m = COMMAND.matcher(Files.readString(document));
            while (m.find()) {
                commands++;
                String name = m.group(1);
                assertThat(List.of("java/org/espalier/examples/" + name + ".java", "kotlin/org/espalier/examples/" + name + ".kt"))
                        .as("%s in %s", m.group(), document)
                        .anyMatch(f -> Files.exists(Path.of("src/main", f)));
            }
        }
        assertThat(commands).isGreaterThanOrEqualTo(6);
        assertThat(Files.isExecutable(ROOT.resolve("example"))).isTrue();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.filter(f -> f.toString().endsWith(".md"))).toList();
        }
    }

    /** Lines without indentation and without the stars of a comment; empty lines are left out. */
    private static String plain(String text) {
        return text.lines()
                .map(l -> l.strip().replaceFirst("^\\* ", "").strip())
                .filter(l -> !l.isEmpty() && !l.equals("*"))
                .collect(Collectors.joining("\n"));
    }
}
