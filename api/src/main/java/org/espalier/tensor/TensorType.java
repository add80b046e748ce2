package org.espalier.tensor;

import java.util.Map;
import java.util.Objects;
import org.espalier.plugin.API;

/** Element type and shape; prints as {@code f32[batch,128]}. */
@API(status = API.Status.STABLE, since = "0.1")
public record TensorType(DType dtype, Shape shape) {
    public TensorType {
        Objects.requireNonNull(dtype, "dtype");
        Objects.requireNonNull(shape, "shape");
    }

    /** A type of known lengths. */
    public static TensorType of(DType dtype, long... lengths) {
        return new TensorType(dtype, Shape.of(lengths));
    }

    /** This type with another shape. */
    public TensorType withShape(Shape other) {
        return new TensorType(dtype, other);
    }

    /** This type with another element type. */
    public TensorType withDType(DType other) {
        return new TensorType(other, shape);
    }

    /** This type with names replaced by numbers. */
    public TensorType bind(Map<String, Long> binding) {
        return new TensorType(dtype, shape.bind(binding));
    }

    /** This type with a leading axis before the others, such as the batch. */
    public TensorType batched(Dim batch) {
        return new TensorType(dtype, shape.insert(0, batch));
    }

    // Written out, since the JVM takes long to link what it generates for a record, and every program needs this one.
    @Override
    public boolean equals(Object o) {
        return o instanceof TensorType t && dtype == t.dtype && shape.equals(t.shape);
    }

    @Override
    public int hashCode() {
        return 31 * dtype.hashCode() + shape.hashCode();
    }

    @Override
    public String toString() {
        return dtype + shape.toString();
    }
}
