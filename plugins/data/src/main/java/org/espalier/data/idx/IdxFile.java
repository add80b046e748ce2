package org.espalier.data.idx;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.espalier.data.file.Inputs;
import org.espalier.plugin.DataException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** One file: two zeros, the type of its elements, the number of its dimensions, their lengths, and the elements. */
final class IdxFile {
    private IdxFile() {}

    static Tensor read(Path file) {
        try (InputStream in = Inputs.open(file)) {
            byte[] magic = in.readNBytes(4);
            IdxElements elements = magic.length == 4 && magic[0] == 0 && magic[1] == 0 ? IdxElements.of(magic[2]) : null;
            if (elements == null || magic[3] < 1) {
                throw new DataException(file + " is not an IDX file: it begins with " + Arrays.toString(magic)
                        + ", but must begin with 0, 0, a type (8, 9, 11, 12, 13 or 14) and a number of dimensions of at least 1");
            }
            long[] lengths = new long[magic[3]];
            long size = elements.bytes();
            for (int i = 0; i < lengths.length; i++) {
                lengths[i] = length(in, file);
                size = Math.multiplyExact(size, lengths[i]);
            }
            return elements(in, file, elements, Shape.of(lengths), Math.toIntExact(size));
        } catch (ArithmeticException e) {
            throw new DataException(file + " says that it holds more than an array can; it is damaged, or too large", e);
        } catch (IOException e) {
            throw Inputs.damaged(file, e);
        }
    }

    private static long length(InputStream in, Path file) throws IOException {
        byte[] four = in.readNBytes(4);
        if (four.length < 4) {
            throw new DataException(file + " is truncated: it ends within its header");
        }
        return ByteBuffer.wrap(four).getInt() & 0xffffffffL;
    }

    /** What follows the header. Bytes are taken as they come, so a header that lies does not make the memory go. */
    private static Tensor elements(InputStream in, Path file, IdxElements elements, Shape shape, int size) throws IOException {
        byte[] bytes;
        try {
            bytes = in.readNBytes(size);
        } catch (EOFException e) {
            throw new DataException(file + " is truncated: its packed content ends too early", e);
        }
        if (bytes.length < size) {
            throw new DataException(file + " is truncated: its header says " + shape + ", which is " + size + " bytes, but there are "
                    + bytes.length);
        }
        if (in.read() >= 0) {
            throw new DataException(file + " is longer than its header says: " + shape + " is " + size
                    + " bytes, but more follow; it is damaged, or no IDX file");
        }
        return Tensor.of(new TensorType(elements.dtype(), shape), elements.array(bytes));
    }

    static Tensor labels(Path file) {
        Tensor t = read(file);
        if (t.shape().rank() != 1 || !t.dtype().isInteger()) {
            throw new DataException(file + " holds " + t.type() + ", but labels are integers of one dimension; are the files the"
                    + " right way round?");
        }
        return t.to(DType.I64);
    }

    static void requireSameLength(Tensor values, Path valueFile, Tensor labels, Path labelFile) {
        if (values.shape().length(0) != labels.shape().length(0)) {
            throw new DataException(valueFile + " has " + values.shape().length(0) + " examples, but " + labelFile + " has "
                    + labels.shape().length(0) + " labels; they belong to different sets");
        }
        if (values.size() == 0) {
            throw new DataException(valueFile + " holds no examples");
        }
    }

    static void requireFinite(Tensor values, Path file) {
        if (!values.dtype().isFloating()) {
            return;
        }
        int width = values.size() / (int) values.shape().length(0);
        for (int i = 0; i < values.size(); i++) {
            if (!Double.isFinite(values.getDouble(i))) {
                throw new DataException(file + " holds " + values.getDouble(i) + " in example " + i / width + ", element " + i % width
                        + "; values must be finite");
            }
        }
    }
}
