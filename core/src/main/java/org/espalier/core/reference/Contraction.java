package org.espalier.core.reference;

import java.util.List;
import java.util.Map;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.core.op.linalg.EinsumEquation;
import org.espalier.graph.Node;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Einstein's summation convention as it is written: for each element of the result the sum, over all values of the other
 * labels, of the product of all operands.
 */
final class Contraction implements Kernel {
    /** For each operand, from a position in the result to the first element that it is made of. */
    private final IndexMap[] first;
    /** For each operand, from the number of a term to its distance from the first. */
    private final IndexMap[] step;
    private final int terms;
    private final boolean floating;

    Contraction(Node node) {
        List<Shape> shapes = node.inputTypes().stream().map(TensorType::shape).toList();
        EinsumEquation e = EinsumEquation.of(node.attributes().string("equation"), shapes.stream().map(Shape::rank).toList());
        Map<String, Dim> lengths = e.lengths(shapes);
        int n = shapes.size();
        first = new IndexMap[n];
        step = new IndexMap[n];
        for (int i = 0; i < n; i++) {
            first[i] = map(e.result(), lengths, shapes.get(i), e.operands().get(i));
            step[i] = map(e.summed(), lengths, shapes.get(i), e.operands().get(i));
        }
        terms = e.summed().stream().mapToInt(label -> Math.toIntExact(lengths.get(label).length())).reduce(1, Math::multiplyExact);
        floating = node.output().type().dtype().isFloating();
    }

    /** A label that an operand has twice takes both steps at once; one that it lacks, or broadcasts, none. */
    private static IndexMap map(List<String> labels, Map<String, Dim> lengths, Shape operand, List<String> axes) {
        long[] own = IndexMap.strides(operand);
        long[] strides = new long[labels.size()];
        for (int a = 0; a < axes.size(); a++) {
            int at = labels.indexOf(axes.get(a));
            if (at >= 0 && operand.length(a) != 1) {
                strides[at] += own[a];
            }
        }
        return IndexMap.of(0, labels.stream().mapToLong(label -> lengths.get(label).length()).toArray(), strides);
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        for (int i = 0; i < outputs[0].length(); i++) {
            if (floating) {
                outputs[0].setDouble(i, sum(inputs, i));
            } else {
                outputs[0].setLong(i, sumOfLongs(inputs, i));
            }
        }
    }

    private double sum(Buffer[] inputs, int i) {
        double sum = 0;
        for (int k = 0; k < terms; k++) {
            double product = 1;
            for (int o = 0; o < inputs.length; o++) {
                product *= inputs[o].getDouble(first[o].at(i) + step[o].at(k));
            }
            sum += product;
        }
        return sum;
    }

    private long sumOfLongs(Buffer[] inputs, int i) {
        long sum = 0;
        for (int k = 0; k < terms; k++) {
            long product = 1;
            for (int o = 0; o < inputs.length; o++) {
                product *= inputs[o].getLong(first[o].at(i) + step[o].at(k));
            }
            sum += product;
        }
        return sum;
    }
}
