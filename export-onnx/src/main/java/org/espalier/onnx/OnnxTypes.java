package org.espalier.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import org.espalier.plugin.EspalierException;
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

    /**
     * The dtype with a number in the enum of TensorProto.
     *
     * @throws EspalierException naming {@code what} and the dtype, where there is none like it here
     */
    static DType dtype(int code, String what) {
        for (DType d : DType.values()) {
            if (code(d) == code) {
                return d;
            }
        }
        TensorProto.DataType known = TensorProto.DataType.forNumber(code);
        throw unknown(what, known == null ? code : known);
    }

    /** The dtype with a name in the enum of TensorProto; see {@link #dtype(int, String)}. */
    static DType dtype(String name, String what) {
        for (DType d : DType.values()) {
            if (TensorProto.DataType.forNumber(code(d)).name().equals(name)) {
                return d;
            }
        }
        throw unknown(what, name);
    }

    private static EspalierException unknown(String what, Object dtype) {
        return new EspalierException(what + " has the element type " + dtype + ", but only " + List.of(DType.values())
                + " can be read");
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
