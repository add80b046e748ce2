package org.espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.espalier.core.engine.Engine;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** A file put together by a test, its import, and what the graph computes. */
final class Importing {
    static final Registry REGISTRY = Registry.discover();

    final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8);
    private final Map<String, Tensor> given = new LinkedHashMap<>();

    Importing(int opset) {
        model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset));
    }

    /** A file with one node, whose inputs x0, x1, ... are of the given values' types, and whose output is y0. */
    static Importing node(int opset, String opType, Attributes attributes, Tensor... values) {
        Importing i = new Importing(opset);
        List<String> names = new ArrayList<>();
        for (Tensor t : values) {
            names.add(t == null ? "" : "x" + names.size());
            if (t != null) {
                i.input(names.get(names.size() - 1), t);
            }
        }
        return i.node(opType, attributes, String.join(" ", names).isBlank() ? "" : String.join(",", names), "y0").output("y0");
    }

    /** Inputs and outputs by commas. */
    Importing node(String opType, Attributes attributes, String inputs, String outputs) {
        NodeProto.Builder n = NodeProto.newBuilder().setOpType(opType).addAllAttribute(OnnxAttributes.of(attributes));
        if (!inputs.isEmpty()) {
            n.addAllInput(List.of(inputs.split(",", -1)));
        }
        graph.addNode(n.addAllOutput(List.of(outputs.split(",", -1))));
        return this;
    }

    /** An input, and its value when the graph runs. */
    Importing input(String name, Tensor value) {
        given.put(name, value);
        return declare(name, value.type());
    }

    /** An input. */
    Importing declare(String name, TensorType type) {
        graph.addInput(OnnxTypes.value(name, type));
        return this;
    }

    Importing weight(String name, Tensor value) {
        graph.addInitializer(tensor(value).toBuilder().setName(name));
        return this;
    }

    /** The importer does not look at the types of outputs. */
    Importing output(String name) {
        graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        return this;
    }

    Importing model(UnaryOperator<ModelProto.Builder> change) {
        change.apply(model);
        return this;
    }

    static TensorProto tensor(Tensor value) {
        ByteBuffer bytes = ByteBuffer.allocate(value.size() * value.dtype().bytes());
        value.writeBytes(bytes);
        TensorProto.Builder t = TensorProto.newBuilder().setDataType(OnnxTypes.code(value.dtype()))
                .setRawData(ByteString.copyFrom(bytes.array()));
        value.shape().dims().forEach(d -> t.addDims(d.length()));
        return t.build();
    }

    byte[] bytes() {
        return model.clone().setGraph(graph).build().toByteArray();
    }

    ImportedModel read(UnaryOperator<OnnxImport> options) {
        return options.apply(OnnxImport.of(REGISTRY)).read(bytes());
    }

    ImportedModel read() {
        return read(o -> o);
    }

    /** What the graph computes on the reference backend; inputs are bound where an operator needs them. */
    Map<String, Tensor> run() {
        OnnxImport options = OnnxImport.of(REGISTRY);
        for (Map.Entry<String, Tensor> e : given.entrySet()) {
            options = options.bindIfNeeded(e.getKey(), e.getValue());
        }
        return run(options.read(bytes()), given);
    }

    static Map<String, Tensor> run(ImportedModel imported, Map<String, Tensor> values) {
        Map<String, Tensor> inputs = new TreeMap<>(values);
        imported.bound().forEach(inputs::remove);
        try (Engine engine = Engine.create(REGISTRY, Engine.REFERENCE, 1)) {
            return imported.run(engine, inputs);
        }
    }

    /** The output y0. */
    Tensor result() {
        return run().get("y0");
    }

    static Attributes with(Object... namesAndValues) {
        return Attributes.of(namesAndValues);
    }

    static Tensor f32(long[] shape, double... values) {
        return Tensor.rounded(TensorType.of(DType.F32, shape), values);
    }

    /** A vector. */
    static Tensor f32(double... values) {
        return f32(new long[] {values.length}, values);
    }

    static Tensor i64(long... values) {
        return Tensor.of(values, values.length);
    }

    static Tensor i32(int... values) {
        return Tensor.of(values, values.length);
    }

    static long[] shape(long... lengths) {
        return lengths;
    }

    /** The numbers 0, 1, 2, ... in a shape. */
    static Tensor count(long... shape) {
        double[] values = new double[(int) Shape.of(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return f32(shape, values);
    }

    /** A dtype's number in files. */
    static long code(DType dtype) {
        return OnnxTypes.code(dtype);
    }
}
