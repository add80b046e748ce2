package org.espalier.reference.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.espalier.core.registry.Registry;
import org.espalier.op.Op;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.OpSpecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Values and gradients of every op that SameDiff has too, over the samples of the conformance kit in f64. Where the two
 * differ, the table of differences has to say so, and another witness has to be on our side.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class OpsAgainstSameDiffTest {
    private static final String ONLY = System.getProperty("espalier.samediff.ops", "");

    @Test
    void everyOp() throws IOException {
        Registry registry = Registry.discover();
        Translations table = SameDiffOps.ALL;
        TreeSet<String> all = new TreeSet<>(table.same.keySet());
        all.addAll(table.lacking.keySet());
        assertThat(registry.ops().stream().map(Op::id)).as("every op is either compared or listed with a reason")
                .containsExactlyElementsOf(all);
        Map<String, OpSpec> specs = OpSpecs.discover(getClass().getClassLoader()).stream()
                .collect(Collectors.toMap(OpSpec::op, s -> s));
        Map<String, OpComparison> rows = new LinkedHashMap<>();
        try (Gradients ours = new Gradients(registry)) {
            for (String id : table.same.keySet()) {
                if (ONLY.isEmpty() || List.of(ONLY.split(",")).contains(id)) {
                    rows.put(id, new OpComparison(ours, registry.op(id), specs.get(id), table).run());
                }
            }
        }
        OpReport report = new OpReport(table, rows);
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "samediff-ops.md"), report.figures());
        assertThat(rows.values().stream().flatMap(r -> r.surprises.stream())).as("differences that are not explained").isEmpty();
        rows.forEach((id, r) -> {
            assertThat(r.values.count + r.otherValues.count).as("samples of " + id + " that were compared").isPositive();
            assertThat(table.differences.stream().filter(d -> d.op().equals(id))).as("each difference of " + id + " is seen")
                    .allMatch(r.certain::contains);
        });
        if (ONLY.isEmpty()) {
            assertThat(rows).containsOnlyKeys(table.same.keySet());
            SameDiffDocument.hold("ops", report.document());
        }
    }
}
