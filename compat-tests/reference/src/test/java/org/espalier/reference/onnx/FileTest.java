package org.espalier.reference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.core.engine.Engine;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.core.registry.Registry;
import org.espalier.onnx.OnnxExport;
import org.espalier.onnx.OnnxReport;
import org.espalier.plugin.ExportException;
import org.espalier.standard.Layers;
import org.espalier.standard.activation.Tanh;
import org.espalier.tensor.DType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole files of a small MLP: that a verification can fail, weights outside the model, options, double precision. */
class FileTest {
    private static Engine engine;
    private static Model model;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() {
        engine = Engine.create(Registry.discover(), Engine.REFERENCE, 1);
        model = Network.of(Input.f32(16), Layers.sequential(Layers.dense(32, Tanh.INSTANCE), Layers.dense(32, Tanh.INSTANCE),
                Layers.dense(3))).init(engine, 11);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void aVerificationFailsWhenOneNumberOfOneWeightIsChanged(int initializer) throws IOException {
        Path file = folder.resolve("mlp.onnx");
        OnnxExport export = OnnxExport.of(model);
        export.write(file);
        assertThat(export.verify(file).maxDifference()).isLessThan(1e-5);

        ModelProto.Builder changed = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        GraphProto.Builder graph = changed.getGraphBuilder();
        assertThat(graph.getInitializerCount()).isEqualTo(6);
        TensorProto.Builder weight = graph.getInitializerBuilder(initializer);
        byte[] bytes = weight.getRawData().toByteArray();
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        numbers.putFloat(4, numbers.getFloat(4) + 0.01f);
        weight.setRawData(ByteString.copyFrom(bytes));
        Files.write(file, changed.build().toByteArray());

        OfficialChecker.check(file);
        assertThatThrownBy(() -> export.verify(file))
                .isInstanceOf(ExportException.class)
                .hasMessageMatching("(?s)the output 'output' of .*mlp\\.onnx differs at \\[0, [0-2]\\] \\(batch=1\\): "
                        + "ONNX Runtime \\S+ gives \\S+, the model \\S+, which is more than 1\\.0E-5 \\+ 1\\.0E-5·\\|y\\| apart");
    }

    @Test
    void aVerificationFailsForTheWeightsOfAnotherModel() {
        Path file = folder.resolve("mlp.onnx");
        OnnxExport.of(model.network().init(engine, 12)).write(file);

        assertThatThrownBy(() -> OnnxExport.of(model).verify(file)).isInstanceOf(ExportException.class);
    }

    @Test
    void weightsOutsideTheModelAreFound() {
        Path file = folder.resolve("mlp.onnx");
        OnnxExport export = OnnxExport.of(model).externalData("mlp.weights");
        OnnxReport report = export.write(file);

        assertThat(report.dataFile()).contains(folder.resolve("mlp.weights"));
        OfficialChecker.check(file);
        assertThat(export.verify(file).maxDifference()).isLessThan(1e-5);
    }

    @Test
    void aFileWithEveryOptionIsAccepted() throws IOException {
        Path file = folder.resolve("mlp.onnx");
        OnnxExport export = OnnxExport.of(model).doc("three classes").classLabels(List.of("a", "b", "c")).metadata("made", "for tests");
        export.write(file);

        OfficialChecker.check(file);
        assertThat(export.verify(file).maxDifference()).isLessThan(1e-5);
        assertThat(ModelProto.parseFrom(Files.readAllBytes(file)).getMetadataPropsList())
                .extracting(p -> p.getKey() + "=" + p.getValue())
                .containsExactly("class_labels=[\"a\",\"b\",\"c\"]", "made=for tests");
    }

    @Test
    void doublePrecisionStaysDouble() {
        Path file = folder.resolve("mlp.onnx");
        OnnxExport export = OnnxExport.of(model.network().init(engine, 11, DType.F64));
        export.write(file);

        OfficialChecker.check(file);
        assertThat(export.verification().tolerance(1e-13, 1e-13).run(file).maxDifference()).isLessThan(1e-13);
    }

    @Test
    void theCheckerItselfCanFail() throws IOException {
        Path file = folder.resolve("mlp.onnx");
        OnnxExport.of(model).write(file);
        ModelProto.Builder changed = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        changed.getGraphBuilder().getOutputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder()
                .getDimBuilder(1).setDimValue(4);
        Files.write(file, changed.build().toByteArray());

        assertThatThrownBy(() -> OfficialChecker.check(file)).hasMessageContaining("ShapeInferenceError");
    }
}
