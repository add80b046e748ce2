package org.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.core.engine.Engine;
import org.espalier.core.registry.Registry;
import org.junit.jupiter.api.Test;

/** docs/how-it-runs.md shows what is printed today; run with {@code -Ddocs=write} to write it there anew. */
class ShowPlanTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "how-it-runs.md");

    @Test
    void theDocumentShowsWhatIsPrinted() throws Exception {
        String text = Files.readString(DOCUMENT);
        try (Engine engine = Engine.create(Registry.discover(), Engine.FAST, 1)) {
            Object[] stages = ShowPlan.stages(engine);
            StringBuilder expected = new StringBuilder();
            String[] parts = text.split("```text\n", -1);
            assertThat(parts).hasSize(stages.length + 1);
            expected.append(parts[0]);
            for (int i = 0; i < stages.length; i++) {
                String rest = parts[i + 1].substring(parts[i + 1].indexOf("```"));
                expected.append("```text\n").append(stages[i]).append('\n').append(rest);
            }
            if ("write".equals(System.getProperty("docs"))) {
                Files.writeString(DOCUMENT, expected);
            }
            assertThat(Files.readString(DOCUMENT)).isEqualTo(expected.toString());
        }
    }
}
