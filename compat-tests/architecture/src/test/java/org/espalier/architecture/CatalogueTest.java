package org.espalier.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page with the rows of the field's core names classes, words and tests that are there. */
class CatalogueTest {
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern CLASS = Pattern.compile("[A-Z]\\w*");
    private static final Pattern WORD = Pattern.compile("[a-z]\\w{3,}");
    /** Words that stand in the examples of the page but are no words of the DSL. */
    private static final List<String> PLAIN = List.of("true", "model", "losses");

    /** All sources of a type's name. */
    private static final Map<String, List<String>> SOURCES = new HashMap<>();
    private static String dsl;
    private static List<String[]> rows;

    @BeforeAll
    static void read() throws IOException {
        Path repository = Module.repository();
        try (Stream<Path> files = Files.walk(repository)) {
            for (Path f : files.filter(f -> f.toString().contains("/src/")).filter(CatalogueTest::isSource).toList()) {
                String name = f.getFileName().toString().replaceAll("\\.(java|kt)$", "");
                SOURCES.computeIfAbsent(name, n -> new ArrayList<>()).add(Files.readString(f));
            }
        }
        try (Stream<Path> files = Files.list(repository.resolve("dsl-kotlin/src/main/kotlin/org/espalier/dsl"))) {
            List<String> texts = new ArrayList<>();
            for (Path f : files.toList()) {
                texts.add(Files.readString(f));
            }
            dsl = String.join("\n", texts);
        }
        rows = Files.readAllLines(repository.resolve("docs/catalogue.md")).stream()
                .filter(l -> l.startsWith("| ") && !l.startsWith("| what |") && !l.startsWith("| ---"))
                .map(l -> l.replace("\\|", "/").split(" ?\\| ?"))
                .toList();
    }

    private static boolean isSource(Path f) {
        return f.toString().endsWith(".java") || f.toString().endsWith(".kt");
    }

    private static List<String> quoted(String cell) {
        return QUOTED.matcher(cell).results().map(m -> m.group(1)).toList();
    }

    @Test
    void thePageIsRead() {
        assertThat(rows).hasSizeGreaterThan(70);
    }

    @Test
    void classesAndTheirMembersExist() {
        rows.forEach(row -> checkNames(row, 2));
    }

    @Test
    void testsExist() {
        rows.stream().filter(row -> row.length > 4).forEach(row -> checkNames(row, 4));
        List<String> unproved = rows.stream().filter(row -> row.length > 4 && row[4].isBlank()).map(row -> row[1]).toList();
        assertThat(unproved).isEmpty();
    }

    private static void checkNames(String[] row, int column) {
        String last = null;
        for (String name : quoted(row[column])) {
            String[] parts = name.split("\\.", 2);
            if (CLASS.matcher(parts[0]).matches()) {
                last = parts[0];
                assertThat(SOURCES.containsKey(last)).as("the class %s of the row '%s'", last, row[1]).isTrue();
            }
            if (parts.length == 2) {
                String member = parts[1].substring(parts[1].lastIndexOf('.') + 1);
                Pattern word = Pattern.compile("\\b" + Pattern.quote(member) + "\\b");
                assertThat(SOURCES.get(last).stream().anyMatch(text -> word.matcher(text).find()))
                        .as("%s of the row '%s'", name, row[1]).isTrue();
            }
        }
    }

    @Test
    void wordsAreThoseOfTheDsl() {
        for (String[] row : rows) {
            List<String> words = quoted(row.length > 3 ? row[3] : "").stream()
                    .flatMap(cell -> WORD.matcher(cell).results().map(m -> m.group()))
                    .filter(w -> !PLAIN.contains(w))
                    .collect(Collectors.toList());
            for (String word : words) {
                assertThat(Pattern.compile("\\b(val|var|fun(?: <[^>]*>)?) (?:[\\w<>.]+\\.)?" + word + "\\b|\\b" + word + ":")
                        .matcher(dsl).find()).as("the word '%s' of the row '%s'", word, row[1]).isTrue();
            }
        }
    }
}
