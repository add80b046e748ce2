package org.espalier.core.op.conv;

import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxMapping;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * ConvInputGrad is written as ConvTranspose, whose attribute output_padding is what the input had behind the last place of
 * the kernel. For that the spatial lengths have to be numbers.
 */
final class ConvInputGradMapping implements OnnxMapping {
    @Override
    public int sinceOpset(Node node) {
        TensorType x = node.output().type();
        return Sliding.spatial(x.shape()).isKnown() && TypeRules.FLOATING.contains(x.dtype()) ? 1 : Integer.MAX_VALUE;
    }

    @Override
    public void write(Node node, OnnxTarget target) {
        TensorType x = node.output().type();
        Window window = Convolutions.window(x, node.input(1).type(), node.attributes());
        Shape lengths = Sliding.spatial(node.input(1).type().shape());
        target.node("ConvTranspose", window.attributes().with("group", Convolutions.group(node.attributes()))
                .with("kernel_shape", lengths.lengths()).with("output_padding", window.each(Window.Axis::slack)));
    }
}
