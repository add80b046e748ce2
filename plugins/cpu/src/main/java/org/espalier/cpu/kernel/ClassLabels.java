package org.espalier.cpu.kernel;

import org.espalier.backend.Buffer;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;

/**
 * What the labels of a loss choose: [batch] of the classes that [batch, classes] has.
 *
 * @param each whether there is a loss for each label
 * @param mean whether the loss is the mean by weight
 */
record ClassLabels(int count, int classes, boolean ignoring, long ignored, boolean each, boolean mean) {

    /** The labels of a loss whose second input they are, or null where they are not in one axis. */
    static ClassLabels of(Node node) {
        Shape x = node.input(0).type().shape();
        if (x.rank() != 2 || !CpuBackend.isF32(node.input(0).type())) {
            return null;
        }
        Attributes a = node.attributes();
        String reduction = a.string("reduction", "mean");
        return new ClassLabels(Math.toIntExact(x.length(0)), Math.toIntExact(x.length(1)), a.has("ignore_index"),
                a.longValue("ignore_index", 0), reduction.equals("none"), reduction.equals("mean"));
    }

    /** The class that a label chooses, or -1. */
    int chosen(Buffer labels, int i) {
        long label = labels.getLong(i);
        return label < 0 || label >= classes || ignoring && label == ignored ? -1 : (int) label;
    }

    /** The weight of a chosen class; without weights 1, and 0 where nothing is chosen. */
    static float weight(Buffer weights, int chosen) {
        return chosen < 0 ? 0 : weights == null ? 1 : weights.f32()[weights.offset() + chosen];
    }

    /** The sum of the weights of all labels, in their order. */
    double weights(Buffer labels, Buffer weights) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += weight(weights, chosen(labels, i));
        }
        return sum;
    }
}
