package org.espalier.backend;

import java.lang.reflect.Array;
import java.util.Objects;
import org.espalier.plugin.API;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * A window on a heap array: the place of one tensor while a plan runs. Fast kernels take the typed array and
 * {@link #offset()}; plain ones use {@link #getDouble} and {@link #setDouble}, which round to the dtype.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Buffer {
    private final DType dtype;
    private final int length;
    private int offset;
    private Object array;
    private float[] f32;
    private double[] f64;
    private int[] i32;
    private long[] i64;
    private boolean[] bool;
    private byte[] u8;

    /** A window of a length on an array of the dtype's class, from an offset. */
    public Buffer(DType dtype, Object array, int offset, int length) {
        this.dtype = dtype;
        this.length = length;
        rebind(array, offset);
    }

    /** A new array of zeros. */
    public static Buffer allocate(TensorType type) {
        int n = Math.toIntExact(type.shape().size());
        return new Buffer(type.dtype(),
                Array.newInstance(type.dtype().arrayType().getComponentType(), n), 0, n);
    }

    /** A new array with a copy of a tensor's elements. */
    public static Buffer of(Tensor tensor) {
        return new Buffer(tensor.dtype(), tensor.toArray(), 0, tensor.size());
    }

    /** Points the window at another array of the same dtype; for input that is not to be copied. */
    public void rebind(Object newArray, int newOffset) {
        Objects.checkFromIndexSize(newOffset, length, Array.getLength(newArray));
        this.array = newArray;
        this.offset = newOffset;
        switch (dtype) {
            case F32 -> f32 = (float[]) newArray;
            case F64 -> f64 = (double[]) newArray;
            case I32 -> i32 = (int[]) newArray;
            case I64 -> i64 = (long[]) newArray;
            case BOOL -> bool = (boolean[]) newArray;
            case U8 -> u8 = (byte[]) newArray;
        }
    }

    /** The element type. */
    public DType dtype() {
        return dtype;
    }

    /** The number of elements. */
    public int length() {
        return length;
    }

    /** The position of element 0 in the array. */
    public int offset() {
        return offset;
    }

    /** The array, whatever its class. */
    public Object array() {
        return array;
    }

    /** The array of an f32 buffer. */
    public float[] f32() {
        return f32;
    }

    /** The array of an f64 buffer. */
    public double[] f64() {
        return f64;
    }

    /** The array of an i32 buffer. */
    public int[] i32() {
        return i32;
    }

    /** The array of an i64 buffer. */
    public long[] i64() {
        return i64;
    }

    /** The array of a bool buffer. */
    public boolean[] bool() {
        return bool;
    }

    /** The array of a u8 buffer. */
    public byte[] u8() {
        return u8;
    }

    /** Element i as a double; true is 1. */
    public double getDouble(int i) {
        return switch (dtype) {
            case F32 -> f32[offset + i];
            case F64 -> f64[offset + i];
            case I32 -> i32[offset + i];
            case I64 -> i64[offset + i];
            case BOOL -> bool[offset + i] ? 1 : 0;
            case U8 -> u8[offset + i] & 0xff;
        };
    }

    /** Sets element i, rounded to the dtype as Java's casts do. */
    public void setDouble(int i, double v) {
        switch (dtype) {
            case F32 -> f32[offset + i] = (float) v;
            case F64 -> f64[offset + i] = v;
            case I32 -> i32[offset + i] = (int) v;
            case I64 -> i64[offset + i] = (long) v;
            case BOOL -> bool[offset + i] = v != 0;
            case U8 -> u8[offset + i] = (byte) (long) v;
        }
    }

    /** Element i as a long; exact for integers and truth values. */
    public long getLong(int i) {
        return switch (dtype) {
            case I32 -> i32[offset + i];
            case I64 -> i64[offset + i];
            case BOOL -> bool[offset + i] ? 1 : 0;
            case U8 -> u8[offset + i] & 0xff;
            case F32, F64 -> (long) getDouble(i);
        };
    }

    /** Sets element i, cut to the dtype as Java's casts do. */
    public void setLong(int i, long v) {
        switch (dtype) {
            case I32 -> i32[offset + i] = (int) v;
            case I64 -> i64[offset + i] = v;
            case BOOL -> bool[offset + i] = v != 0;
            case U8 -> u8[offset + i] = (byte) v;
            case F32 -> f32[offset + i] = v;
            case F64 -> f64[offset + i] = v;
        }
    }

    /** Copies all elements of another buffer of the same dtype and length. */
    public void copyFrom(Buffer other) {
        System.arraycopy(other.array, other.offset, array, offset, length);
    }

    /** Copies all elements of a tensor of the same dtype and size. */
    public void copyFrom(Tensor tensor) {
        if (tensor.dtype() != dtype || tensor.size() != length) {
            throw new IllegalArgumentException("a buffer of " + length + " " + dtype + " cannot take " + tensor.type());
        }
        tensor.copyTo(0, array, offset, length);
    }

    /** A copy of the elements under a type of the same dtype and size. */
    public Tensor toTensor(TensorType type) {
        Object copy = Array.newInstance(dtype.arrayType().getComponentType(), length);
        System.arraycopy(array, offset, copy, 0, length);
        return Tensor.of(type, copy);
    }
}
