package org.espalier.data.idx;

import java.nio.ByteBuffer;
import org.espalier.tensor.DType;

/** The types of elements, high byte first, and how each becomes an array. */
enum IdxElements {
    UNSIGNED_BYTE(0x08, 1, DType.U8) {
        @Override
        Object array(byte[] bytes) {
            return bytes;
        }
    },
    SIGNED_BYTE(0x09, 1, DType.I32) {
        @Override
        Object array(byte[] bytes) {
            int[] values = new int[bytes.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes[i];
            }
            return values;
        }
    },
    SHORT(0x0B, 2, DType.I32) {
        @Override
        Object array(byte[] bytes) {
            int[] values = new int[bytes.length / 2];
            ByteBuffer in = ByteBuffer.wrap(bytes);
            for (int i = 0; i < values.length; i++) {
                values[i] = in.getShort();
            }
            return values;
        }
    },
    INT(0x0C, 4, DType.I32) {
        @Override
        Object array(byte[] bytes) {
            int[] values = new int[bytes.length / 4];
            ByteBuffer.wrap(bytes).asIntBuffer().get(values);
            return values;
        }
    },
    FLOAT(0x0D, 4, DType.F32) {
        @Override
        Object array(byte[] bytes) {
            float[] values = new float[bytes.length / 4];
            ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
            return values;
        }
    },
    DOUBLE(0x0E, 8, DType.F64) {
        @Override
        Object array(byte[] bytes) {
            double[] values = new double[bytes.length / 8];
            ByteBuffer.wrap(bytes).asDoubleBuffer().get(values);
            return values;
        }
    };

    private final int code;
    private final int bytes;
    private final DType dtype;

    IdxElements(int code, int bytes, DType dtype) {
        this.code = code;
        this.bytes = bytes;
        this.dtype = dtype;
    }

    /** The type with a code, or null. */
    static IdxElements of(int code) {
        for (IdxElements e : values()) {
            if (e.code == code) {
                return e;
            }
        }
        return null;
    }

    int bytes() {
        return bytes;
    }

    /** What they become; there are no signed bytes and shorts among tensors. */
    DType dtype() {
        return dtype;
    }

    /** The elements as an array of that dtype. */
    abstract Object array(byte[] bytes);
}
