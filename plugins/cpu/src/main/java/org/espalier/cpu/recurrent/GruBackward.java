package org.espalier.cpu.recurrent;

import static org.espalier.cpu.recurrent.Place.COTANGENT_OF_Y;
import static org.espalier.cpu.recurrent.Place.GATES;
import static org.espalier.cpu.recurrent.Place.WORK;

import java.util.List;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.gemm.PanelProduct;

/**
 * A GRU's cell on its way back; see {@link GruCell} for what a row of gates holds. A row of deltas holds those of the hidden
 * gate n, of z and of r. Where the reset comes after the product, those of n by what the reset gate scaled follow, so that
 * what belongs to the recurrent weights is contiguous; where it comes before, they are those of n themselves.
 */
final class GruBackward implements BackwardCell {
    private final int n;
    private final boolean after;
    private final boolean given;
    /** After: all recurrent weights. Before: those of z and r. */
    private final Weights weights;
    /** Before: the weights of n. */
    private final Weights ofFresh;
    private final Formula.Code deltas;
    private final Formula.Code firstDeltas;
    /** Before: what comes back through the reset gate, once the product with the weights of n is known. */
    private final Formula.Code reset;

    GruBackward(RecurrentShape s, boolean after, int rows, Memory memory, Arithmetic arithmetic) {
        this.n = s.hidden();
        this.after = after;
        this.given = s.initialH() >= 0;
        int stride = GruCell.ROWS * n * n;
        int k = after ? GruCell.ROWS * n : 2 * n;
        this.weights = Weights.of(new PanelProduct(n, k, false, rows, arithmetic), Weights.R, 0, stride, s.directions(), memory);
        this.ofFresh = after ? null : Weights.of(new PanelProduct(n, n, false, rows, arithmetic), Weights.R, 2 * n * n, stride,
                s.directions(), memory);
        this.deltas = deltas(after, false, arithmetic);
        this.firstDeltas = deltas(after, true, arithmetic);
        Formula g = new Formula(arithmetic, 4);
        int product = 0, h = 1, gate = 2, direct0 = 3;
        this.reset = g.code(g.throughSigmoid(g.mul(product, h), gate), g.add(direct0, g.mul(product, gate)), g.mul(h, gate));
    }

    /** What comes back to the gates; at the first step, zeros that nobody gave are multiplied with nothing. */
    private static Formula.Code deltas(boolean after, boolean first, Arithmetic arithmetic) {
        int z = 0, fresh = 1, before = 2, dy = 3, dh = 4, r = 5, scaled = 6;
        Formula f = new Formula(arithmetic, after ? 7 : 5);
        int ofOutput = f.add(dh, dy);
        int ofFresh = f.throughTanh(f.mul(ofOutput, f.sub(f.one(), z)), fresh);
        int less = f.mul(ofOutput, fresh);
        int ofUpdate = f.throughSigmoid(first ? f.neg(less) : f.sub(f.mul(ofOutput, before), less), z);
        int direct = f.mul(ofOutput, z);
        return after
                ? f.code(ofFresh, ofUpdate, direct, f.throughSigmoid(f.mul(ofFresh, scaled), r), f.mul(ofFresh, r))
                : f.code(ofFresh, ofUpdate, direct);
    }

    @Override
    public int width() {
        return after ? GruCell.ROWS + 1 : GruCell.ROWS;
    }

    @Override
    public int deltas() {
        return width();
    }

    @Override
    public List<Weights> weights() {
        return after ? List.of(weights) : List.of(weights, ofFresh);
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part(0, 2 * n, n, n, false), new Part(2 * n, n, 0, after ? 3 * n : 0, !after));
    }

    @Override
    public boolean withInput() {
        return false;
    }

    @Override
    public Steps steps() {
        return after ? new After() : new Before();
    }

    /** Sets the operands that both forms have. */
    private void gates(BackwardFrame f, int[] at, int results, int i) {
        int row = f.gatesAt + i * width() * n;
        int delta = f.delta + i * f.deltaRow;
        at[0] = row;
        at[1] = row + 2 * n;
        at[2] = f.before + i * f.beforeRow;
        at[3] = f.dyAt + i * f.dyRow;
        at[4] = f.h + i * f.hRow;
        at[results] = delta;
        at[results + 1] = delta + n;
        at[results + 2] = f.h + i * f.hRow;
    }

    private void through(BackwardFrame f) {
        weights.product().run(f.rows, f.work, f.delta + n, f.deltaRow, f.work, f.packed(weights), f.work, f.h, f.hRow, true);
    }

    private final class After implements Steps {
        private final Formula.Use toDeltas = use(deltas);
        private final Formula.Use toFirst = use(firstDeltas);

        private static Formula.Use use(Formula.Code code) {
            return code.use(GATES, GATES, WORK, COTANGENT_OF_Y, WORK, GATES, GATES, WORK, WORK, WORK, WORK, WORK);
        }

        @Override
        public void bind(BackwardFrame f) {
            toDeltas.bind(f);
            toFirst.bind(f);
        }

        @Override
        public void step(BackwardFrame f, boolean needed) {
            for (int i = 0; i < f.rows; i++) {
                int delta = f.delta + i * f.deltaRow;
                if (!f.active[i]) {
                    Frame.blank(f.work, delta, width() * n);
                    continue;
                }
                Formula.Use next = f.begins[i] && !given ? toFirst : toDeltas;
                int[] at = next.at();
                gates(f, at, 7, i);
                int row = f.gatesAt + i * width() * n;
                at[5] = row + n;
                at[6] = row + 3 * n;
                at[10] = delta + 2 * n;
                at[11] = delta + 3 * n;
                next.run(n);
            }
            if (needed) {
                through(f);
            }
        }
    }

    private final class Before implements Steps {
        private final Formula.Use toDeltas = use(deltas);
        private final Formula.Use toFirst = use(firstDeltas);
        private final Formula.Use toReset = reset.use(WORK, WORK, GATES, WORK, WORK, WORK, WORK);

        private static Formula.Use use(Formula.Code code) {
            return code.use(GATES, GATES, WORK, COTANGENT_OF_Y, WORK, WORK, WORK, WORK);
        }

        @Override
        public void bind(BackwardFrame f) {
            toDeltas.bind(f);
            toFirst.bind(f);
            toReset.bind(f);
        }

        @Override
        public void step(BackwardFrame f, boolean needed) {
            for (int i = 0; i < f.rows; i++) {
                if (f.active[i]) {
                    Formula.Use next = f.begins[i] && !given ? toFirst : toDeltas;
                    gates(f, next.at(), 5, i);
                    next.run(n);
                } else {
                    Frame.blank(f.work, f.delta + i * f.deltaRow, width() * n);
                }
            }
            ofFresh.product().run(f.rows, f.work, f.delta, f.deltaRow, f.work, f.packed(ofFresh), f.work, f.spare, n, false);
            for (int i = 0; i < f.rows; i++) {
                int ofReset = f.delta + i * f.deltaRow + 2 * n;
                boolean first = f.begins[i] && !given;
                if (f.active[i]) {
                    if (first) {
                        Frame.blank(f.work, f.spare + i * n, n);
                    }
                    reset(f, i, ofReset);
                }
                if (first || !f.active[i]) {
                    Frame.blank(f.work, f.factor + i * n, n);
                }
            }
            if (needed) {
                through(f);
            }
        }

        private void reset(BackwardFrame f, int i, int ofReset) {
            int[] at = toReset.at();
            at[0] = f.spare + i * n;
            at[1] = f.before + i * f.beforeRow;
            at[2] = f.gatesAt + (i * width() + 1) * n;
            at[3] = f.h + i * f.hRow;
            at[4] = ofReset;
            at[5] = f.h + i * f.hRow;
            at[6] = f.factor + i * n;
            toReset.run(n);
        }
    }
}
