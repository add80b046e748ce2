package org.espalier.core.reference;

import org.espalier.backend.Buffer;

/** The cotangents of a recurrent op's input and parameters as sums of products with the deltas of all steps. */
final class RecurrentSums {
    private final RecurrentGradient g;
    private final SequenceShape s;

    RecurrentSums(RecurrentGradient g) {
        this.g = g;
        this.s = g.s;
    }

    void write(Buffer[] in, Buffer y, Buffer kept, double[] delta, int base, Buffer[] out) {
        ofInput(in, delta, base, out[0]);
        for (int d = 0; d < s.directions; d++) {
            for (int row = 0; row < s.rows; row++) {
                for (int i = 0; i < s.inputs; i++) {
                    out[1].setDouble((d * s.rows + row) * s.inputs + i, ofWeight(in, delta, base, d, row, i));
                }
                for (int j = 0; j < s.hidden; j++) {
                    out[2].setDouble((d * s.rows + row) * s.hidden + j,
                            ofRecurrentWeight(in, y, kept, delta, base, d, row, j));
                }
                if (s.bias >= 0) {
                    ofBiases(kept, delta, base, d, row, out[g.output(s.bias)]);
                }
            }
            for (int j = 0; s.peepholes >= 0 && j < s.hidden; j++) {
                ofPeepholes(in, kept, delta, base, d, j, out[g.output(s.peepholes)]);
            }
        }
    }

    private double delta(double[] delta, int base, int t, int d, int b, int row) {
        return delta[base + s.rowAt(t, d, b) + row];
    }

    private void ofInput(Buffer[] in, double[] delta, int base, Buffer out) {
        for (int t = 0; t < s.steps; t++) {
            for (int b = 0; b < s.batch; b++) {
                for (int i = 0; i < s.inputs; i++) {
                    double sum = 0;
                    for (int d = 0; d < s.directions; d++) {
                        for (int row = 0; row < s.rows; row++) {
                            sum += delta(delta, base, t, d, b, row) * in[1].getDouble((d * s.rows + row) * s.inputs + i);
                        }
                    }
                    out.setDouble(s.xAt(t, b) + i, sum);
                }
            }
        }
    }

    private double ofWeight(Buffer[] in, double[] delta, int base, int d, int row, int i) {
        double sum = 0;
        for (int t = 0; t < s.steps; t++) {
            for (int b = 0; b < s.batch; b++) {
                sum += delta(delta, base, t, d, b, row) * in[0].getDouble(s.xAt(t, b) + i);
            }
        }
        return sum;
    }

    private double ofRecurrentWeight(Buffer[] in, Buffer y, Buffer kept, double[] delta, int base, int d, int row, int j) {
        double sum = 0;
        for (int b = 0; b < s.batch; b++) {
            int length = s.length(in, b);
            for (int k = s.initialH < 0 ? 1 : 0; k < length; k++) {
                int t = s.step(d, k, length);
                sum += g.ofProduct(delta(delta, base, t, d, b, row), kept, d, b, t, row)
                        * g.factor(in, y, kept, d, b, k, length, row, j);
            }
        }
        return sum;
    }

    private void ofBiases(Buffer kept, double[] delta, int base, int d, int row, Buffer out) {
        double ofInput = 0;
        double ofHidden = 0;
        for (int t = 0; t < s.steps; t++) {
            for (int b = 0; b < s.batch; b++) {
                double x = delta(delta, base, t, d, b, row);
                ofInput += x;
                ofHidden += g.ofProduct(x, kept, d, b, t, row);
            }
        }
        out.setDouble(d * 2 * s.rows + row, ofInput);
        out.setDouble((d * 2 + 1) * s.rows + row, ofHidden);
    }

    /** Input and forget gate look at the cell's state before the step, the output gate at the one after it. */
    private void ofPeepholes(Buffer[] in, Buffer kept, double[] delta, int base, int d, int j, Buffer out) {
        double i = 0;
        double o = 0;
        double f = 0;
        for (int b = 0; b < s.batch; b++) {
            int length = s.length(in, b);
            for (int k = 0; k < length; k++) {
                int t = s.step(d, k, length);
                o += delta(delta, base, t, d, b, s.hidden + j) * g.kept(kept, t, d, b, 4, j);
                if (k > 0 || s.initialC >= 0) {
                    double before = RecurrentGradients.stateBefore(g, in, kept, d, b, k, length, j);
                    i += delta(delta, base, t, d, b, j) * before;
                    f += delta(delta, base, t, d, b, 2 * s.hidden + j) * before;
                }
            }
        }
        int at = d * 3 * s.hidden + j;
        out.setDouble(at, i);
        out.setDouble(at + s.hidden, o);
        out.setDouble(at + 2 * s.hidden, f);
    }
}
