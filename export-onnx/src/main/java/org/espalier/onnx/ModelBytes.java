package org.espalier.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.core.io.TensorStreams;
import org.espalier.tensor.Tensor;

/**
 * A model file as bytes. Everything but the weights is a protobuf message; weights are streamed into their places in
 * it, so that no second copy of them is made. Sizes are computed in long: protobuf's own overflow in silence.
 */
final class ModelBytes {
    /** What every Espalier file says of its maker. */
    static final String PRODUCER = "espalier";
    static final String PRODUCER_VERSION = "0.1.0";

    private final ModelProto model;
    private final GraphProto graph;
    /** The initializers without their elements. */
    private final Map<String, TensorProto> headers = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors;

    /** @param layout where weights stand in a file of their own, or null where all of them stand in the model */
    ModelBytes(Draft draft, Settings settings, ExternalLayout layout) {
        this.tensors = draft.initializers();
        this.model = model(settings);
        this.graph = graph(draft, settings);
        tensors.forEach((name, t) -> headers.put(name, header(name, t, layout)));
    }

    private static ModelProto model(Settings settings) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(settings.irVersion())
                .setProducerName(PRODUCER)
                .setProducerVersion(PRODUCER_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(settings.opset()));
        if (!settings.doc().isEmpty()) {
            model.setDocString(settings.doc());
        }
        settings.metadata().forEach((key, value) ->
                model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }

    private static GraphProto graph(Draft draft, Settings settings) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName(draft.name());
        draft.nodes().forEach(n -> graph.addNode(n.proto()));
        draft.inputs().forEach((name, type) -> graph.addInput(OnnxTypes.value(name, type)));
        if (settings.irVersion() < 4) {
            // Before IR version 4 every initializer was an input too.
            draft.initializers().forEach((name, t) -> graph.addInput(OnnxTypes.value(name, t.type())));
        }
        draft.outputs().forEach((name, type) -> graph.addOutput(OnnxTypes.value(name, type)));
        draft.values().forEach((name, type) -> graph.addValueInfo(OnnxTypes.value(name, type)));
        return graph.build();
    }

    private static TensorProto header(String name, Tensor t, ExternalLayout layout) {
        TensorProto.Builder proto = TensorProto.newBuilder().setName(name).setDataType(OnnxTypes.code(t.dtype()));
        t.shape().dims().forEach(d -> proto.addDims(d.length()));
        ExternalLayout.Entry outside = layout == null ? null : layout.entries().get(name);
        if (outside != null) {
            proto.setDataLocation(TensorProto.DataLocation.EXTERNAL);
            entry(proto, "location", layout.fileName());
            entry(proto, "offset", Long.toString(outside.offset()));
            entry(proto, "length", Long.toString(outside.length()));
        }
        return proto.build();
    }

    private static void entry(TensorProto.Builder proto, String key, String value) {
        proto.addExternalData(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
    }

    /** The size of the whole file. */
    long size() {
        long graphSize = graphSize();
        return model.getSerializedSize() + prefix(ModelProto.GRAPH_FIELD_NUMBER, graphSize) + graphSize;
    }

    private long graphSize() {
        long size = graph.getSerializedSize();
        for (String name : headers.keySet()) {
            long tensor = tensorSize(name);
            size += prefix(GraphProto.INITIALIZER_FIELD_NUMBER, tensor) + tensor;
        }
        return size;
    }

    private long tensorSize(String name) {
        TensorProto header = headers.get(name);
        return header.getSerializedSize()
                + (inside(header) ? prefix(TensorProto.RAW_DATA_FIELD_NUMBER, bytes(tensors.get(name))) + bytes(tensors.get(name)) : 0);
    }

    private static boolean inside(TensorProto header) {
        return header.getDataLocation() != TensorProto.DataLocation.EXTERNAL;
    }

    /** The size of a tensor's elements in a file. */
    static long bytes(Tensor t) {
        return (long) t.size() * t.dtype().bytes();
    }

    /** The size of what goes before a nested message of a size. */
    private static int prefix(int field, long size) {
        return CodedOutputStream.computeTagSize(field) + CodedOutputStream.computeUInt64SizeNoTag(size);
    }

    void writeTo(OutputStream stream) throws IOException {
        CodedOutputStream out = CodedOutputStream.newInstance(stream);
        model.writeTo(out);
        open(out, ModelProto.GRAPH_FIELD_NUMBER, graphSize());
        graph.writeTo(out);
        for (Map.Entry<String, TensorProto> e : headers.entrySet()) {
            open(out, GraphProto.INITIALIZER_FIELD_NUMBER, tensorSize(e.getKey()));
            e.getValue().writeTo(out);
            if (inside(e.getValue())) {
                Tensor t = tensors.get(e.getKey());
                open(out, TensorProto.RAW_DATA_FIELD_NUMBER, bytes(t));
                out.flush();
                TensorStreams.write(t, stream);
            }
        }
        out.flush();
    }

    private static void open(CodedOutputStream out, int field, long size) throws IOException {
        out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt64NoTag(size);
    }
}
