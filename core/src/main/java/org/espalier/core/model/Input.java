package org.espalier.core.model;

import org.espalier.plugin.API;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * A declared input of a network.
 *
 * @param name the name of the data set's field that feeds it, and of the input in exported files
 * @param dtype element type; floating inputs take the dtype that the network is run in
 * @param shape the shape of one example, without the batch; names stand for lengths that differ from batch to batch
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Input(String name, DType dtype, Shape shape) {
    /** The name of the dim over which the examples of a batch run. */
    public static final String BATCH = "batch";

    /** An f32 input with the name that data sets use by default. */
    public static Input f32(long... shape) {
        return new Input("input", DType.F32, Shape.of(shape));
    }

    /** This input under another name. */
    public Input named(String other) {
        return new Input(other, dtype, shape);
    }

    /** The type with the batch as first axis, floating types in the given one. */
    public TensorType batched(DType floating) {
        return new TensorType(dtype.isFloating() ? floating : dtype, shape).batched(Dim.of(BATCH));
    }
}
