package org.espalier.core.op.index;

import java.util.List;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxReading;
import org.espalier.graph.Value;
import org.espalier.op.Ops;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;

/**
 * Reads OneHot, whose inputs are the indices, the depth and the two values. The op's values are 0 and 1 of a dtype; others
 * are selected by where they stand.
 */
final class OneHotReading {
    static final OnnxReading READING = node -> List.of(oneHot(node));

    private OneHotReading() {}

    private static Value oneHot(OnnxNode node) {
        Ops ops = node.ops();
        Value indices = node.input(0);
        Value values = node.input(2);
        long depth = node.constant(1).to(DType.I64).getLong(0);
        int axis = Math.toIntExact(node.attributes().longValue("axis", -1));
        Value integers = TypeRules.INDEX.contains(indices.dtype()) ? indices : indices.cast(DType.I64);
        if (node.isKnown(2)) {
            Tensor offAndOn = node.constant(2);
            if (offAndOn.size() == 2 && offAndOn.getDouble(0) == 0 && offAndOn.getDouble(1) == 1) {
                return ops.oneHot(integers, axis, depth, values.dtype());
            }
        }
        return ops.where(ops.oneHot(integers, axis, depth, DType.BOOL), element(values, 1), element(values, 0));
    }

    private static Value element(Value vector, long index) {
        return vector.ops().slice(vector, new long[] {index}, new long[] {index + 1}, new int[] {0}, new long[] {1})
                .reshape(Shape.scalar());
    }
}
