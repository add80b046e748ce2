package org.espalier.core.reference;

import org.espalier.backend.Buffer;

/** One step of each kind of recurrent cell; formulas and the order of gates are ONNX's. */
final class RecurrentCells {
    private RecurrentCells() {}

    static RecurrentKernel rnn(SequenceShape s, CellFunction[] functions, boolean keeps) {
        return new RecurrentKernel(s, functions, keeps) {
            @Override
            void step(Buffer[] in, double[] w, int at, int d, int b, int t, int k, Buffer y, Buffer kept) {
                int h = at + s.rows;
                for (int row = 0; row < s.rows; row++) {
                    w[at + row] = ofInput(in, d, b, t, row) + bias(in, d, row) + ofHidden(in, w, h, d, k, row);
                }
                for (int j = 0; j < s.hidden; j++) {
                    emit(gate(d, 0, w[at + j]), w, h, y, s.yAt(t, d, b), j);
                }
            }
        };
    }

    static RecurrentKernel lstm(SequenceShape s, CellFunction[] functions, boolean keeps) {
        boolean coupled = s.op.flag("input_forget");
        return new RecurrentKernel(s, functions, keeps) {
            @Override
            void step(Buffer[] in, double[] w, int at, int d, int b, int t, int k, Buffer y, Buffer kept) {
                int n = s.hidden;
                int h = at + s.rows;
                int c = h + n;
                boolean fresh = k == 0 && s.initialC < 0;
                for (int row = 0; row < s.rows; row++) {
                    w[at + row] = ofInput(in, d, b, t, row) + bias(in, d, row) + ofHidden(in, w, h, d, k, row);
                }
                for (int j = 0; j < n; j++) {
                    double before = w[c + j];
                    double i = gate(d, 0, w[at + j] + (fresh ? 0 : s.peephole(in, d, 0, j, before)));
                    double f = coupled ? 1 - i
                            : gate(d, 0, w[at + 2 * n + j] + (fresh ? 0 : s.peephole(in, d, 2, j, before)));
                    double g = gate(d, 1, w[at + 3 * n + j]);
                    double state = fresh ? i * g : f * before + i * g;
                    double o = gate(d, 0, w[at + n + j] + s.peephole(in, d, 1, j, state));
                    w[c + j] = state;
                    emit(o * function(d, 2).of(state), w, h, y, s.yAt(t, d, b), j);
                    keep(kept, t, d, b, 0, j, i);
                    keep(kept, t, d, b, 1, j, o);
                    keep(kept, t, d, b, 2, j, f);
                    keep(kept, t, d, b, 3, j, g);
                    keep(kept, t, d, b, 4, j, state);
                }
            }
        };
    }

    static RecurrentKernel gru(SequenceShape s, CellFunction[] functions, boolean keeps) {
        boolean after = s.op.flag("linear_before_reset");
        return new RecurrentKernel(s, functions, keeps) {
            @Override
            void step(Buffer[] in, double[] w, int at, int d, int b, int t, int k, Buffer y, Buffer kept) {
                int n = s.hidden;
                int h = at + s.rows;
                int reset = h + 2 * n;
                for (int row = 0; row < 2 * n; row++) {
                    w[at + row] = gate(d, 0, ofInput(in, d, b, t, row) + bias(in, d, row) + ofHidden(in, w, h, d, k, row));
                }
                for (int j = 0; j < n; j++) {
                    w[reset + j] = w[at + n + j] * w[h + j];
                }
                for (int j = 0; j < n; j++) {
                    int row = 2 * n + j;
                    double x = ofInput(in, d, b, t, row);
                    if (after) {
                        double scaled = ofHidden(in, w, h, d, k, row) + bias(in, d, row);
                        keep(kept, t, d, b, 3, j, scaled);
                        w[at + row] = gate(d, 1, x + w[at + n + j] * scaled);
                    } else {
                        w[at + row] = gate(d, 1, x + bias(in, d, row) + ofHidden(in, w, reset, d, k, row));
                    }
                }
                for (int j = 0; j < n; j++) {
                    double z = w[at + j];
                    double fresh = (1 - z) * w[at + 2 * n + j];
                    keep(kept, t, d, b, 0, j, z);
                    keep(kept, t, d, b, 1, j, w[at + n + j]);
                    keep(kept, t, d, b, 2, j, w[at + 2 * n + j]);
                    emit(k == 0 && s.initialH < 0 ? fresh : fresh + z * w[h + j], w, h, y, s.yAt(t, d, b), j);
                }
            }
        };
    }
}
