package org.espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** A model file as text that a person can compare. */
final class OnnxText {
    private OnnxText() {}

    static String of(ModelProto model) {
        StringBuilder text = new StringBuilder();
        text.append("ir ").append(model.getIrVersion()).append(" opset ").append(model.getOpsetImport(0).getVersion()).append('\n');
        model.getGraph().getInputList().forEach(v -> text.append("input ").append(value(v)).append('\n'));
        model.getGraph().getInitializerList().forEach(t -> text.append("init ").append(initializer(t)).append('\n'));
        model.getGraph().getNodeList().forEach(n -> text.append(node(n)).append('\n'));
        model.getGraph().getOutputList().forEach(v -> text.append("output ").append(value(v)).append('\n'));
        return text.toString();
    }

    private static String value(ValueInfoProto v) {
        TypeProto.Tensor type = v.getType().getTensorType();
        return v.getName() + " " + name(type.getElemType()) + type.getShape().getDimList().stream()
                .map(d -> d.hasDimValue() ? "" + d.getDimValue() : d.hasDimParam() ? d.getDimParam() : "?")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String initializer(TensorProto t) {
        return t.getName() + " " + name(t.getDataType()) + t.getDimsList().toString().replace(" ", "")
                + (t.getRawData().size() <= 16 ? elements(t) : "");
    }

    private static String elements(TensorProto t) {
        List<DType> dtypes = List.of(DType.values());
        TensorType type = dtypes.stream()
                .filter(d -> OnnxTypes.code(d) == t.getDataType())
                .map(d -> new TensorType(d, Shape.of(t.getDimsList().stream().mapToLong(n -> n).toArray())))
                .findFirst().orElseThrow();
        return t.getRawData().isEmpty() && type.shape().size() > 0 ? " outside"
                : Tensor.ofBytes(type, t.getRawData().asReadOnlyByteBuffer()).toString().replaceFirst(".*\\{", " {");
    }

    private static String name(int code) {
        return TensorProto.DataType.forNumber(code).name().toLowerCase(Locale.ROOT);
    }

    private static String node(NodeProto n) {
        String attributes = n.getAttributeList().stream().map(OnnxText::attribute).collect(Collectors.joining(", "));
        return String.join(", ", n.getOutputList()) + " = " + n.getOpType() + "(" + String.join(", ", n.getInputList()) + ")"
                + (attributes.isEmpty() ? "" : " {" + attributes + "}");
    }

    private static String attribute(AttributeProto a) {
        return a.getName() + "=" + switch (a.getType()) {
            case INT -> a.getI();
            case FLOAT -> a.getF();
            case INTS -> a.getIntsList();
            case STRING -> a.getS().toStringUtf8();
            default -> a.getType();
        };
    }
}
