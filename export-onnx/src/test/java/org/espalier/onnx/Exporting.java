package org.espalier.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** A graph put together by a test, and its export. */
final class Exporting {
    static final Dim BATCH = Dim.of("batch");
    private static final Registry REGISTRY = Registry.discover();

    final GraphBuilder graph = REGISTRY.graphBuilder();
    private final Map<String, Tensor> weights = new LinkedHashMap<>();
    private final Map<String, Value> outputs = new LinkedHashMap<>();
    private Forward forward = inputs -> {
        throw new AssertionError("this test runs nothing");
    };

    Value input(String name, DType dtype, Dim... dims) {
        return graph.input(name, new TensorType(dtype, Shape.of(dims)));
    }

    /** An f32 input of a batch of vectors. */
    Value input(String name, long length) {
        return input(name, DType.F32, BATCH, Dim.of(length));
    }

    Value weight(String path, Tensor value) {
        weights.put(path, value);
        return graph.input(path, value.type());
    }

    Value apply(Op op, Value... inputs) {
        return graph.apply(op, List.of(inputs), Attributes.none()).get(0);
    }

    Exporting output(String name, Value value) {
        outputs.put(name, value);
        return this;
    }

    Exporting forward(Forward own) {
        this.forward = own;
        return this;
    }

    OnnxSource source() {
        return new OnnxSource("test", graph.build(outputs), weights, REGISTRY, forward);
    }

    OnnxExport export() {
        return OnnxExport.of(source());
    }

    /** The text of the file that an export writes. */
    String text(UnaryOperator<OnnxExport> options) {
        return OnnxText.of(model(options));
    }

    String text() {
        return text(e -> e);
    }

    /** The file that an export writes. */
    ModelProto model(UnaryOperator<OnnxExport> options) {
        try {
            Path folder = Files.createTempDirectory("onnx");
            Path file = folder.resolve("test.onnx");
            try {
                options.apply(export()).write(file);
                return ModelProto.parseFrom(Files.readAllBytes(file));
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder.resolve("test.onnx.data"));
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
