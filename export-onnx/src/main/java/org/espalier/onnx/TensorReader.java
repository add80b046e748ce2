package org.espalier.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Reads tensors. Every length is checked against what there is before anything is allocated, and external data is read
 * from files within the model's folder only.
 *
 * @param folder the real path of the model's folder, or null where there is none
 */
record TensorReader(Path folder) {
    /** Reads a tensor; {@code what} names it in messages. */
    Tensor read(TensorProto proto, String what) {
        DType dtype = OnnxTypes.dtype(proto.getDataType(), what);
        if (proto.hasSegment()) {
            throw new ModelFormatException(what + " is a segment of a tensor, which cannot be read");
        }
        TensorType type = new TensorType(dtype, shape(proto, what));
        int size = (int) type.shape().size();
        if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            return external(type, size, proto, what);
        }
        if (proto.hasRawData()) {
            ByteString raw = proto.getRawData();
            require(raw.size() == (long) size * dtype.bytes(), what, type, size, raw.size() + " bytes");
            return Tensor.ofBytes(type, raw.asReadOnlyByteBuffer());
        }
        return listed(type, size, proto, what);
    }

    /** Lengths whose product fits an array. */
    private static Shape shape(TensorProto proto, String what) {
        long size = 1;
        boolean empty = proto.getDimsList().contains(0L);
        for (long length : proto.getDimsList()) {
            if (length < 0 || (!empty && size * (double) length > Integer.MAX_VALUE - 8)) {
                throw new ModelFormatException(what + " has the lengths " + proto.getDimsList()
                        + ", which no tensor here can have");
            }
            size = empty ? 0 : size * length;
        }
        return Shape.of(proto.getDimsList().stream().mapToLong(n -> n).toArray());
    }

    private static void require(boolean fits, String what, TensorType type, int size, String found) {
        if (!fits) {
            throw new ModelFormatException(what + " is " + type + " with " + size + " elements, but its data has " + found
                    + "; the file is damaged");
        }
    }

    /** Elements one by one, in the field for their dtype. */
    private static Tensor listed(TensorType type, int size, TensorProto proto, String what) {
        return switch (type.dtype()) {
            case F32 -> listed(type, size, proto.getFloatDataCount(), proto::getFloatData, what);
            case F64 -> listed(type, size, proto.getDoubleDataCount(), proto::getDoubleData, what);
            case I32, U8, BOOL -> listed(type, size, proto.getInt32DataCount(), proto::getInt32Data, what);
            case I64 -> {
                require(proto.getInt64DataCount() == size, what, type, size, proto.getInt64DataCount() + " of them");
                yield Tensor.of(type, proto.getInt64DataList().stream().mapToLong(n -> n).toArray());
            }
        };
    }

    private static Tensor listed(TensorType type, int size, int count, IntToDoubleFunction element, String what) {
        require(count == size, what, type, size, count + " of them");
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = element.applyAsDouble(i);
        }
        return Tensor.rounded(type, values);
    }

    private Tensor external(TensorType type, int size, TensorProto proto, String what) {
        Map<String, String> entries = new HashMap<>();
        for (StringStringEntryProto e : proto.getExternalDataList()) {
            entries.put(e.getKey(), e.getValue());
        }
        long bytes = (long) size * type.dtype().bytes();
        Path file = file(entries.getOrDefault("location", ""), what);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long offset = number(entries, "offset", 0, what);
            long length = number(entries, "length", channel.size() - offset, what);
            require(length == bytes, what, type, size, length + " bytes");
            if (offset > channel.size() - bytes) {
                throw new ModelFormatException(what + " needs " + bytes + " bytes from byte " + offset + " on of " + file
                        + ", which has " + channel.size());
            }
            return read(type, channel, offset, bytes, what);
        } catch (IOException e) {
            throw new ModelFormatException(what + " has its data in " + file + ", which cannot be read: " + e, e);
        }
    }

    private static Tensor read(TensorType type, FileChannel channel, long offset, long bytes, String what) throws IOException {
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new ModelFormatException(what + " has " + bytes + " bytes, more than can be read at once");
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new ModelFormatException(what + " is cut off");
            }
        }
        return Tensor.ofBytes(type, buffer.flip());
    }

    private static long number(Map<String, String> entries, String key, long otherwise, String what) {
        String text = entries.get(key);
        try {
            long n = text == null ? otherwise : Long.parseLong(text);
            if (n >= 0) {
                return n;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new ModelFormatException(what + " has the external " + key + " '" + text + "', which is no position in a file");
    }

    /** The file of external data, if it is within the model's folder, links included. */
    private Path file(String location, String what) {
        if (folder == null) {
            throw new ModelFormatException(what + " has its data in the file '" + location
                    + "', but the model was given as bytes; read it from its file");
        }
        try {
            Path file = folder.resolve(location).normalize();
            if (location.isEmpty() || Path.of(location).isAbsolute() || !file.startsWith(folder)) {
                throw outside(location, what);
            }
            if (!Files.isRegularFile(file)) {
                throw new ModelFormatException(what + " has its data in the file '" + location + "', which is not there");
            }
            if (!file.toRealPath().startsWith(folder)) {
                throw outside(location, what);
            }
            return file;
        } catch (InvalidPathException | IOException e) {
            throw new ModelFormatException(what + " has its data in the file '" + location + "', which cannot be found: " + e, e);
        }
    }

    private static ModelFormatException outside(String location, String what) {
        return new ModelFormatException(what + " has its data in the file '" + location
                + "', which is not within the model's folder; such a file is not read");
    }
}
