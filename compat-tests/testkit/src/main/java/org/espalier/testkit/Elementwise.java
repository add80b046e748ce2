package org.espalier.testkit;

import java.util.List;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Formulas of one element, applied to broadcast tensors. */
final class Elementwise {
    private Elementwise() {}

    static Tensor apply(OpSpec.Formula formula, List<Tensor> inputs, TensorType type) {
        int n = Math.toIntExact(type.shape().size());
        int[][] positions = inputs.stream().map(t -> positions(t.shape(), type.shape())).toArray(int[][]::new);
        double[] out = new double[n];
        double[] elements = new double[inputs.size()];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < elements.length; k++) {
                elements[k] = inputs.get(k).getDouble(positions[k][i]);
            }
            out[i] = formula.of(elements);
        }
        return Tensor.rounded(type, out);
    }

    /** A tensor, broadcast. */
    static Tensor broadcast(Tensor t, Shape to) {
        int[] positions = positions(t.shape(), to);
        double[] out = new double[positions.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = t.getDouble(positions[i]);
        }
        return Tensor.rounded(t.type().withShape(to), out);
    }

    /** For each element of a shape the element of another shape that broadcasting puts there. */
    static int[] positions(Shape from, Shape to) {
        int n = Math.toIntExact(to.size());
        int[] positions = new int[n];
        for (int i = 0; i < n; i++) {
            int rest = i;
            int at = 0;
            int stride = 1;
            for (int axis = -1; axis >= -to.rank(); axis--) {
                int length = (int) to.length(axis);
                int index = rest % length;
                rest /= length;
                if (-axis <= from.rank()) {
                    int own = (int) from.length(axis);
                    at += own == 1 ? 0 : index * stride;
                    stride *= own;
                }
            }
            positions[i] = at;
        }
        return positions;
    }
}
