package org.espalier.core.reference;

import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;

/** Running sums along an axis, from either end, each with or without its own element. */
final class CumulativeSum implements Kernel {
    private final int length;
    private final int inner;
    private final boolean exclusive;
    private final boolean reverse;
    private final boolean floating;

    CumulativeSum(Node node) {
        Shape s = node.output().type().shape();
        int axis = s.axis(node.attributes().intValue("axis"));
        length = Math.toIntExact(s.length(axis));
        inner = Math.toIntExact(s.slice(axis + 1, s.rank()).size());
        exclusive = node.attributes().flag("exclusive");
        reverse = node.attributes().flag("reverse");
        floating = node.output().type().dtype().isFloating();
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        int lines = length == 0 ? 0 : outputs[0].length() / length;
        for (int line = 0; line < lines; line++) {
            int first = line / inner * length * inner + line % inner;
            if (floating) {
                sum(inputs[0], outputs[0], first);
            } else {
                sumOfLongs(inputs[0], outputs[0], first);
            }
        }
    }

    private int at(int first, int k) {
        return first + (reverse ? length - 1 - k : k) * inner;
    }

    private void sum(Buffer x, Buffer y, int first) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            double next = sum + x.getDouble(at(first, k));
            y.setDouble(at(first, k), exclusive ? sum : next);
            sum = next;
        }
    }

    private void sumOfLongs(Buffer x, Buffer y, int first) {
        long sum = 0;
        for (int k = 0; k < length; k++) {
            long next = sum + x.getLong(at(first, k));
            y.setLong(at(first, k), exclusive ? sum : next);
            sum = next;
        }
    }

    @Override
    public boolean inPlace(int input, int output) {
        return true;
    }
}
