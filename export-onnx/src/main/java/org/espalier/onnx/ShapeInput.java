package org.espalier.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * How ONNX operators that take a shape can do without the lengths that are not known, so that a constant suffices.
 * By operator; all others get the shape computed.
 */
@FunctionalInterface
interface ShapeInput {
    Map<String, ShapeInput> BY_OPERATOR = Map.of("Reshape", ShapeInput::inferred, "Expand", ShapeInput::kept);

    /**
     * The shape as a constant, where there is one that means the same.
     *
     * @param data the type of the operator's first input, or null where it is not known
     */
    Optional<Tensor> constant(Shape shape, TensorType data);

    /** Reshape works one length out itself, written as -1. A 0 would mean something else beside it. */
    private static Optional<Tensor> inferred(Shape shape, TensorType data) {
        long unknown = shape.dims().stream().filter(d -> !d.isKnown()).count();
        return unknown == 1 && shape.dims().stream().noneMatch(d -> d.equals(Dim.of(0)))
                ? Optional.of(vector(shape.dims().stream().map(d -> d.isKnown() ? d.length() : -1).toList()))
                : Optional.empty();
    }

    /** Expand broadcasts both ways: where the data has the length already, 1 keeps it. */
    private static Optional<Tensor> kept(Shape shape, TensorType data) {
        List<Long> lengths = new ArrayList<>();
        for (int i = -shape.rank(); i < 0; i++) {
            Dim wanted = shape.dim(i);
            boolean there = data != null && data.shape().rank() >= -i && data.shape().dim(i).equals(wanted);
            if (!wanted.isKnown() && !there) {
                return Optional.empty();
            }
            lengths.add(wanted.isKnown() ? wanted.length() : 1);
        }
        return Optional.of(vector(lengths));
    }

    private static Tensor vector(List<Long> lengths) {
        return Tensor.of(lengths.stream().mapToLong(n -> n).toArray());
    }
}
