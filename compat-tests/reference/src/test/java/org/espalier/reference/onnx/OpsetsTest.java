package org.espalier.reference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.core.engine.Engine;
import org.espalier.core.model.Model;
import org.espalier.core.registry.Registry;
import org.espalier.onnx.OnnxExport;
import org.espalier.onnx.VerificationReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample in every opset: the official checker accepts the file, and ONNX Runtime computes what we compute. */
class OpsetsTest {
    private static final Engine ENGINE = Engine.create(Registry.discover(), Engine.REFERENCE, 1);

    @TempDir
    static Path folder;

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    static Stream<Arguments> samplesAndOpsets() {
        return Sample.all().flatMap(s -> IntStream.rangeClosed(7, 22).mapToObj(opset -> arguments(s, opset)));
    }

    @ParameterizedTest(name = "{0}, opset {1}")
    @MethodSource("samplesAndOpsets")
    void isAcceptedAndComputesTheSame(Sample sample, int opset) {
        Model model = sample.network().init(ENGINE, 3);
        OnnxExport export = OnnxExport.of(model).opset(opset);
        if (opset < sample.since()) {
            assertThat(export.validate()).isNotEmpty();
            return;
        }
        assertThat(export.validate()).isEmpty();
        Path file = folder.resolve("sample.onnx");
        export.write(file);

        OfficialChecker.check(file);
        VerificationReport report = export.verify(file);
        assertThat(report.comparisons()).hasSize(2 * sample.network().outputs().size());
        assertThat(report.maxDifference()).isLessThan(1e-4);
    }
}
