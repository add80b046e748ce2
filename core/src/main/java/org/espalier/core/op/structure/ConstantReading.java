package org.espalier.core.op.structure;

import java.util.List;
import org.espalier.export.OnnxReading;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Reads Constant, whose value is in one of several attributes; reals there are f32 and integers i64. */
final class ConstantReading {
    static final OnnxReading READING = node -> List.of(node.ops().constant(value(node.attributes())));

    private ConstantReading() {}

    private static Tensor value(Attributes a) {
        if (a.has("value")) {
            return a.tensor("value");
        }
        if (a.has("value_float")) {
            return Tensor.scalar(DType.F32, a.doubleValue("value_float"));
        }
        if (a.has("value_floats")) {
            double[] values = a.doubles("value_floats");
            return Tensor.rounded(TensorType.of(DType.F32, values.length), values);
        }
        if (a.has("value_int")) {
            return Tensor.scalar(a.longValue("value_int"));
        }
        if (a.has("value_ints")) {
            return Tensor.of(a.longs("value_ints"));
        }
        throw new IllegalArgumentException("it holds " + a.names() + ", but only tensors and numbers can be read");
    }
}
