package org.espalier.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every fault in compat-tests/mutations/catalogue.txt can still be put into the code, and stands in docs/mutations.md as one
 * that was found. Whether it is found today, the script beside the catalogue says, which takes minutes.
 */
class MutationCatalogueTest {
    private static final List<String> KINDS = List.of("type rule", "VJP", "kernel", "decomposition", "ONNX mapping",
            "import reading", "rewrite", "fusion", "memory plan", "thread split", "optimizer", "layer", "training", "data", "search",
            "seeing");

    private static List<Map<String, String>> entries() throws IOException {
        String text = Files.readString(Module.repository().resolve("compat-tests/mutations/catalogue.txt"));
        List<Map<String, String>> entries = new ArrayList<>();
        for (String block : text.split("\n\\s*\n")) {
            Map<String, String> entry = new TreeMap<>();
            block.lines().filter(l -> !l.startsWith("#")).forEach(l ->
                    entry.put(l.substring(0, l.indexOf(": ")), l.substring(l.indexOf(": ") + 2)));
            if (!entry.isEmpty()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    @Test
    void everyFaultStillApplies() throws IOException {
        for (Map<String, String> e : entries()) {
            Path file = Module.repository().resolve(e.get("file"));
            assertThat(Files.readString(file)).as("%s: %s", e.get("kind"), e.get("fault")).containsOnlyOnce(e.get("find"));
            assertThat(e.get("replace")).isNotEqualTo(e.get("find"));
        }
    }

    @Test
    void thereAreSomeOfEachKind() throws IOException {
        Map<String, Long> counts = entries().stream().collect(Collectors.groupingBy(e -> e.get("kind"), Collectors.counting()));
        assertThat(counts.keySet()).containsExactlyInAnyOrderElementsOf(KINDS);
        assertThat(counts.values()).allMatch(n -> n >= 2);
    }

    @Test
    void everyFaultWasFound() throws IOException {
        List<String> found = Files.readAllLines(Module.repository().resolve("docs/mutations.md")).stream()
                .filter(l -> l.contains("**"))
                .toList();
        for (Map<String, String> e : entries()) {
            String row = "| " + e.get("kind") + " | " + e.get("fault") + " | ";
            assertThat(found).as(row).anyMatch(l -> l.startsWith(row) && l.contains("**" + e.get("by") + "**"));
        }
    }
}
