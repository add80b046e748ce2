package org.espalier.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.TensorType;

/** Types in the words of ONNX. */
final class OnnxTypes {
    private OnnxTypes() {}

    /** The number of a dtype in the enum of TensorProto. */
    static int code(DType dtype) {
        return switch (dtype) {
            case F32 -> TensorProto.DataType.FLOAT_VALUE;
            case F64 -> TensorProto.DataType.DOUBLE_VALUE;
            case I32 -> TensorProto.DataType.INT32_VALUE;
            case I64 -> TensorProto.DataType.INT64_VALUE;
            case BOOL -> TensorProto.DataType.BOOL_VALUE;
            case U8 -> TensorProto.DataType.UINT8_VALUE;
        };
    }

    /** A named value's type. A length that is a name stays one; for a length computed from names ONNX has no form. */
    static ValueInfoProto value(String name, TensorType type) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Dim d : type.shape().dims()) {
            TensorShapeProto.Dimension.Builder dim = shape.addDimBuilder();
            if (d.isKnown()) {
                dim.setDimValue(d.length());
            } else if (isName(d)) {
                dim.setDimParam(d.toString());
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder()
                        .setElemType(code(type.dtype()))
                        .setShape(shape)))
                .build();
    }

    /** Whether a dim is a name alone. */
    static boolean isName(Dim dim) {
        return dim.names().size() == 1 && dim.equals(Dim.of(dim.names().iterator().next()));
    }
}
