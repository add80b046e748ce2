package org.espalier.reference.nodetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.core.engine.Engine;
import org.espalier.core.registry.Registry;
import org.junit.jupiter.api.Test;

/**
 * Runs ONNX's own tests, where their data are: {@code compat-tests/node-tests} puts them there. What passed once has to
 * pass; docs/onnx-node-tests.md has the outcomes, and {@code -Ddocs=write} writes them there anew.
 */
class OfficialTestsTest {
    /** Where the script unpacks the data. */
    private static final Path UNPACKED = Path.of("target", "libonnx-testdata", "usr", "share", "libonnx-testdata", "data");
    private static final Path PAGE = Path.of("..", "..", "docs", "onnx-node-tests.md");
    private static final List<String> FOLDERS = List.of("node", "simple", "pytorch-operator", "pytorch-converted");
    private static final int NODE_TESTS = 932;
    /** How far a result may be from the expected one, relative to the larger of 1 and that; the official bound is 1e-3. */
    private static final double CLOSE = 1e-5;
    /** The expected outputs of these were computed with 3.1415 for π. */
    private static final Set<String> COARSE = Set.of("BlackmanWindow", "HammingWindow", "HannWindow");
    private static final double ROUGHLY = 1e-4;
    private static final String RANDOM = "random: what is dropped depends on the runtime's generator";

    /** Tests that no other runtime can pass. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "training_dropout", RANDOM,
            "training_dropout_default", RANDOM,
            "training_dropout_default_mask", RANDOM,
            "training_dropout_mask", RANDOM);

    @Test
    void whatPassedOncePasses() throws IOException {
        Path data = Path.of(System.getProperty("nodetests", UNPACKED.toString()));
        assumeTrue(Files.isDirectory(data.resolve("node")), "SKIPPED: there are no official ONNX tests in " + data
                + "; compat-tests/node-tests gets them from Debian's package libonnx-testdata");
        Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
        Registry registry = Registry.discover();
        try (Engine reference = Engine.create(registry, Engine.REFERENCE, 1);
                Engine fast = Engine.create(registry, Engine.FAST, 2)) {
            OfficialRun run = new OfficialRun(registry, List.of(reference, fast), EXCEPTIONS);
            FOLDERS.forEach(folder -> outcomes.put(folder, run.all(data.resolve(folder))));
        }
        assertThat(outcomes.get("node")).hasSize(NODE_TESTS);
        String page = NodeTestDocument.of(outcomes);
        Files.writeString(Path.of("target", "onnx-node-tests.md"), page);
        check(outcomes);
        if ("write".equals(System.getProperty("docs"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("more passes than before; run compat-tests/node-tests -Ddocs=write and check the page in")
                .isEqualTo(page);
    }

    private static void check(Map<String, List<Outcome>> outcomes) throws IOException {
        String before = Files.exists(PAGE) ? Files.readString(PAGE) : null;
        outcomes.forEach((folder, all) -> {
            assertThat(OfficialRun.only(all, Outcome.Kind.FAIL)).as("failures in " + folder).isEmpty();
            if (before != null) {
                Set<String> worse = new TreeSet<>(all.stream().filter(o -> o.kind() != Outcome.Kind.PASS).map(Outcome::test).toList());
                worse.removeAll(NodeTestDocument.notPassed(before, folder));
                assertThat(worse).as("tests in " + folder + " that passed before").isEmpty();
            }
            assertThat(all.stream().filter(o -> o.error() > (COARSE.contains(o.operator()) ? ROUGHLY : CLOSE)))
                    .as("errors above " + CLOSE + " in " + folder).isEmpty();
        });
    }
}
