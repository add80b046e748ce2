package org.espalier.onnxruntime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.espalier.plugin.ExportException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Tensors to and from ONNX Runtime; each way is a copy. */
final class OrtTensors {
    private static final Map<OnnxJavaType, DType> DTYPES = Map.of(
            OnnxJavaType.FLOAT, DType.F32, OnnxJavaType.DOUBLE, DType.F64, OnnxJavaType.INT32, DType.I32,
            OnnxJavaType.INT64, DType.I64, OnnxJavaType.BOOL, DType.BOOL, OnnxJavaType.UINT8, DType.U8);

    private OrtTensors() {}

    static OnnxTensor toOrt(OrtEnvironment environment, Tensor t) throws OrtException {
        // The runtime reads the machine's byte order; all machines that it has libraries for are little-endian.
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.multiplyExact(t.size(), t.dtype().bytes())).order(ByteOrder.LITTLE_ENDIAN);
        t.writeBytes(bytes);
        bytes.flip();
        long[] shape = t.shape().lengths();
        return switch (t.dtype()) {
            case F32 -> OnnxTensor.createTensor(environment, bytes.asFloatBuffer(), shape);
            case F64 -> OnnxTensor.createTensor(environment, bytes.asDoubleBuffer(), shape);
            case I32 -> OnnxTensor.createTensor(environment, bytes.asIntBuffer(), shape);
            case I64 -> OnnxTensor.createTensor(environment, bytes.asLongBuffer(), shape);
            case BOOL -> OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.BOOL);
            case U8 -> OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.UINT8);
        };
    }

    static Tensor fromOrt(String name, OnnxValue value) {
        if (!(value instanceof OnnxTensor t) || !DTYPES.containsKey(t.getInfo().type)) {
            throw new ExportException("the output '" + name + "' is " + value + ", for which Espalier has no type");
        }
        TensorType type = new TensorType(DTYPES.get(t.getInfo().type), Shape.of(t.getInfo().getShape()));
        return type.shape().size() == 0 ? Tensor.zeros(type) : Tensor.ofBytes(type, t.getByteBuffer());
    }
}
