package org.espalier.testkit;

import java.lang.reflect.Array;
import java.util.Arrays;
import org.espalier.backend.Buffer;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * A buffer in the middle of a larger array, at an odd place, with a fill before, behind and, until something is written,
 * inside: a kernel that writes too far, or reads what it was not given, shows itself.
 */
final class GuardedBuffer {
    private static final int GUARD = 37;
    private final TensorType type;
    private final Object array;
    private final Object fill;
    final Buffer buffer;

    private GuardedBuffer(TensorType type, int variant) {
        this.type = type;
        int n = Math.toIntExact(type.shape().size());
        this.fill = fill(type.dtype(), variant);
        this.array = full(type.dtype(), n + 2 * GUARD, fill);
        this.buffer = new Buffer(type.dtype(), array, GUARD, n);
    }

    /** A buffer full of one of two fills. */
    static GuardedBuffer filled(TensorType type, int variant) {
        return new GuardedBuffer(type, variant);
    }

    /** A buffer with a tensor's elements. */
    static GuardedBuffer of(Tensor tensor, int variant) {
        GuardedBuffer g = new GuardedBuffer(tensor.type(), variant);
        g.buffer.copyFrom(tensor);
        return g;
    }

    private static Object fill(DType dtype, int variant) {
        boolean first = variant == 0;
        return switch (dtype) {
            case F32 -> first ? Float.NaN : -123.25f;
            case F64 -> first ? Double.NaN : -123.25;
            case I32 -> first ? Integer.MIN_VALUE : 77;
            case I64 -> first ? Long.MIN_VALUE : 77L;
            case BOOL -> first;
            case U8 -> first ? (byte) -1 : (byte) 77;
        };
    }

    private static Object full(DType dtype, int n, Object fill) {
        Object array = Array.newInstance(dtype.arrayType().getComponentType(), n);
        switch (dtype) {
            case F32 -> Arrays.fill((float[]) array, (float) fill);
            case F64 -> Arrays.fill((double[]) array, (double) fill);
            case I32 -> Arrays.fill((int[]) array, (int) fill);
            case I64 -> Arrays.fill((long[]) array, (long) fill);
            case BOOL -> Arrays.fill((boolean[]) array, (boolean) fill);
            case U8 -> Arrays.fill((byte[]) array, (byte) fill);
        }
        return array;
    }

    /** Whether nothing was written before the buffer's begin or behind its end. */
    boolean intact() {
        for (int i = 0; i < GUARD; i++) {
            if (!Array.get(array, i).equals(fill) || !Array.get(array, GUARD + buffer.length() + i).equals(fill)) {
                return false;
            }
        }
        return true;
    }

    Tensor tensor() {
        return buffer.toTensor(type);
    }
}
