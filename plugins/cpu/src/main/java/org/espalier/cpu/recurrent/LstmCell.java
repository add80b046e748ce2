package org.espalier.cpu.recurrent;

import static org.espalier.cpu.recurrent.Place.GATES;
import static org.espalier.cpu.recurrent.Place.WORK;
import static org.espalier.cpu.recurrent.Place.Y;

import java.util.List;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.gemm.PanelProduct;

/**
 * An LSTM's cell with the usual activations. A row holds the gates in ONNX's order (input, output, forget, cell), and then
 * the cell's state.
 */
final class LstmCell implements Cell {
    /** Rows of weights a hidden unit. */
    static final int ROWS = 4;
    static final int WIDTH = 5;

    private final int n;
    private final Weights ofHidden;
    private final BlockFunction sigmoid;
    private final BlockFunction tanh;
    private final Formula.Code state;
    /** The state after a step before which there was none. */
    private final Formula.Code first;
    private final boolean given;
    private final Formula.Code output;

    LstmCell(RecurrentShape s, int rows, Memory memory, Arithmetic arithmetic) {
        this.n = s.hidden();
        PanelProduct product = new PanelProduct(ROWS * n, n, true, rows, arithmetic);
        this.ofHidden = Weights.of(product, Weights.R, 0, ROWS * n * n, s.directions(), memory);
        this.sigmoid = arithmetic.blocks().sigmoid();
        this.tanh = arithmetic.blocks().tanh();
        Formula f = new Formula(arithmetic, 4);
        int c = f.add(f.mul(2, 3), f.mul(0, 1));
        this.state = f.code(c, c);
        Formula e = new Formula(arithmetic, 2);
        int fresh = e.mul(0, 1);
        this.first = e.code(fresh, fresh);
        this.given = s.initialC() >= 0;
        Formula g = new Formula(arithmetic, 2);
        int h = g.mul(0, 1);
        this.output = g.code(h, h);
    }

    @Override
    public int sums() {
        return ROWS;
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public List<Weights> weights() {
        return List.of(ofHidden);
    }

    @Override
    public void biases(float[] bias, int at, float[] row, int to) {
        for (int i = 0; i < ROWS * n; i++) {
            row[to + i] = bias[at + i] + bias[at + ROWS * n + i];
        }
    }

    @Override
    public Steps steps() {
        return new Forward();
    }

    private final class Forward implements Steps {
        private final Formula.Use toState = state.use(GATES, GATES, GATES, WORK, WORK, GATES);
        private final Formula.Use toFirst = first.use(GATES, GATES, WORK, GATES);
        private final Formula.Use toOutput = output.use(GATES, WORK, WORK, Y);
        private final Formula.Argument argument = new Formula.Argument();

        @Override
        public void bind(Frame f) {
            argument.bind(f.work);
            toState.bind(f);
            toFirst.bind(f);
            toOutput.bind(f);
        }

        @Override
        public void step(Frame f, boolean zero) {
            if (!zero) {
                ofHidden.product().run(f.rows, f.work, f.h, n, f.work, f.packed(ofHidden), f.work, f.sums, ROWS * n, true);
            }
            for (int i = 0; i < f.rows; i++) {
                int row = f.gatesAt + i * WIDTH * n;
                int y = f.yAt + i * f.yRow;
                if (f.active[i]) {
                    row(f, f.sums + i * ROWS * n, row, i * n, y, given || !f.begins[i]);
                } else {
                    Frame.blank(f.gates, row, WIDTH * n);
                    Frame.blank(f.y, y, n);
                }
            }
        }

        private void row(Frame f, int sums, int row, int i, int y, boolean hasState) {
            argument.apply(sigmoid, sums, f.gates, row, 3 * n);
            argument.apply(tanh, sums + 3 * n, f.gates, row + 3 * n, n);
            Formula.Use next = hasState ? toState : toFirst;
            int[] at = next.at();
            at[0] = row;
            at[1] = row + 3 * n;
            int k = 2;
            if (hasState) {
                at[k++] = row + 2 * n;
                at[k++] = f.c + i;
            }
            at[k++] = f.c + i;
            at[k] = row + 4 * n;
            next.run(n);
            argument.apply(tanh, f.c + i, f.work, f.spare + i, n);
            at = toOutput.at();
            at[0] = row + n;
            at[1] = f.spare + i;
            at[2] = f.h + i;
            at[3] = y;
            toOutput.run(n);
        }
    }
}
