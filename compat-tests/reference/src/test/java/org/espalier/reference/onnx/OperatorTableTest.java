package org.espalier.reference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The exporter's table of ONNX operators says what the official schemas say, up to the newest opset of the library. */
class OperatorTableTest {
    private static final int NEWEST_OPSET = 22;

    @Test
    void theTableIsTheOfficialOne() throws Exception {
        List<String> official = OfficialOperators.lines(NEWEST_OPSET);
        // The test itself writes the table anew where it is asked to, after an update of the official library.
        String update = System.getProperty("espalier.operators.write");
        if (update != null) {
            Files.write(Path.of(update), official);
        }
        try (InputStream in = Class.forName("org.espalier.onnx.OnnxExport").getResourceAsStream("operators.tsv")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.lines().toList()).hasSizeGreaterThan(300).isEqualTo(official);
        }
    }
}
