package org.espalier.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Set;
import org.espalier.export.OnnxNode;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Ops;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Tensor;

/**
 * What a reading sees of the node that is being read.
 *
 * @param given the values of the inputs; null for one that is left out
 * @param read the names of all values that something reads
 */
record ReadNode(NodeProto node, int opset, Ops ops, List<Value> given, Attributes attributes, Knowledge knowledge,
        Lengths lengths, Set<String> read) implements OnnxNode {
    @Override
    public String opType() {
        return node.getOpType();
    }

    @Override
    public int inputs() {
        return given.size();
    }

    @Override
    public boolean has(int input) {
        return input < given.size() && given.get(input) != null;
    }

    @Override
    public Value input(int input) {
        if (!has(input)) {
            throw new IllegalArgumentException("its input " + input + " is left out, but it cannot do without it");
        }
        return given.get(input);
    }

    @Override
    public Tensor constant(int input) {
        Node.Edge edge = input(input).edge();
        try {
            return lengths.known(edge).orElseGet(() -> knowledge.value(edge));
        } catch (IllegalArgumentException e) {
            throw unknown(input, e);
        }
    }

    @Override
    public boolean isKnown(int input) {
        return has(input) && (knowledge.knows(input(input).edge()) || lengths.known(input(input).edge()).isPresent());
    }

    @Override
    public List<Dim> lengths(int input) {
        Node.Edge edge = input(input).edge();
        try {
            return lengths.of(edge).orElseGet(() -> Lengths.numbers(knowledge.value(edge)));
        } catch (IllegalArgumentException e) {
            throw unknown(input, e);
        }
    }

    private IllegalArgumentException unknown(int input, IllegalArgumentException e) {
        return new IllegalArgumentException("its input " + input + " '" + node.getInput(input) + "' must be known, but "
                + e.getMessage(), e);
    }

    @Override
    public int outputs() {
        int n = node.getOutputCount();
        while (n > 0 && node.getOutput(n - 1).isEmpty()) {
            n--;
        }
        return n;
    }

    @Override
    public boolean uses(int output) {
        return output < node.getOutputCount() && read.contains(node.getOutput(output));
    }

    @Override
    public DType dtype(String attribute) {
        String what = "its attribute '" + attribute + "'";
        // Before opset 6 dtypes went by their names.
        return attributes.asMap().get(attribute) instanceof String name
                ? OnnxTypes.dtype(name, what)
                : OnnxTypes.dtype(attributes.intValue(attribute), what);
    }
}
