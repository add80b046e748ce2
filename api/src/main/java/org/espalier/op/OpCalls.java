package org.espalier.op;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;

/** Applying any op by its id, constants and conversions: what all named ops stand on. Part of {@link Ops}. */
@API(status = API.Status.STABLE, since = "0.1")
public interface OpCalls {
    /**
     * Applies a registered op.
     *
     * @return one value an output
     * @throws org.espalier.plugin.EspalierException where the op is unknown, an input belongs to another builder, or
     *     the types do not fit
     */
    List<Value> apply(String opId, List<Value> inputs, Attributes attributes);

    /** Applies an op that has one output. */
    default Value apply1(String opId, Attributes attributes, Value... inputs) {
        return apply(opId, List.of(inputs), attributes).get(0);
    }

    /** Applies an op that has one output and no attributes. */
    default Value apply1(String opId, Value... inputs) {
        return apply1(opId, Attributes.none(), inputs);
    }

    /** A constant. */
    default Value constant(Tensor value) {
        return apply1("Constant", Attributes.of("value", value));
    }

    /** A scalar constant. */
    default Value scalar(DType dtype, double number) {
        return constant(Tensor.scalar(dtype, number));
    }

    /** A constant of one number, broadcast to a shape. */
    default Value full(DType dtype, Shape shape, double number) {
        Value s = scalar(dtype, number);
        return shape.rank() == 0 ? s : apply1("Expand", Attributes.of("shape", shape), s);
    }

    /** Zeros of a value's type. */
    default Value zerosLike(Value x) {
        return full(x.dtype(), x.shape(), 0);
    }

    /**
     * Whether a value is known to be zeros before anything runs, such as the cotangent of an output that nothing uses:
     * a gradient rule leaves out what it would be multiplied with.
     */
    default boolean isZero(Value x) {
        return false;
    }

    default Value identity(Value x) {
        return apply1("Identity", x);
    }

    /** Converts elements as ONNX does: to integers by truncation, to bool by "not 0". */
    default Value cast(Value x, DType to) {
        return apply1("Cast", Attributes.of("to", to), x);
    }
}
