package org.espalier.cpu.recurrent;

import static org.espalier.cpu.recurrent.Place.COTANGENT_OF_Y;
import static org.espalier.cpu.recurrent.Place.WORK;
import static org.espalier.cpu.recurrent.Place.Y;

import java.util.List;
import org.espalier.cpu.arith.Arithmetic;

/** A cell of one activation on its way back. */
final class RnnBackward implements BackwardCell {
    private final int n;
    private final Weights weights;
    private final int row;
    /** By the direction. */
    private final Formula.Code[] deltas;

    RnnBackward(RecurrentShape s, List<RnnActivation> activations, boolean withInput, int rows, Memory memory,
            Arithmetic arithmetic) {
        this.n = s.hidden();
        this.weights = Weights.back(s, withInput, rows, memory, arithmetic);
        this.row = withInput ? n + s.inputs() : n;
        this.deltas = activations.stream().map(a -> delta(a, arithmetic)).toArray(Formula.Code[]::new);
    }

    private static Formula.Code delta(RnnActivation a, Arithmetic arithmetic) {
        Formula f = new Formula(arithmetic, 3);
        return f.code(a.through(f, f.add(0, 1), 2));
    }

    @Override
    public int width() {
        return 0;
    }

    @Override
    public int deltas() {
        return 1;
    }

    @Override
    public List<Weights> weights() {
        return List.of(weights);
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part(0, n, 0, 0, false));
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
        private Formula.Use toDelta;

        @Override
        public void bind(BackwardFrame f) {
            if (toDelta == null) {
                toDelta = deltas[f.direction].use(WORK, COTANGENT_OF_Y, Y, WORK);
            }
            toDelta.bind(f);
        }

        @Override
        public void step(BackwardFrame f, boolean needed) {
            for (int i = 0; i < f.rows; i++) {
                int h = f.h + i * f.hRow;
                int delta = f.delta + i * f.deltaRow;
                if (f.active[i]) {
                    int[] at = toDelta.at();
                    at[0] = h;
                    at[1] = f.dyAt + i * f.dyRow;
                    at[2] = f.yAt + i * n;
                    at[3] = delta;
                    toDelta.run(n);
                    Frame.blank(f.work, h, row);
                } else {
                    Frame.blank(f.work, delta, n);
                    Frame.blank(f.work, h + n, row - n);
                }
            }
            if (needed) {
                weights.product().run(f.rows, f.work, f.delta, f.deltaRow, f.work, f.packed(weights), f.work, f.h, f.hRow, true);
            }
        }
    }
}
