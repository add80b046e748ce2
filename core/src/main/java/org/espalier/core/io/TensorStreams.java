package org.espalier.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import org.espalier.plugin.API;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Elements to and from streams, in pieces: the bytes of a large tensor would not fit one buffer. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class TensorStreams {
    private static final int PIECE = 1 << 13;

    private TensorStreams() {}

    /** Writes all elements, little-endian and row-major. */
    public static void write(Tensor tensor, OutputStream out) throws IOException {
        DType dtype = tensor.dtype();
        ByteBuffer bytes = ByteBuffer.allocate(PIECE * dtype.bytes());
        for (int at = 0; at < tensor.size(); at += PIECE) {
            int count = Math.min(PIECE, tensor.size() - at);
            Object elements = elements(dtype, count);
            tensor.copyTo(at, elements, 0, count);
            bytes.clear();
            Tensor.of(TensorType.of(dtype, count), elements).writeBytes(bytes);
            out.write(bytes.array(), 0, bytes.position());
        }
    }

    /** Reads a tensor whose size was found to fit the stream's length. */
    static Tensor read(TensorType type, InputStream in, String what) throws IOException {
        DType dtype = type.dtype();
        int size = Math.toIntExact(type.shape().size());
        Object elements = elements(dtype, size);
        byte[] bytes = new byte[PIECE * dtype.bytes()];
        for (int at = 0; at < size; at += PIECE) {
            int count = Math.min(PIECE, size - at);
            int length = count * dtype.bytes();
            if (in.readNBytes(bytes, 0, length) < length) {
                throw new ModelFormatException(what + " is cut off");
            }
            if (dtype == DType.BOOL) {
                checkTruth(bytes, length, what);
            }
            Tensor.ofBytes(TensorType.of(dtype, count), ByteBuffer.wrap(bytes, 0, length)).copyTo(0, elements, at, count);
        }
        return Tensor.of(type, elements);
    }

    private static void checkTruth(byte[] bytes, int length, String what) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] != 0 && bytes[i] != 1) {
                throw new ModelFormatException(what + " has the truth value " + (bytes[i] & 0xff) + ", not 0 or 1");
            }
        }
    }

    private static Object elements(DType dtype, int count) {
        return Array.newInstance(dtype.arrayType().getComponentType(), count);
    }
}
