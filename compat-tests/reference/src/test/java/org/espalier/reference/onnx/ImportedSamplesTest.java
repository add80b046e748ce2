package org.espalier.reference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.core.engine.Engine;
import org.espalier.core.model.Model;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.onnx.ImportedModel;
import org.espalier.onnx.OnnxExport;
import org.espalier.onnx.OnnxImport;
import org.espalier.onnx.OnnxReport;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every sample, exported and imported again, computes what the network computes, for any batch: the same bits, except where
 * an op was written as its decomposition, whose steps are rounded one by one.
 */
class ImportedSamplesTest {
    private static final Registry REGISTRY = Registry.discover();
    private static final Engine ENGINE = Engine.create(REGISTRY, Engine.REFERENCE, 1);

    @TempDir
    static Path folder;

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    static Stream<Arguments> samplesAndOpsets() {
        return Sample.all().flatMap(s -> IntStream.of(7, 9, 11, 13, 17, 18, 21, 23).filter(o -> o >= s.since())
                .mapToObj(opset -> arguments(s, opset)));
    }

    @ParameterizedTest(name = "{0}, opset {1}")
    @MethodSource("samplesAndOpsets")
    void computesTheSame(Sample sample, int opset) {
        Model model = sample.network().init(ENGINE, 3);
        Path file = folder.resolve("sample.onnx");
        OnnxReport report = OnnxExport.of(model).opset(opset).write(file);

        ImportedModel constants = OnnxImport.of(REGISTRY).read(file);
        ImportedModel trainable = OnnxImport.of(REGISTRY).weightsAsInputs().read(file);

        assertThat(types(constants)).isEqualTo(report.inputs());
        for (int batch : new int[] {1, 7}) {
            Map<String, Tensor> inputs = inputs(report.inputs(), batch);
            Map<String, Tensor> expected = model.predict(inputs);
            Map<String, Tensor> actual = constants.run(ENGINE, inputs);
            assertThat(trainable.run(ENGINE, inputs)).isEqualTo(actual);
            if (report.decomposed().isEmpty()) {
                assertThat(actual).isEqualTo(expected);
            } else {
                expected.forEach((name, t) -> close(actual.get(name), t));
            }
        }
    }

    private static Map<String, TensorType> types(ImportedModel model) {
        Map<String, TensorType> types = new TreeMap<>();
        for (Graph.Port p : model.inputs()) {
            types.put(p.name(), p.type());
        }
        return types;
    }

    private static void close(Tensor actual, Tensor expected) {
        assertThat(actual.type()).isEqualTo(expected.type());
        for (int i = 0; i < actual.size(); i++) {
            double e = expected.getDouble(i);
            assertThat(Math.abs(actual.getDouble(i) - e)).isLessThanOrEqualTo(1e-6 * Math.max(1, Math.abs(e)));
        }
    }

    private static Map<String, Tensor> inputs(Map<String, TensorType> declared, int length) {
        Map<String, Tensor> inputs = new TreeMap<>();
        declared.forEach((name, type) -> {
            Map<String, Long> lengths = new TreeMap<>();
            type.shape().dims().forEach(d -> d.names().forEach(n -> lengths.put(n, (long) length)));
            TensorType bound = type.bind(lengths);
            double largest = bound.dtype().isFloating() ? 3 : 2;
            inputs.put(name, Tensor.rounded(bound, new Random(name.hashCode()).doubles(bound.shape().size(), 0, largest).toArray()));
        });
        return inputs;
    }
}
