package org.espalier.core.reference;

import org.espalier.backend.Buffer;
import org.espalier.graph.Node;

/** One step back of each kind of recurrent cell. */
final class RecurrentGradients {
    private RecurrentGradients() {}

    static RecurrentGradient rnn(Node node, RecurrentKernel forward) {
        return new RecurrentGradient(node, forward) {
            @Override
            void back(Buffer[] in, Buffer y, Buffer kept, double[] delta, int to, double[] w, int at, int d, int b, int k,
                    int length) {
                int t = s.step(d, k, length);
                for (int j = 0; j < s.hidden; j++) {
                    delta[to + j] = w[at + j] * slope(d, 0, y.getDouble(s.yAt(t, d, b) + j));
                }
                for (int j = 0; j < s.hidden; j++) {
                    w[at + j] = through(in, kept, delta, to, d, b, t, 0, s.rows, j);
                }
            }
        };
    }

    /** An element of an LSTM's cell state before the k-th step. */
    static double stateBefore(RecurrentGradient g, Buffer[] in, Buffer kept, int d, int b, int k, int length, int j) {
        SequenceShape s = g.s;
        if (k > 0) {
            return g.kept(kept, s.step(d, k - 1, length), d, b, 4, j);
        }
        return s.initialC < 0 ? 0 : in[s.initialC].getDouble(s.stateAt(d, b) + j);
    }

    static RecurrentGradient lstm(Node node, RecurrentKernel forward) {
        boolean coupled = forward.s.op.flag("input_forget");
        return new RecurrentGradient(node, forward) {
            @Override
            void back(Buffer[] in, Buffer y, Buffer kept, double[] delta, int to, double[] w, int at, int d, int b, int k,
                    int length) {
                int n = s.hidden;
                int t = s.step(d, k, length);
                boolean fresh = k == 0 && s.initialC < 0;
                for (int j = 0; j < n; j++) {
                    double i = kept(kept, t, d, b, 0, j);
                    double o = kept(kept, t, d, b, 1, j);
                    double f = kept(kept, t, d, b, 2, j);
                    double g = kept(kept, t, d, b, 3, j);
                    double out = functions[d * 3 + 2].of(kept(kept, t, d, b, 4, j));
                    double before = stateBefore(this, in, kept, d, b, k, length, j);
                    double dh = w[at + j];
                    double deltaO = dh * out * slope(d, 0, o);
                    double dc = w[at + n + j] + dh * o * slope(d, 2, out) + s.peephole(in, d, 1, j, deltaO);
                    double df = fresh ? 0 : dc * before;
                    double di = dc * g - (coupled ? df : 0);
                    double deltaI = di * slope(d, 0, i);
                    double deltaF = coupled || fresh ? 0 : df * slope(d, 0, f);
                    delta[to + j] = deltaI;
                    delta[to + n + j] = deltaO;
                    delta[to + 2 * n + j] = deltaF;
                    delta[to + 3 * n + j] = dc * i * slope(d, 1, g);
                    w[at + n + j] = dc * f + s.peephole(in, d, 0, j, deltaI) + s.peephole(in, d, 2, j, deltaF);
                }
                for (int j = 0; j < n; j++) {
                    w[at + j] = through(in, kept, delta, to, d, b, t, 0, s.rows, j);
                }
            }
        };
    }

    static RecurrentGradient gru(Node node, RecurrentKernel forward) {
        boolean after = forward.s.op.flag("linear_before_reset");
        return new RecurrentGradient(node, forward) {
            @Override
            void back(Buffer[] in, Buffer y, Buffer kept, double[] delta, int to, double[] w, int at, int d, int b, int k,
                    int length) {
                int n = s.hidden;
                int direct = at + 2 * n;
                int t = s.step(d, k, length);
                // Zeros that nobody gave are multiplied with nothing, so nothing comes back through them either.
                boolean first = k == 0 && s.initialH < 0;
                for (int j = 0; j < n; j++) {
                    double z = kept(kept, t, d, b, 0, j);
                    double fresh = kept(kept, t, d, b, 2, j);
                    double dh = w[at + j];
                    double dz = first ? -dh * fresh : dh * before(in, y, d, b, k, length, j) - dh * fresh;
                    delta[to + j] = dz * slope(d, 0, z);
                    delta[to + 2 * n + j] = dh * (1 - z) * slope(d, 1, fresh);
                    w[direct + j] = dh * z;
                }
                for (int j = 0; j < n; j++) {
                    double r = kept(kept, t, d, b, 1, j);
                    double dr;
                    if (first && !after) {
                        dr = 0;
                    } else if (after) {
                        dr = delta[to + 2 * n + j] * kept(kept, t, d, b, 3, j);
                    } else {
                        double reset = through(in, kept, delta, to, d, b, t, 2 * n, 3 * n, j);
                        dr = reset * before(in, y, d, b, k, length, j);
                        w[direct + j] += reset * r;
                    }
                    delta[to + n + j] = dr * slope(d, 0, r);
                }
                for (int j = 0; j < n; j++) {
                    w[at + j] = w[direct + j] + through(in, kept, delta, to, d, b, t, 0, after ? s.rows : 2 * n, j);
                }
            }

            @Override
            double ofProduct(double delta, Buffer kept, int d, int b, int t, int row) {
                return after && row >= 2 * s.hidden ? delta * kept(kept, t, d, b, 1, row - 2 * s.hidden) : delta;
            }

            @Override
            double factor(Buffer[] in, Buffer y, Buffer kept, int d, int b, int k, int length, int row, int j) {
                double h = before(in, y, d, b, k, length, j);
                return after || row < 2 * s.hidden ? h : h * kept(kept, s.step(d, k, length), d, b, 1, j);
            }
        };
    }
}
