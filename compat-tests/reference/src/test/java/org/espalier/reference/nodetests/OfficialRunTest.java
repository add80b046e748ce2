package org.espalier.reference.nodetests;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.core.engine.Engine;
import org.espalier.core.registry.Registry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner of official tests tells a right output from a wrong one, and what it cannot run from what fails. */
class OfficialRunTest {
    private static final Registry REGISTRY = Registry.discover();

    @TempDir
    Path folder;

    /** A test with the input (-1, 2) of an operator with one input. */
    private void test(String name, String opType, int dtype, TensorProto expected) throws IOException {
        TypeProto type = TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder().setElemType(dtype)
                .setShape(TensorShapeProto.newBuilder().addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(2)))).build();
        ModelProto model = ModelProto.newBuilder().setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(GraphProto.newBuilder()
                        .addNode(NodeProto.newBuilder().setOpType(opType).addInput("x").addOutput("y"))
                        .addInput(ValueInfoProto.newBuilder().setName("x").setType(type))
                        .addOutput(ValueInfoProto.newBuilder().setName("y").setType(type)))
                .build();
        Path set = Files.createDirectories(folder.resolve("test_" + name).resolve("test_data_set_0"));
        Files.write(set.resolveSibling("model.onnx"), model.toByteArray());
        Files.write(set.resolve("input_0.pb"), floats(-1, 2).toByteArray());
        Files.write(set.resolve("output_0.pb"), expected.toByteArray());
    }

    private static TensorProto floats(float... values) {
        TensorProto.Builder t = TensorProto.newBuilder().setDataType(TensorProto.DataType.FLOAT_VALUE).addDims(values.length);
        for (float v : values) {
            t.addFloatData(v);
        }
        return t.build();
    }

    private Map<String, Outcome> run(Map<String, String> exceptions) {
        Map<String, Outcome> outcomes = new TreeMap<>();
        try (Engine engine = Engine.create(REGISTRY, Engine.REFERENCE, 1)) {
            new OfficialRun(REGISTRY, List.of(engine), exceptions).all(folder).forEach(o -> outcomes.put(o.test(), o));
        }
        return outcomes;
    }

    @Test
    void tellsWhatCameOfEach() throws IOException {
        int f32 = TensorProto.DataType.FLOAT_VALUE;
        test("right", "Relu", f32, floats(0, 2));
        test("close", "Relu", f32, floats(0, 2.00001f));
        test("wrong", "Relu", f32, floats(0, 2.01f));
        test("nan", "Relu", f32, floats(0, Float.NaN));
        test("shorter", "Relu", f32, floats(0));
        test("integers", "Relu", f32, TensorProto.newBuilder().setDataType(TensorProto.DataType.INT64_VALUE).addDims(2)
                .addInt64Data(0).addInt64Data(2).build());
        test("unknown", "Relo", f32, floats(0, 2));
        test("halves", "Relu", TensorProto.DataType.FLOAT16_VALUE, floats(0, 2));
        test("excused", "Relu", f32, floats(1, 2));
        test("excused_in_vain", "Relu", f32, floats(0, 2));

        Map<String, Outcome> outcomes = run(Map.of("excused", "no reason", "excused_in_vain", "no reason"));

        assertThat(outcomes.values().stream().map(o -> o.test() + " " + o.kind())).containsExactly(
                "close PASS", "excused EXCEPTION", "excused_in_vain FAIL", "halves UNSUPPORTED", "integers FAIL", "nan FAIL",
                "right PASS", "shorter FAIL", "unknown UNSUPPORTED", "wrong FAIL");
        assertThat(outcomes.get("right").error()).isZero();
        assertThat(outcomes.get("close").error()).isBetween(4e-6, 6e-6);
        assertThat(outcomes.get("wrong").reason()).contains("2.0 instead of 2.0099");
        assertThat(outcomes.get("shorter").reason()).contains("f32[2] instead of f32[1]");
        assertThat(outcomes.get("unknown").reason()).isEqualTo("operator Relo");
        assertThat(outcomes.get("halves").reason()).isEqualTo("dtype FLOAT16");
    }

    @Test
    void thePageKeepsWhatDidNotPass() throws IOException {
        test("right", "Relu", TensorProto.DataType.FLOAT_VALUE, floats(0, 2));
        test("wrong", "Relu", TensorProto.DataType.FLOAT_VALUE, floats(0, 3));
        test("unknown", "Relo", TensorProto.DataType.FLOAT_VALUE, floats(0, 2));

        String page = NodeTestDocument.of(Map.of("node", List.copyOf(run(Map.of()).values())));

        assertThat(page).contains("| node | 3 | 1 | 0 | 1 | 1 |", "| Relu | 2 | 1 | 0 | 1: ", "| Relo | 1 | 0 | – | 1: operator Relo |");
        assertThat(NodeTestDocument.notPassed(page, "node")).containsExactlyInAnyOrder("wrong", "unknown");
        assertThat(NodeTestDocument.bound(2e-7)).isEqualTo("≤ 1e-6");
    }
}
