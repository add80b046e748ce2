package org.espalier.core.reference;

import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.core.op.shape.Padding;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;

/** Elements of the input, and around them others of it or a value; every dtype keeps its bits. */
final class PaddingKernel implements Kernel {
    /** For each element of the output the element of the input that stands there, or -1. */
    private final int[] sources;
    private final double value;

    private PaddingKernel(int[] sources, double value) {
        this.sources = sources;
        this.value = value;
    }

    static Kernel of(Node node) {
        Shape from = node.input(0).type().shape();
        Shape to = node.output().type().shape();
        int[] sources = new int[Math.toIntExact(to.size())];
        long[] fromStrides = IndexMap.strides(from);
        long[] toStrides = IndexMap.strides(to);
        for (int axis = 0; axis < from.rank(); axis++) {
            int[] ofAxis = Padding.sources(from, node.attributes(), axis);
            for (int i = 0; i < sources.length; i++) {
                int source = ofAxis[(int) (i / toStrides[axis] % ofAxis.length)];
                sources[i] = source < 0 || sources[i] < 0 ? -1 : Math.toIntExact(sources[i] + source * fromStrides[axis]);
            }
        }
        return new PaddingKernel(sources, node.attributes().doubleValue("value", 0));
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        for (int i = 0; i < sources.length; i++) {
            if (sources[i] < 0) {
                outputs[0].setDouble(i, value);
            } else {
                Moves.element(inputs[0], sources[i], outputs[0], i);
            }
        }
    }
}
