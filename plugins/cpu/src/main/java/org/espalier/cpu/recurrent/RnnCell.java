package org.espalier.cpu.recurrent;

import java.util.List;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.gemm.PanelProduct;

/** A cell of one activation. It keeps nothing: the output says it all. */
final class RnnCell implements Cell {
    private final int n;
    private final Weights ofHidden;
    /** By the direction. */
    private final BlockFunction[] activations;

    RnnCell(RecurrentShape s, List<RnnActivation> activations, int rows, Memory memory, Arithmetic arithmetic) {
        this.n = s.hidden();
        PanelProduct product = new PanelProduct(n, n, true, rows, arithmetic);
        this.ofHidden = Weights.of(product, Weights.R, 0, n * n, s.directions(), memory);
        this.activations = activations.stream().map(a -> a.function(arithmetic.blocks())).toArray(BlockFunction[]::new);
    }

    @Override
    public int sums() {
        return 1;
    }

    @Override
    public int width() {
        return 0;
    }

    @Override
    public List<Weights> weights() {
        return List.of(ofHidden);
    }

    @Override
    public void biases(float[] bias, int at, float[] row, int to) {
        for (int i = 0; i < n; i++) {
            row[to + i] = bias[at + i] + bias[at + n + i];
        }
    }

    @Override
    public Steps steps() {
        return new Forward();
    }

    private final class Forward implements Steps {
        private final Formula.Argument argument = new Formula.Argument();

        @Override
        public void bind(Frame f) {
            argument.bind(f.work);
        }

        @Override
        public void step(Frame f, boolean zero) {
            if (!zero) {
                ofHidden.product().run(f.rows, f.work, f.h, n, f.work, f.packed(ofHidden), f.work, f.sums, n, true);
            }
            for (int i = 0; i < f.rows; i++) {
                int y = f.yAt + i * f.yRow;
                if (f.active[i]) {
                    argument.apply(activations[f.direction], f.sums + i * n, f.work, f.h + i * n, n);
                    System.arraycopy(f.work, f.h + i * n, f.y, y, n);
                } else {
                    Frame.blank(f.y, y, n);
                }
            }
        }
    }
}
