package org.espalier.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.Tensor;

/**
 * A file as protobuf reads it, found to be a model.
 *
 * @param source what was read, for messages
 * @param graph the main graph
 * @param opsets the version of the operators of each domain; ONNX's own domain is empty
 * @param metadata the texts that go with the file
 */
record FileContent(String source, GraphProto graph, Map<String, Integer> opsets, SortedMap<String, String> metadata) {
    /** The newest opset whose operators are known here. */
    private static final int NEWEST = 23;
    /** Files of older versions of the format do not state an opset, since there was but one. */
    private static final int FIRST_IR_WITH_OPSETS = 3;

    static FileContent parse(String source, byte[] content) {
        ModelProto model;
        try {
            model = ModelProto.parseFrom(content);
        } catch (InvalidProtocolBufferException e) {
            throw new ModelFormatException(source + " is no ONNX file, or a damaged one: " + e.getMessage(), e);
        }
        if (model.getIrVersion() < 1 || !model.hasGraph()) {
            throw new ModelFormatException(source + " is no ONNX file: it has no "
                    + (model.hasGraph() ? "version of the format" : "graph"));
        }
        Map<String, Integer> opsets = new HashMap<>();
        for (OperatorSetIdProto set : model.getOpsetImportList()) {
            opsets.put(plain(set.getDomain()), (int) Math.min(set.getVersion(), Integer.MAX_VALUE));
        }
        if (opsets.isEmpty() && model.getIrVersion() < FIRST_IR_WITH_OPSETS) {
            opsets.put("", 1);
        }
        int opset = opsets.getOrDefault("", 1);
        if (opset < 1 || opset > NEWEST) {
            throw new ModelFormatException(source + " has opset " + opset + ", but this version reads opset 1 to " + NEWEST
                    + "; convert the file or use a newer version");
        }
        SortedMap<String, String> metadata = new TreeMap<>();
        for (StringStringEntryProto entry : model.getMetadataPropsList()) {
            metadata.put(entry.getKey(), entry.getValue());
        }
        return new FileContent(source, model.getGraph(), opsets, metadata);
    }

    static Tensor tensor(String source, byte[] content) {
        try {
            return new TensorReader(null).read(TensorProto.parseFrom(content), source);
        } catch (InvalidProtocolBufferException e) {
            throw new ModelFormatException(source + " is no tensor in ONNX's format, or a damaged one: " + e.getMessage(), e);
        }
    }

    /** ONNX's own domain has two names. */
    private static String plain(String domain) {
        return domain.equals("ai.onnx") ? "" : domain;
    }

    /** The version of ONNX's own operators. */
    int opset() {
        return opsets.getOrDefault("", 1);
    }

    /** The version of the operators of a node's domain. */
    int opset(NodeProto node) {
        Integer version = opsets.get(plain(node.getDomain()));
        if (version == null) {
            throw new ModelFormatException(source + " has a " + node.getOpType() + " of the domain '" + node.getDomain()
                    + "', but does not say of which version; it has " + opsets);
        }
        return version;
    }

    /** The name under which the reading of a node's operator is registered. */
    static String operator(NodeProto node) {
        String domain = plain(node.getDomain());
        return domain.isEmpty() ? node.getOpType() : domain + "." + node.getOpType();
    }
}
