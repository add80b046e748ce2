package org.espalier.onnx;

import java.util.List;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;

/** What a mapping sees of the file while it writes one node. */
record NodeTarget(Emitter emitter, Node node, int opset) implements OnnxTarget {
    @Override
    public List<String> inputs() {
        return emitter.names(node.inputs());
    }

    @Override
    public List<String> outputs() {
        return emitter.names(node.outputs());
    }

    @Override
    public String intermediate(String hint) {
        return emitter.name(Names.join(node.path(), hint));
    }

    @Override
    public String constant(Tensor value) {
        return emitter.constant(value);
    }

    @Override
    public String shape(Shape shape) {
        return emitter.shape(shape);
    }

    @Override
    public void node(String opType, List<String> inputs, List<String> outputs, Attributes attributes) {
        emitter.write(node.path(), opType, inputs, outputs, attributes);
    }
}
