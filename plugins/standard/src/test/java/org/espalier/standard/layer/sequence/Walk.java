package org.espalier.standard.layer.sequence;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.espalier.tensor.Tensor;

/** Recurrent cells as their papers have them, one unit at a time. */
final class Walk {
    private Walk() {}

    /** One step: from x and the states h and c to new ones, in place. */
    interface Cell {
        void step(double[] x, double[] h, double[] c);
    }

    /** The hidden states of a walk over all steps, by step. */
    static double[][] of(Cell cell, double[][] x, int units, boolean backwards) {
        double[][] all = new double[x.length][];
        double[] h = new double[units];
        double[] c = new double[units];
        for (int k = 0; k < x.length; k++) {
            int t = backwards ? x.length - 1 - k : k;
            cell.step(x[t], h, c);
            all[t] = h.clone();
        }
        return all;
    }

    static double[] joined(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    /** The row of a unit of a gate, in a direction, of a parameter times a vector. */
    private static double product(Tensor parameter, int direction, int row, double[] vector) {
        int rows = (int) parameter.shape().length(1);
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            sum += parameter.getDouble((direction * rows + row) * vector.length + i) * vector[i];
        }
        return sum;
    }

    private static double sum(Map<String, Tensor> w, int direction, int row, double[] x, double[] h) {
        Tensor bias = w.get("bias");
        return product(w.get("weight"), direction, row, x) + product(w.get("recurrent_weight"), direction, row, h)
                + bias.getDouble(direction * (int) bias.shape().length(1) + row);
    }

    static Cell rnn(Map<String, Tensor> w, int d, DoubleUnaryOperator activation) {
        return (x, h, c) -> {
            double[] before = h.clone();
            for (int u = 0; u < h.length; u++) {
                h[u] = activation.applyAsDouble(sum(w, d, u, x, before));
            }
        };
    }

    static Cell lstm(Map<String, Tensor> w, int d, DoubleUnaryOperator activation, DoubleUnaryOperator gate) {
        return (x, h, c) -> {
            double[] before = h.clone();
            int n = h.length;
            for (int u = 0; u < n; u++) {
                double input = gate.applyAsDouble(sum(w, d, u, x, before));
                double output = gate.applyAsDouble(sum(w, d, n + u, x, before));
                double forget = gate.applyAsDouble(sum(w, d, 2 * n + u, x, before));
                double candidate = activation.applyAsDouble(sum(w, d, 3 * n + u, x, before));
                c[u] = forget * c[u] + input * candidate;
                h[u] = output * activation.applyAsDouble(c[u]);
            }
        };
    }

    static Cell gru(Map<String, Tensor> w, int d, boolean resetAfter) {
        return (x, h, c) -> {
            double[] before = h.clone();
            int n = h.length;
            double[] reset = new double[n];
            for (int u = 0; u < n; u++) {
                reset[u] = sigmoid(sum(w, d, n + u, x, before));
            }
            double[] scaled = new double[n];
            for (int u = 0; u < n; u++) {
                scaled[u] = reset[u] * before[u];
            }
            double[] nothing = new double[n];
            for (int u = 0; u < n; u++) {
                double update = sigmoid(sum(w, d, u, x, before));
                double fresh = resetAfter
                        ? sum(w, d, 2 * n + u, x, nothing) + reset[u] * (product(w.get("recurrent_weight"), d, 2 * n + u, before)
                                + w.get("recurrent_bias").getDouble(d * n + u))
                        : sum(w, d, 2 * n + u, x, scaled);
                h[u] = (1 - update) * Math.tanh(fresh) + update * before[u];
            }
        };
    }
}
