package org.espalier.core.reference;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.core.op.conv.Resizing;
import org.espalier.core.op.conv.Taps;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;

/** Each element as a weighted sum of some of the input: for every axis some places, all of which are combined. */
final class ResizeKernel implements Kernel {
    private final List<Taps> taps;
    private final boolean moves;
    private final double beyond;
    private final int[] strides;
    private final int[] places;
    private final int[] lengths;

    private ResizeKernel(Node node) {
        Shape x = node.input(0).type().shape();
        Shape y = node.output().type().shape();
        this.taps = Resizing.of(x, node.attributes()).taps(x);
        this.moves = taps.stream().allMatch(Taps::moves);
        this.beyond = node.attributes().doubleValue("extrapolation_value", 0);
        this.strides = ints(IndexMap.strides(x));
        this.places = ints(IndexMap.strides(y));
        this.lengths = ints(y.lengths());
    }

    static Kernel of(Node node) {
        return new ResizeKernel(node);
    }

    private static int[] ints(long[] values) {
        int[] ints = new int[values.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = Math.toIntExact(values[i]);
        }
        return ints;
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        for (int i = 0; i < outputs[0].length(); i++) {
            if (outside(i)) {
                outputs[0].setDouble(i, beyond);
            } else if (moves) {
                Moves.element(inputs[0], source(i), outputs[0], i);
            } else {
                outputs[0].setDouble(i, sum(inputs[0], i, 0, 0));
            }
        }
    }

    /** The position on an axis of an element of the output. */
    private int position(int i, int axis) {
        return i / places[axis] % lengths[axis];
    }

    private boolean outside(int i) {
        for (int axis = 0; axis < lengths.length; axis++) {
            if (taps.get(axis).outside()[position(i, axis)]) {
                return true;
            }
        }
        return false;
    }

    private int source(int i) {
        int at = 0;
        for (int axis = 0; axis < lengths.length; axis++) {
            at += taps.get(axis).elements()[0][position(i, axis)] * strides[axis];
        }
        return at;
    }

    private double sum(Buffer x, int i, int axis, int at) {
        if (axis == lengths.length) {
            return x.getDouble(at);
        }
        Taps t = taps.get(axis);
        int position = position(i, axis);
        double sum = 0;
        for (int k = 0; k < t.elements().length; k++) {
            sum += t.weights()[k][position] * sum(x, i, axis + 1, at + t.elements()[k][position] * strides[axis]);
        }
        return sum;
    }
}
