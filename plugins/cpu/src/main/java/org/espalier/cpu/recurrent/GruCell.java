package org.espalier.cpu.recurrent;

import static org.espalier.cpu.recurrent.Place.GATES;
import static org.espalier.cpu.recurrent.Place.WORK;
import static org.espalier.cpu.recurrent.Place.Y;

import java.util.List;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.gemm.PanelProduct;

/**
 * A GRU's cell with the usual activations. A row holds the gates in ONNX's order (update z, reset r, hidden n), and then,
 * where the reset comes after the product, what it scales. A row of sums has a place for that too.
 */
final class GruCell implements Cell {
    /** Rows of weights a hidden unit. */
    static final int ROWS = 3;

    private final int n;
    private final boolean after;
    private final boolean given;
    private final int width;
    private final Weights ofGates;
    private final Weights ofFresh;
    private final BlockFunction sigmoid;
    private final BlockFunction tanh;
    /** The hidden state times the reset gate, before the product. */
    private final Formula.Code reset;
    /** What goes into the last activation, and what the reset gate scales, after the product. */
    private final Formula.Code scaled;
    private final Formula.Code blend;
    /** The state after a step before which there was none. */
    private final Formula.Code first;

    /**
     * Makes a cell.
     *
     * @param after whether the reset gate scales the product with the recurrent weights rather than the hidden state
     */
    GruCell(RecurrentShape s, boolean after, int rows, Memory memory, Arithmetic arithmetic) {
        this.n = s.hidden();
        this.after = after;
        this.given = s.initialH() >= 0;
        this.width = after ? ROWS + 1 : ROWS;
        this.ofGates = Weights.of(new PanelProduct(2 * n, n, true, rows, arithmetic), Weights.R, 0, ROWS * n * n,
                s.directions(), memory);
        this.ofFresh = Weights.of(new PanelProduct(n, n, true, rows, arithmetic), Weights.R, 2 * n * n, ROWS * n * n,
                s.directions(), memory);
        this.sigmoid = arithmetic.blocks().sigmoid();
        this.tanh = arithmetic.blocks().tanh();
        Formula product = new Formula(arithmetic, 2);
        this.reset = product.code(product.mul(0, 1));
        Formula sum = new Formula(arithmetic, 3);
        this.scaled = sum.code(sum.add(0, sum.mul(1, 2)), 2);
        Formula f = new Formula(arithmetic, 3);
        int h = f.add(f.mul(f.sub(f.one(), 0), 1), f.mul(0, 2));
        this.blend = f.code(h, h);
        Formula g = new Formula(arithmetic, 2);
        int fresh = g.mul(g.sub(g.one(), 0), 1);
        this.first = g.code(fresh, fresh);
    }

    @Override
    public int sums() {
        return width;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public List<Weights> weights() {
        return List.of(ofGates, ofFresh);
    }

    @Override
    public void biases(float[] bias, int at, float[] row, int to) {
        int ofHidden = at + ROWS * n;
        for (int i = 0; i < ROWS * n; i++) {
            row[to + i] = after && i >= 2 * n ? bias[at + i] : bias[at + i] + bias[ofHidden + i];
        }
        if (after) {
            System.arraycopy(bias, ofHidden + 2 * n, row, to + ROWS * n, n);
        }
    }

    @Override
    public Steps steps() {
        return new Forward();
    }

    private final class Forward implements Steps {
        private final Formula.Use toReset = reset.use(GATES, WORK, WORK);
        private final Formula.Use toScaled = scaled.use(WORK, GATES, WORK, GATES, GATES);
        private final Formula.Use toState = blend.use(GATES, GATES, WORK, WORK, Y);
        private final Formula.Use toFirst = first.use(GATES, GATES, WORK, Y);
        private final Formula.Argument sums = new Formula.Argument();
        private final Formula.Argument gates = new Formula.Argument();

        @Override
        public void bind(Frame f) {
            toReset.bind(f);
            toScaled.bind(f);
            toState.bind(f);
            toFirst.bind(f);
            sums.bind(f.work);
            gates.bind(f.gates);
        }

        @Override
        public void step(Frame f, boolean zero) {
            int row = width * n;
            if (!zero) {
                ofGates.product().run(f.rows, f.work, f.h, n, f.work, f.packed(ofGates), f.work, f.sums, row, true);
            }
            if (!zero && after) {
                ofFresh.product().run(f.rows, f.work, f.h, n, f.work, f.packed(ofFresh), f.work, f.sums + ROWS * n, row, true);
            }
            for (int i = 0; i < f.rows; i++) {
                sums.apply(sigmoid, f.sums + i * row, f.gates, f.gatesAt + i * row, 2 * n);
                if (!after) {
                    reset(f, i, f.gatesAt + i * row);
                }
            }
            if (!zero && !after) {
                ofFresh.product().run(f.rows, f.work, f.spare, n, f.work, f.packed(ofFresh), f.work, f.sums + 2 * n, row, true);
            }
            for (int i = 0; i < f.rows; i++) {
                if (f.active[i]) {
                    finish(f, i, f.gatesAt + i * row);
                } else {
                    Frame.blank(f.gates, f.gatesAt + i * row, row);
                    Frame.blank(f.y, f.yAt + i * f.yRow, n);
                }
            }
        }

        private void reset(Frame f, int i, int row) {
            int[] at = toReset.at();
            at[0] = row + n;
            at[1] = f.h + i * n;
            at[2] = f.spare + i * n;
            toReset.run(n);
        }

        private void finish(Frame f, int i, int row) {
            int fresh = f.sums + (i * width + 2) * n;
            if (after) {
                int[] at = toScaled.at();
                at[0] = fresh;
                at[1] = row + n;
                at[2] = fresh + n;
                at[3] = row + 2 * n;
                at[4] = row + 3 * n;
                toScaled.run(n);
                gates.apply(tanh, row + 2 * n, f.gates, row + 2 * n, n);
            } else {
                sums.apply(tanh, fresh, f.gates, row + 2 * n, n);
            }
            boolean hasState = given || !f.begins[i];
            Formula.Use next = hasState ? toState : toFirst;
            int[] at = next.at();
            int k = 0;
            at[k++] = row;
            at[k++] = row + 2 * n;
            if (hasState) {
                at[k++] = f.h + i * n;
            }
            at[k++] = f.h + i * n;
            at[k] = f.yAt + i * f.yRow;
            next.run(n);
        }
    }
}
