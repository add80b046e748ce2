package org.espalier.core.op.structure;

import java.util.List;
import org.espalier.op.Op;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * Whether no element of any input is infinite or NaN: the check that stands between the gradients of a training step
 * and its updates. A bool scalar. ONNX has no such operator, and an exported network needs none.
 */
public final class AllFinite {
    /** The op. */
    public static final Op OP = Op.define("AllFinite", (in, attributes) -> {
        for (TensorType t : in) {
            if (!t.dtype().isFloating()) {
                throw new IllegalArgumentException("inputs must be f32 or f64, but one is " + t);
            }
        }
        return List.of(TensorType.of(DType.BOOL));
    }).notDifferentiable().build();

    private AllFinite() {}
}
