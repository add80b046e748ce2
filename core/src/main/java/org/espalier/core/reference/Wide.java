package org.espalier.core.reference;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.backend.Buffer;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * Values in double precision as plain arrays, for kernels that read each element many times: f64 where it lies, f32 copied
 * into working memory.
 */
final class Wide {
    private Wide() {}

    /** The working memory for values of these types: none for f64. */
    static List<TensorType> scratch(TensorType... types) {
        return Stream.of(types).filter(t -> t.dtype() == DType.F32).map(t -> t.withDType(DType.F64)).toList();
    }

    /** A value to read. */
    static Buffer read(Buffer value, Buffer[] buffers, int scratch) {
        if (value.dtype() == DType.F64) {
            return value;
        }
        Buffer wide = buffers[scratch];
        for (int i = 0; i < value.length(); i++) {
            wide.f64()[wide.offset() + i] = value.getDouble(i);
        }
        return wide;
    }

    /** Zeros to add to; {@link #finish} rounds them. */
    static Buffer sums(Buffer value, Buffer[] buffers, int scratch) {
        Buffer wide = value.dtype() == DType.F64 ? value : buffers[scratch];
        Arrays.fill(wide.f64(), wide.offset(), wide.offset() + wide.length(), 0);
        return wide;
    }

    /** Rounds sums to the value's dtype. */
    static void finish(Buffer sums, Buffer value) {
        for (int i = 0; sums != value && i < value.length(); i++) {
            value.setDouble(i, sums.getDouble(i));
        }
    }
}
