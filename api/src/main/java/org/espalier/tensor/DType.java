package org.espalier.tensor;

import org.espalier.plugin.API;

/** The element types of tensors. Each is held in a plain Java array of {@link #arrayType()}. */
@API(status = API.Status.STABLE, since = "0.1")
public enum DType {
    /** IEEE 754 binary32. */
    F32("f32", 4, float[].class),
    /** IEEE 754 binary64. */
    F64("f64", 8, double[].class),
    /** Signed 32-bit integer. */
    I32("i32", 4, int[].class),
    /** Signed 64-bit integer. */
    I64("i64", 8, long[].class),
    /** Truth value. */
    BOOL("bool", 1, boolean[].class),
    /** Unsigned 8-bit integer, 0..255. */
    U8("u8", 1, byte[].class);

    private final String text;
    private final int bytes;
    private final Class<?> arrayType;

    DType(String text, int bytes, Class<?> arrayType) {
        this.text = text;
        this.bytes = bytes;
        this.arrayType = arrayType;
    }

    /** Size of one element in bytes, as it is stored in files. */
    public int bytes() {
        return bytes;
    }

    /** The class of the Java array that holds elements of this type. */
    public Class<?> arrayType() {
        return arrayType;
    }

    /** Whether this is {@link #F32} or {@link #F64}. Only such types have gradients. */
    public boolean isFloating() {
        return this == F32 || this == F64;
    }

    /** Whether this is {@link #I32}, {@link #I64} or {@link #U8}. */
    public boolean isInteger() {
        return this == I32 || this == I64 || this == U8;
    }

    /** The type with this text form, for example {@code f32}. */
    public static DType of(String text) {
        for (DType d : values()) {
            if (d.text.equals(text)) {
                return d;
            }
        }
        throw new IllegalArgumentException("unknown dtype '" + text + "'; known are f32, f64, i32, i64, bool, u8");
    }

    @Override
    public String toString() {
        return text;
    }
}
