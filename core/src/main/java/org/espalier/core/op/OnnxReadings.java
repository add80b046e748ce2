package org.espalier.core.op;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.core.op.rule.Readings;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxReading;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;

/** Readings of ONNX operators that no op stands for alone. */
public final class OnnxReadings {
    /** From this opset on the mask of Dropout is of truth values. */
    private static final int MASK_IS_BOOL = 10;

    private OnnxReadings() {}

    /** The readings by the operators' names. */
    public static Map<String, OnnxReading> all() {
        Map<String, OnnxReading> all = new TreeMap<>();
        all.put("Sum", node -> List.of(Readings.folded(node, "Add")));
        all.put("Mean", node -> List.of(Readings.folded(node, "Add").div(node.inputs())));
        all.put("CastLike", node -> List.of(node.ops().cast(node.input(0), node.input(1).dtype())));
        all.put("ConstantOfShape", node -> List.of(constantOfShape(node)));
        all.put("Dropout", OnnxReadings::dropout);
        return all;
    }

    private static Value constantOfShape(OnnxNode node) {
        Tensor value = node.attributes().has("value") ? node.attributes().tensor("value") : Tensor.scalar(DType.F32, 0);
        TypeRules.require(value.size() == 1, "its value must be one number, but is " + value.type());
        return node.ops().constant(value.reshape()).expand(Shape.of(node.lengths(0)));
    }

    /** In inference, all pass; in training they would be chosen at random, unless the ratio is 0. */
    private static List<Value> dropout(OnnxNode node) {
        boolean training = node.has(2) && node.constant(2).item() != 0;
        TypeRules.require(!training || (node.has(1) && node.constant(1).item() == 0),
                "it drops elements at random, as in training; export the network for inference");
        Value x = node.input(0);
        DType mask = node.opset() < MASK_IS_BOOL ? x.dtype() : DType.BOOL;
        return List.of(node.ops().identity(x), node.ops().full(mask, x.shape(), 1));
    }
}
