package org.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.espalier.graph.Value;
import org.espalier.plugin.ExportException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes: inside the model, outside it, the same each time, and nothing left behind. */
class FilesTest {
    @TempDir
    Path folder;

    private final Tensor large = ramp(100, 30);
    private final Tensor small = ramp(30);
    private final Tensor middle = ramp(30, 10);
    private OnnxExport export;
    private Path file;

    private static Tensor ramp(long... shape) {
        TensorType type = TensorType.of(DType.F32, shape);
        double[] values = new double[(int) type.shape().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 8.0;
        }
        return Tensor.rounded(type, values);
    }

    @BeforeEach
    void network() {
        Exporting e = new Exporting();
        Value y = e.input("x", 100).matmul(e.weight("a/weight", large)).add(e.weight("a/bias", small));
        e.output("y", y.relu().matmul(e.weight("b/weight", middle)));
        export = e.export();
        file = folder.resolve("m.onnx");
    }

    private static ModelProto read(Path file) throws IOException {
        return ModelProto.parseFrom(Files.readAllBytes(file));
    }

    @Test
    void theStreamIsTheMessageThatProtobufReads() throws IOException {
        OnnxReport report = export.doc("for tests").metadata("k", "v").write(file);
        ModelProto model = read(file);

        assertThat(report.bytes()).isEqualTo(Files.size(file)).isEqualTo(model.getSerializedSize());
        assertThat(model.getProducerName()).isEqualTo("espalier");
        assertThat(model.getDocString()).isEqualTo("for tests");
        assertThat(model.getUnknownFields().asMap()).isEmpty();
        assertThat(model.getGraph().getInitializerList()).extracting(TensorProto::getName)
                .containsExactly("a/weight", "a/bias", "b/weight");
        assertThat(Tensor.ofBytes(large.type(), model.getGraph().getInitializer(0).getRawData().asReadOnlyByteBuffer()))
                .isEqualTo(large);
    }

    @Test
    void theSameModelGivesTheSameBytes() throws IOException {
        export.metadata("b", "2").metadata("a", "1").write(file);
        byte[] first = Files.readAllBytes(file);
        network();
        export.metadata("a", "1").metadata("b", "2").write(file);

        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    @Test
    void largeWeightsGoOutsideOnRequest() throws IOException {
        OnnxReport report = export.externalData().write(file);

        Path data = folder.resolve("m.onnx.data");
        assertThat(report.dataFile()).contains(data);
        assertThat(report.bytes()).isEqualTo(Files.size(file) + Files.size(data));
        Map<String, TensorProto> tensors = read(file).getGraph().getInitializerList().stream()
                .collect(Collectors.toMap(TensorProto::getName, t -> t));
        assertThat(outside(tensors.get("a/weight"))).isEqualTo(Map.of("location", "m.onnx.data", "offset", "0", "length", "12000"));
        assertThat(outside(tensors.get("b/weight"))).isEqualTo(Map.of("location", "m.onnx.data", "offset", "12288", "length", "1200"));
        assertThat(outside(tensors.get("a/bias"))).isEmpty();
        assertThat(tensors.get("a/bias").getRawData().size()).isEqualTo(120);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(data));
        assertThat(Tensor.ofBytes(large.type(), bytes.slice(0, 12000))).isEqualTo(large);
        assertThat(Tensor.ofBytes(middle.type(), bytes.slice(12288, 1200))).isEqualTo(middle);
        assertThat(bytes.capacity()).isEqualTo(13488);
    }

    private static Map<String, String> outside(TensorProto t) {
        return t.getExternalDataList().stream().collect(Collectors.toMap(
                StringStringEntryProto::getKey, StringStringEntryProto::getValue, (a, b) -> a, TreeMap::new));
    }

    @Test
    void whatIsTooLargeForOneFileGoesOutside() throws IOException {
        long size = export.write(file).bytes();

        assertThat(export.inlineLimit(size).write(file).dataFile()).isEmpty();
        OnnxReport report = export.inlineLimit(size - 1).write(file);
        assertThat(report.dataFile()).contains(folder.resolve("m.onnx.data"));
        assertThat(report.warnings()).singleElement().asString().contains("the weights are in a file of their own", size + " bytes");
    }

    @Test
    void sizesBeyondTwoGigabytesAreCountedRight() {
        // One tensor of 64 MB under forty names: nothing of it is written.
        Tensor square = Tensor.zeros(TensorType.of(DType.F32, 4000, 4000));
        Exporting e = new Exporting();
        Value y = e.input("x", 4000);
        for (int i = 0; i < 40; i++) {
            y = y.matmul(e.weight("w" + i, square));
        }
        e.output("y", y);

        assertThat(new ModelBytes(Draft.of(e.source(), 17), Settings.DEFAULT, null).size()).isBetween(2_560_000_000L, 2_560_010_000L);
    }

    @Test
    void aDataFileIsAlwaysBesideTheModel() {
        for (String name : List.of("../w", "/etc/w", "a/b", "a\\b", "..", ".", "", "C:w", "m.onnx", "a\nb")) {
            assertThatThrownBy(() -> export.externalData(name).write(file)).as(name)
                    .isInstanceOf(ExportException.class)
                    .hasMessageContaining("must be the name of a file beside the model");
        }
        assertThat(folder).isEmptyDirectory();
        export.externalData("weights..bin").write(file);
        assertThat(folder.resolve("weights..bin")).hasSize(13488);
    }

    @Test
    void smallWeightsNeedNoFileOfTheirOwn() {
        Exporting e = new Exporting();
        e.output("y", e.input("x", 1).add(e.weight("w", Tensor.of(new float[] {1}))));

        assertThat(e.export().externalData().write(file).dataFile()).isEmpty();
        assertThat(folder.toFile().list()).containsExactly("m.onnx");
    }

    @Test
    void nothingStaysBehindWhenTheDataCannotBeWritten() throws IOException {
        Files.createDirectories(folder.resolve("m.onnx.data/sub"));

        assertThatThrownBy(() -> export.externalData().write(file))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("m.onnx.data: it is a folder");
        assertThat(folder.toFile().list()).containsExactly("m.onnx.data");
    }

    @Test
    void anOldFileStaysWhereTheNewOneFails() throws IOException {
        export.write(file);
        byte[] old = Files.readAllBytes(file);
        Files.createDirectories(folder.resolve("m.onnx.data/sub"));

        assertThatThrownBy(() -> export.doc("new").externalData().write(file)).isInstanceOf(ExportException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(old);
    }

    @Test
    void classLabelsAreAJsonList() throws IOException {
        export.classLabels(List.of("zero", "say \"one\"", "back\\slash", "line\nbreak", "ﬁ")).write(file);

        assertThat(read(file).getMetadataPropsList()).singleElement().satisfies(p -> {
            assertThat(p.getKey()).isEqualTo("class_labels");
            assertThat(p.getValue()).isEqualTo("[\"zero\",\"say \\\"one\\\"\",\"back\\\\slash\",\"line\\u000abreak\",\"ﬁ\"]");
        });
    }

    @Test
    void theReportSaysWhatIsThere() {
        OnnxReport report = export.write(file);

        assertThat(report.nodes()).isEqualTo(Map.of("MatMul", 2, "Add", 1, "Relu", 1));
        assertThat(report).hasToString("""
                %s: ONNX opset 17, IR version 8, %,d bytes
                  inputs     x f32[batch,100]
                  outputs    y f32[batch,10]
                  nodes      1 Add, 2 MatMul, 1 Relu, 3 initializers
                """.formatted(file, report.bytes()));
    }
}
