package org.espalier.reference.nodetests;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.espalier.onnx.OnnxImport;
import org.espalier.tensor.Tensor;

/**
 * One of ONNX's own tests: a model, and inputs with the outputs that it must have for them.
 *
 * @param name the name of its folder, without {@code test_}
 * @param folder where it is
 * @param model the model
 */
record OfficialTest(String name, Path folder, ModelProto model) {
    /** The element types that exist here, by their numbers in TensorProto: f32, u8, i32, i64, bool, f64. */
    private static final Set<Integer> DTYPES = Set.of(1, 2, 6, 7, 9, 11);

    /** What goes in and must come out, by name. */
    record Data(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {}

    static OfficialTest of(Path folder) {
        try {
            return new OfficialTest(folder.getFileName().toString().replaceFirst("^test_", ""), folder,
                    ModelProto.parseFrom(Files.readAllBytes(folder.resolve("model.onnx"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return folder.resolve("model.onnx");
    }

    /** The operators of the model, sorted. */
    Set<String> operators() {
        Set<String> operators = new TreeSet<>();
        for (NodeProto n : model.getGraph().getNodeList()) {
            operators.add(n.getDomain().isEmpty() ? n.getOpType() : n.getDomain() + "." + n.getOpType());
        }
        return operators;
    }

    /** Why the inputs and outputs cannot be tensors here, or null if they can. */
    String unsupportedType() {
        return Stream.concat(model.getGraph().getInputList().stream(), model.getGraph().getOutputList().stream())
                .map(OfficialTest::unsupported)
                .filter(reason -> reason != null)
                .findFirst()
                .orElse(null);
    }

    private static String unsupported(ValueInfoProto value) {
        TypeProto type = value.getType();
        if (type.getValueCase() != TypeProto.ValueCase.TENSOR_TYPE) {
            return type.getValueCase().name().replace("_TYPE", "").toLowerCase(java.util.Locale.ROOT) + "s";
        }
        int code = type.getTensorType().getElemType();
        return DTYPES.contains(code) ? null
                : "dtype " + ai.onnx.proto.OnnxMl.TensorProto.DataType.forNumber(code);
    }

    /** The data sets. */
    List<Data> data() {
        List<Data> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path set : files.filter(f -> f.getFileName().toString().startsWith("test_data_set_")).sorted().toList()) {
                all.add(new Data(tensors(set, "input_", model.getGraph().getInputList()),
                        tensors(set, "output_", model.getGraph().getOutputList())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static Map<String, Tensor> tensors(Path set, String prefix, List<ValueInfoProto> declared) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < declared.size(); i++) {
            Path file = set.resolve(prefix + i + ".pb");
            if (Files.exists(file)) {
                tensors.put(declared.get(i).getName(), OnnxImport.readTensor(file));
            }
        }
        return tensors;
    }
}
