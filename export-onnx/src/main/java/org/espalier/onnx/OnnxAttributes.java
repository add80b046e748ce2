package org.espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;

/** A node's configuration in the words of ONNX. */
final class OnnxAttributes {
    private OnnxAttributes() {}

    /** All attributes, ordered by name. */
    static List<AttributeProto> of(Attributes attributes) {
        return attributes.asMap().entrySet().stream().map(e -> attribute(e.getKey(), e.getValue())).toList();
    }

    private static AttributeProto attribute(String name, Object value) {
        AttributeProto.Builder a = AttributeProto.newBuilder().setName(name);
        if (value instanceof Long n) {
            return a.setType(AttributeType.INT).setI(n).build();
        }
        if (value instanceof Boolean b) {
            return a.setType(AttributeType.INT).setI(b ? 1 : 0).build();
        }
        if (value instanceof DType d) {
            return a.setType(AttributeType.INT).setI(OnnxTypes.code(d)).build();
        }
        if (value instanceof Double d) {
            return a.setType(AttributeType.FLOAT).setF(d.floatValue()).build();
        }
        if (value instanceof String s) {
            return a.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(s)).build();
        }
        if (value instanceof List<?> list) {
            return list(a, list);
        }
        if (value instanceof Shape s && s.isKnown()) {
            a.setType(AttributeType.INTS);
            s.dims().forEach(d -> a.addInts(d.length()));
            return a.build();
        }
        if (value instanceof Tensor t) {
            return a.setType(AttributeType.TENSOR).setT(tensor(t)).build();
        }
        String what = value instanceof Shape s ? "the shape " + s + " with lengths that are not known" : "a " + value.getClass().getSimpleName();
        throw new IllegalArgumentException("the attribute '" + name + "' is " + what
                + ", which cannot be an attribute in ONNX; write it as an input");
    }

    /** All elements are of one kind; an empty list is one of integers. */
    private static AttributeProto list(AttributeProto.Builder a, List<?> list) {
        if (list.stream().anyMatch(Double.class::isInstance)) {
            a.setType(AttributeType.FLOATS);
            list.forEach(n -> a.addFloats(((Double) n).floatValue()));
        } else if (list.stream().anyMatch(String.class::isInstance)) {
            a.setType(AttributeType.STRINGS);
            list.forEach(s -> a.addStrings(ByteString.copyFromUtf8((String) s)));
        } else {
            a.setType(AttributeType.INTS);
            list.forEach(n -> a.addInts((Long) n));
        }
        return a.build();
    }

    /** A tensor within a node, where it is small; weights are written piece by piece. */
    private static TensorProto tensor(Tensor t) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(t.size(), t.dtype().bytes()));
        t.writeBytes(bytes);
        TensorProto.Builder proto = TensorProto.newBuilder()
                .setDataType(OnnxTypes.code(t.dtype()))
                .setRawData(ByteString.copyFrom(bytes.array()));
        t.shape().dims().forEach(d -> proto.addDims(d.length()));
        return proto.build();
    }
}
