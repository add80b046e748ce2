package org.espalier.cpu.recurrent;

import static org.espalier.cpu.recurrent.Place.COTANGENT_OF_Y;
import static org.espalier.cpu.recurrent.Place.GATES;
import static org.espalier.cpu.recurrent.Place.WORK;

import java.util.List;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.arith.Arithmetic;

/** An LSTM's cell on its way back; see {@link LstmCell} for what a row of gates holds. */
final class LstmBackward implements BackwardCell {
    private final int n;
    private final Weights weights;
    /** The cotangents in a row: of the hidden state, and of the input where it is computed here too. */
    private final int row;
    private final BlockFunction tanh;
    private final Formula.Code deltas;

    /**
     * Makes a cell.
     *
     * @param withInput whether the cotangents of the input are computed along with those of the hidden state
     */
    LstmBackward(RecurrentShape s, boolean withInput, int rows, Memory memory, Arithmetic arithmetic) {
        this.n = s.hidden();
        this.weights = Weights.back(s, withInput, rows, memory, arithmetic);
        this.row = withInput ? n + s.inputs() : n;
        this.tanh = arithmetic.blocks().tanh();
        Formula f = new Formula(arithmetic, 9);
        int i = 0, o = 1, forget = 2, g = 3, out = 4, before = 5, dy = 6, dh = 7, dc = 8;
        int ofOutput = f.add(dh, dy);
        int ofState = f.add(dc, f.throughTanh(f.mul(ofOutput, o), out));
        this.deltas = f.code(
                f.throughSigmoid(f.mul(ofState, g), i),
                f.throughSigmoid(f.mul(ofOutput, out), o),
                f.throughSigmoid(f.mul(ofState, before), forget),
                f.throughTanh(f.mul(ofState, i), g),
                f.mul(ofState, forget));
    }

    @Override
    public int width() {
        return LstmCell.WIDTH;
    }

    @Override
    public int deltas() {
        return LstmCell.ROWS;
    }

    @Override
    public List<Weights> weights() {
        return List.of(weights);
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part(0, LstmCell.ROWS * n, 0, 0, false));
    }

    @Override
    public boolean withInput() {
        return row > n;
    }

    @Override
    public Steps steps() {
        return new Backward();
    }

    private final class Backward implements Steps {
        private final Formula.Use toDeltas = deltas.use(
                GATES, GATES, GATES, GATES, WORK, GATES, COTANGENT_OF_Y, WORK, WORK, WORK, WORK, WORK, WORK, WORK);
        private final Formula.Argument state = new Formula.Argument();

        @Override
        public void bind(BackwardFrame f) {
            state.bind(f.gates);
            toDeltas.bind(f);
        }

        @Override
        public void step(BackwardFrame f, boolean needed) {
            int width = LstmCell.ROWS * n;
            for (int i = 0; i < f.rows; i++) {
                int h = f.h + i * f.hRow;
                if (f.active[i]) {
                    row(f, i, h, f.delta + i * f.deltaRow);
                    Frame.blank(f.work, h, row);
                } else {
                    Frame.blank(f.work, f.delta + i * f.deltaRow, width);
                    Frame.blank(f.work, h + n, row - n);
                }
            }
            if (needed) {
                weights.product().run(f.rows, f.work, f.delta, f.deltaRow, f.work, f.packed(weights), f.work, f.h, f.hRow, true);
            }
        }

        private void row(BackwardFrame f, int i, int h, int delta) {
            int row = f.gatesAt + i * LstmCell.WIDTH * n;
            int out = f.spare + i * n;
            state.apply(tanh, row + 4 * n, f.work, out, n);
            int[] at = toDeltas.at();
            at[0] = row;
            at[1] = row + n;
            at[2] = row + 2 * n;
            at[3] = row + 3 * n;
            at[4] = out;
            boolean begins = f.begins[i];
            boolean none = begins && f.initial == null;
            // Without a state before the step nothing comes back through the forget gate: see below.
            toDeltas.arrays()[5] = begins && !none ? f.initial : f.gates;
            at[5] = none ? row + 4 * n : begins ? f.initialAt + i * n : f.gatesBefore + (i * LstmCell.WIDTH + 4) * n;
            at[6] = f.dyAt + i * f.dyRow;
            at[7] = h;
            at[8] = f.c + i * n;
            at[9] = delta;
            at[10] = delta + n;
            at[11] = delta + 2 * n;
            at[12] = delta + 3 * n;
            at[13] = f.c + i * n;
            toDeltas.run(n);
            if (none) {
                Frame.blank(f.work, delta + 2 * n, n);
            }
        }
    }
}
