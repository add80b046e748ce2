package org.espalier.core.op.index;

import static org.espalier.core.op.rule.TypeRules.ALL;
import static org.espalier.core.op.rule.TypeRules.NUMERIC;

import java.util.List;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxMapping;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** What the scattering ops share: inputs data, indices, updates and the attribute {@code reduction}. */
final class Scattering {
    private Scattering() {}

    /** Requires updates of the data's dtype and a shape; what is calculated with must be numbers. */
    static void requireUpdates(List<TensorType> in, Attributes attributes, Shape shape) {
        TensorType data = in.get(0);
        TensorType updates = in.get(2);
        ScatterReduction reduction = ScatterReduction.of(attributes);
        TypeRules.sameDType("data", data, "updates", updates);
        TypeRules.dtype(reduction == ScatterReduction.NONE ? ALL : NUMERIC, "data for reduction " + reduction, data);
        TypeRules.require(updates.shape().equals(shape), "updates " + updates + " must have the shape " + shape
                + " for data " + data + " and indices " + in.get(1));
    }

    /**
     * An operator of ONNX that knows more reductions with each opset.
     *
     * @param since the first opset that has the operator
     * @param mapping writes it with the attributes that {@link #attributes} gives
     */
    record Mapping(int since, OnnxMapping mapping) implements OnnxMapping {
        @Override
        public int sinceOpset() {
            return since;
        }

        @Override
        public int sinceOpset(Node node) {
            return Math.max(since, ScatterReduction.of(node.attributes()).opset());
        }

        @Override
        public void write(Node node, OnnxTarget target) {
            mapping.write(node, target);
        }
    }

    /** The reduction as ONNX says it: older opsets have no word for none. */
    static Attributes attributes(Node node) {
        ScatterReduction reduction = ScatterReduction.of(node.attributes());
        return reduction == ScatterReduction.NONE ? Attributes.none() : reduction.in(Attributes.none());
    }
}
