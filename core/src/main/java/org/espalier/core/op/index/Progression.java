package org.espalier.core.op.index;

import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Numbers at equal distances.
 *
 * @param type their type
 * @param start the first
 * @param delta the distance
 */
record Progression(TensorType type, Tensor start, Tensor delta) {
    /** What the attributes of Range describe. */
    static Progression of(Attributes attributes) {
        DType dtype = attributes.dtype("dtype");
        TypeRules.require(TypeRules.SIGNED.contains(dtype), "dtype must be f32, f64, i32 or i64, but is " + dtype);
        Tensor start = number(attributes, "start", dtype);
        Tensor limit = number(attributes, "limit", dtype);
        Tensor delta = number(attributes, "delta", dtype);
        TypeRules.require(delta.getDouble(0) != 0, "delta must not be 0, but is so from start " + start.getDouble(0)
                + " to limit " + limit.getDouble(0));
        long count = dtype.isFloating() ? count(start.getDouble(0), limit.getDouble(0), delta.getDouble(0))
                : count(start.getLong(0), limit.getLong(0), delta.getLong(0));
        return new Progression(new TensorType(dtype, Shape.of(count)), start, delta);
    }

    /** One of the attributes as a scalar of the dtype. */
    static Tensor number(Attributes attributes, String name, DType dtype) {
        if (dtype.isFloating()) {
            return Tensor.scalar(dtype, attributes.doubleValue(name));
        }
        long number = attributes.longValue(name);
        TypeRules.require(dtype == DType.I64 || number == (int) number, name + " must fit " + dtype + ", but is " + number);
        return dtype == DType.I64 ? Tensor.scalar(number) : Tensor.scalar(dtype, number);
    }

    private static long count(double start, double limit, double delta) {
        double count = Math.ceil((limit - start) / delta);
        requireFit(start, limit, delta, count);
        return Math.max(0, (long) count);
    }

    private static long count(long start, long limit, long delta) {
        requireFit(start, limit, delta, ((double) limit - start) / delta);
        boolean some = delta > 0 ? start < limit : start > limit;
        // Within the range of long as unsigned numbers, however far apart they are.
        return some ? Long.divideUnsigned((delta > 0 ? limit - start : start - limit) - 1, Math.abs(delta)) + 1 : 0;
    }

    private static void requireFit(Number start, Number limit, Number delta, double count) {
        TypeRules.require(count <= Integer.MAX_VALUE, "from start " + start + " to limit " + limit + " by delta " + delta
                + " there must be a number of elements that fits a tensor, but there are " + count);
    }

    /** All numbers. */
    Tensor elements() {
        int count = Math.toIntExact(type.shape().size());
        if (type.dtype().isFloating()) {
            double[] numbers = new double[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = start.getDouble(0) + i * delta.getDouble(0);
            }
            return Tensor.rounded(type, numbers);
        }
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = start.getLong(0) + i * delta.getLong(0);
        }
        return Tensor.of(numbers, count).to(type.dtype());
    }
}
