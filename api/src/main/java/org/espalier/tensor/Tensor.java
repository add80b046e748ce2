package org.espalier.tensor;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.espalier.plugin.API;

/**
 * Concrete data on the Java heap with its type, row-major. Immutable: factories copy what they are given and
 * accessors copy what they give, so no two tensors ever share an array with the outside.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Tensor {
    private final TensorType type;
    private final Object array;

    private Tensor(TensorType type, Object array) {
        long size = type.shape().size();
        if (Array.getLength(array) != size) {
            throw new IllegalArgumentException("the type " + type + " needs " + size + " elements, but the array has "
                    + Array.getLength(array));
        }
        this.type = type;
        this.array = array;
    }

    /** A copy of an array whose class is the dtype's {@linkplain DType#arrayType() array type}. */
    public static Tensor of(TensorType type, Object array) {
        if (!type.dtype().arrayType().isInstance(array)) {
            throw new IllegalArgumentException("a tensor of " + type.dtype() + " is made from "
                    + type.dtype().arrayType().getSimpleName() + ", not from " + array.getClass().getSimpleName());
        }
        return new Tensor(type, copy(array));
    }

    /** An f32 tensor from values in row-major order. */
    public static Tensor of(float[] values, long... shape) {
        return of(TensorType.of(DType.F32, shape.length == 0 ? new long[] {values.length} : shape), values);
    }

    /** An f64 tensor from values in row-major order; without a shape it is a vector. */
    public static Tensor of(double[] values, long... shape) {
        return of(TensorType.of(DType.F64, shape.length == 0 ? new long[] {values.length} : shape), values);
    }

    /** An i32 tensor from values in row-major order; without a shape it is a vector. */
    public static Tensor of(int[] values, long... shape) {
        return of(TensorType.of(DType.I32, shape.length == 0 ? new long[] {values.length} : shape), values);
    }

    /** An i64 tensor from values in row-major order; without a shape it is a vector. */
    public static Tensor of(long[] values, long... shape) {
        return of(TensorType.of(DType.I64, shape.length == 0 ? new long[] {values.length} : shape), values);
    }

    /** A bool tensor from values in row-major order; without a shape it is a vector. */
    public static Tensor of(boolean[] values, long... shape) {
        return of(TensorType.of(DType.BOOL, shape.length == 0 ? new long[] {values.length} : shape), values);
    }

    /** An f32 matrix from its rows, which must have the same length. */
    public static Tensor of(float[][] rows) {
        return matrix(DType.F32, rows);
    }

    /** An f64 matrix from its rows, which must have the same length. */
    public static Tensor of(double[][] rows) {
        return matrix(DType.F64, rows);
    }

    private static Tensor matrix(DType dtype, Object[] rows) {
        int columns = rows.length == 0 ? 0 : Array.getLength(rows[0]);
        Object flat = Array.newInstance(dtype.arrayType().getComponentType(), rows.length * columns);
        for (int i = 0; i < rows.length; i++) {
            if (Array.getLength(rows[i]) != columns) {
                throw new IllegalArgumentException(
                        "row " + i + " has " + Array.getLength(rows[i]) + " values, row 0 has " + columns);
            }
            System.arraycopy(rows[i], 0, flat, i * columns, columns);
        }
        return new Tensor(TensorType.of(dtype, rows.length, columns), flat);
    }

    /** An f32 tensor from what remains in a buffer; the buffer's position does not move. */
    public static Tensor of(FloatBuffer values, long... shape) {
        float[] copy = new float[values.remaining()];
        values.duplicate().get(copy);
        return new Tensor(TensorType.of(DType.F32, shape), copy);
    }

    /** A tensor of one number, rounded to the dtype; for bool, whether it is not 0. */
    public static Tensor scalar(DType dtype, double value) {
        return full(new TensorType(dtype, Shape.scalar()), value);
    }

    /** A tensor of an i64 number. */
    public static Tensor scalar(long value) {
        return of(TensorType.of(DType.I64), new long[] {value});
    }

    /** A tensor filled with one number, rounded to the dtype. */
    public static Tensor full(TensorType type, double value) {
        int n = Math.toIntExact(type.shape().size());
        Object a = Array.newInstance(type.dtype().arrayType().getComponentType(), n);
        // By its bits, since -0.0 equals 0.
        if (Double.doubleToRawLongBits(value) != 0) {
            for (int i = 0; i < n; i++) {
                put(a, i, value);
            }
        }
        return new Tensor(type, a);
    }

    /** A tensor of zeros. */
    public static Tensor zeros(TensorType type) {
        return full(type, 0);
    }

    /** A tensor from numbers in double precision, each rounded to the dtype. */
    public static Tensor rounded(TensorType type, double[] values) {
        Object a = Array.newInstance(type.dtype().arrayType().getComponentType(), values.length);
        for (int i = 0; i < values.length; i++) {
            put(a, i, values[i]);
        }
        return new Tensor(type, a);
    }

    /** A tensor from little-endian bytes, as they are stored in files; what remains must fit the type exactly. */
    public static Tensor ofBytes(TensorType type, ByteBuffer bytes) {
        long size = type.shape().size();
        if (bytes.remaining() != size * type.dtype().bytes()) {
            throw new IllegalArgumentException("the type " + type + " needs " + size * type.dtype().bytes()
                    + " bytes, but there are " + bytes.remaining());
        }
        int n = Math.toIntExact(size);
        ByteBuffer in = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        Object a = Array.newInstance(type.dtype().arrayType().getComponentType(), n);
        switch (type.dtype()) {
            case F32 -> in.asFloatBuffer().get((float[]) a);
            case F64 -> in.asDoubleBuffer().get((double[]) a);
            case I32 -> in.asIntBuffer().get((int[]) a);
            case I64 -> in.asLongBuffer().get((long[]) a);
            case U8 -> in.get((byte[]) a);
            case BOOL -> {
                for (int i = 0; i < n; i++) {
                    ((boolean[]) a)[i] = in.get() != 0;
                }
            }
        }
        return new Tensor(type, a);
    }

    /** The type of this tensor; its shape is known. */
    public TensorType type() {
        return type;
    }

    /** The element type. */
    public DType dtype() {
        return type.dtype();
    }

    /** The shape; every dim is known. */
    public Shape shape() {
        return type.shape();
    }

    /** The number of elements. */
    public int size() {
        return Array.getLength(array);
    }

    /** The element at a row-major position, as a double; true is 1. */
    public double getDouble(int index) {
        return switch (type.dtype()) {
            case F32 -> ((float[]) array)[index];
            case F64 -> ((double[]) array)[index];
            case I32 -> ((int[]) array)[index];
            case I64 -> ((long[]) array)[index];
            case BOOL -> ((boolean[]) array)[index] ? 1 : 0;
            case U8 -> ((byte[]) array)[index] & 0xff;
        };
    }

    /** The element at a row-major position of an integer or bool tensor. */
    public long getLong(int index) {
        return type.dtype() == DType.I64 ? ((long[]) array)[index] : (long) getDouble(index);
    }

    /** The only element of a tensor of one element. */
    public double item() {
        if (size() != 1) {
            throw new IllegalStateException("item() needs a tensor of one element, but this is " + type);
        }
        return getDouble(0);
    }

    /** A copy of all elements as an array of the dtype's {@linkplain DType#arrayType() array type}. */
    public Object toArray() {
        return copy(array);
    }

    /** A copy of all elements, each converted to float. */
    public float[] toFloats() {
        if (array instanceof float[] f) {
            return f.clone();
        }
        float[] out = new float[size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) getDouble(i);
        }
        return out;
    }

    /** A copy of all elements, each converted to double. */
    public double[] toDoubles() {
        double[] out = new double[size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = getDouble(i);
        }
        return out;
    }

    /** A copy of all elements of an integer or bool tensor. */
    public long[] toLongs() {
        long[] out = new long[size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = getLong(i);
        }
        return out;
    }

    /** Copies elements into an array of the dtype's array type. */
    public void copyTo(int from, Object target, int at, int count) {
        System.arraycopy(array, from, target, at, count);
    }

    /** Writes all elements as little-endian bytes, as they are stored in files. */
    public void writeBytes(ByteBuffer out) {
        ByteBuffer b = out.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size(); i++) {
            switch (type.dtype()) {
                case F32 -> b.putFloat(((float[]) array)[i]);
                case F64 -> b.putDouble(((double[]) array)[i]);
                case I32 -> b.putInt(((int[]) array)[i]);
                case I64 -> b.putLong(((long[]) array)[i]);
                case U8 -> b.put(((byte[]) array)[i]);
                case BOOL -> b.put((byte) (((boolean[]) array)[i] ? 1 : 0));
            }
        }
    }

    /** The same elements in another shape of the same size. */
    public Tensor reshape(long... shape) {
        return new Tensor(new TensorType(dtype(), Shape.of(shape)), array);
    }

    /** The elements converted to another dtype, rounded as Java's casts do; to bool, whether they are not 0. */
    public Tensor to(DType dtype) {
        return dtype == dtype() ? this : rounded(type.withDType(dtype), toDoubles());
    }

    private static Object copy(Object array) {
        int n = Array.getLength(array);
        Object c = Array.newInstance(array.getClass().getComponentType(), n);
        System.arraycopy(array, 0, c, 0, n);
        return c;
    }

    private static void put(Object array, int i, double v) {
        if (array instanceof float[] f) {
            f[i] = (float) v;
        } else if (array instanceof double[] d) {
            d[i] = v;
        } else if (array instanceof int[] n) {
            n[i] = (int) v;
        } else if (array instanceof long[] l) {
            l[i] = (long) v;
        } else if (array instanceof boolean[] b) {
            b[i] = v != 0;
        } else {
            ((byte[]) array)[i] = (byte) (int) v;
        }
    }

    /** Same type and the same bits (so NaN equals NaN, and 0.0 differs from -0.0). */
    @Override
    public boolean equals(Object o) {
        return o instanceof Tensor t && type.equals(t.type) && Arrays.deepEquals(new Object[] {array}, new Object[] {t.array});
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.deepHashCode(new Object[] {array});
    }

    /** The type and the first elements, for example {@code f32[2,2]{1.0, 2.0, 3.0, 4.0}}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(type.toString()).append('{');
        int shown = Math.min(size(), 8);
        for (int i = 0; i < shown; i++) {
            text.append(i == 0 ? "" : ", ").append(Array.get(array, i));
        }
        return text.append(size() > shown ? ", ...}" : "}").toString();
    }
}
