package org.espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Optional;
import org.espalier.plugin.ModelFormatException;

/** Holds a node that is read to the attributes that ONNX gives its operator: one that is misspelled would be ignored. */
final class OperatorAttributes {
    private OperatorAttributes() {}

    /** @throws ModelFormatException naming an attribute that the operator does not have, or has of another kind */
    static void check(NodeProto node, int opset) {
        if (!FileContent.operator(node).equals(node.getOpType())) {
            return;
        }
        Optional<Operator> operator = OperatorTable.get().find(node.getOpType(), opset);
        if (operator.isEmpty()) {
            throw new ModelFormatException("opset " + opset + " has no such operator; "
                    + OperatorTable.get().history(node.getOpType()));
        }
        for (AttributeProto a : node.getAttributeList()) {
            String kind = operator.get().attributes().get(a.getName());
            if (kind == null) {
                throw new ModelFormatException("opset " + opset + " gives it no attribute '" + a.getName() + "', only "
                        + operator.get().attributes().keySet());
            }
            if (!kind.equals(a.getType().name())) {
                throw new ModelFormatException("its attribute '" + a.getName() + "' must be of the kind " + kind + ", but is "
                        + a.getType());
            }
        }
    }
}
