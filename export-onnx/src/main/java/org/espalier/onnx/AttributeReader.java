package org.espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.graph.Attributes;

/** A node's configuration, from the words of ONNX. */
final class AttributeReader {
    private AttributeReader() {}

    /** All attributes of a node. */
    static Attributes read(NodeProto node, TensorReader tensors) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (AttributeProto a : node.getAttributeList()) {
            values.put(a.getName(), value(a, tensors));
        }
        Object[] namesAndValues = values.entrySet().stream()
                .flatMap(e -> List.of(e.getKey(), e.getValue()).stream())
                .toArray();
        return Attributes.of(namesAndValues);
    }

    private static Object value(AttributeProto a, TensorReader tensors) {
        return switch (a.getType()) {
            case INT -> a.getI();
            case FLOAT -> decimal(a.getF());
            case STRING -> a.getS().toStringUtf8();
            case TENSOR -> tensors.read(a.getT(), "the attribute '" + a.getName() + "'");
            case INTS -> a.getIntsList();
            case FLOATS -> a.getFloatsList().stream().map(AttributeReader::decimal).toList();
            case STRINGS -> a.getStringsList().stream().map(s -> s.toStringUtf8()).toList();
            default -> throw new IllegalArgumentException("its attribute '" + a.getName() + "' is of the kind " + a.getType()
                    + ", which cannot be read");
        };
    }

    /** What was written as this float: the shortest decimal that it is the nearest float of. */
    private static double decimal(float f) {
        return Double.parseDouble(Float.toString(f));
    }
}
