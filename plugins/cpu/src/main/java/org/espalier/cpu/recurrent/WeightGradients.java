package org.espalier.cpu.recurrent;

import org.espalier.backend.Buffer;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.gemm.Epilogue;
import org.espalier.cpu.gemm.GemmShape;
import org.espalier.cpu.gemm.MatrixProduct;
import org.espalier.cpu.pool.WorkerPool;

/**
 * The cotangents of some rows of the weights W and R. Where both have the same deltas, they are one product with the inputs
 * and the hidden states side by side, which is larger and so faster than two; its elements are handed out to where they
 * belong as they are finished. Serves one caller at a time.
 *
 * <p>The first step, where no state was given before it, is multiplied with inputs only: deltas that are not finite would
 * make something of the zeros.
 */
final class WeightGradients implements Epilogue {
    private final RecurrentShape s;
    private final BackwardCell.Part part;
    private final BackwardPlaces places;
    private final int rows;
    private final int rowsWithState;
    private final int m;
    private final int n;
    /** Of inputs and hidden states, or of inputs alone. */
    private final MatrixProduct main;
    /** Of the first step's inputs after the main product; or of the hidden states. */
    private final MatrixProduct second;

    private Buffer toInput;
    private Buffer toHidden;
    private int direction;
    private boolean inputs;
    private boolean hidden;

    WeightGradients(RecurrentShape s, BackwardCell.Part part, BackwardPlaces places, Arithmetic arithmetic, WorkerPool pool) {
        this.s = s;
        this.part = part;
        this.places = places;
        this.rows = s.steps() * s.batch();
        this.rowsWithState = s.initialH() >= 0 ? rows : rows - s.batch();
        this.m = s.inputs();
        this.n = s.hidden();
        int a = places.deltaRow;
        int b = places.joinedRow;
        GemmShape first = part.joint() ? new GemmShape(part.rows(), m + n, rowsWithState, true, false, a, b, m + n)
                : new GemmShape(part.rows(), m, rows, true, false, a, b, m);
        GemmShape last = part.joint() ? new GemmShape(part.rows(), m, rows - rowsWithState, true, false, a, b, m + n)
                : new GemmShape(part.rows(), n, rowsWithState, true, false, a, part.factor() ? n : b, n);
        this.main = MatrixProduct.of(first, arithmetic, pool);
        this.second = MatrixProduct.of(last, arithmetic, pool);
    }

    private int joined() {
        return part.joint() ? part.rows() * (m + n) : 0;
    }

    int scratchFloats() {
        return joined() + Math.max(main.scratchFloats(), second.scratchFloats());
    }

    /** Computes the cotangents of one direction's rows. */
    void run(int d, Buffer ofW, Buffer ofR, float[] work, int base, Buffer spare) {
        int first = s.reverse(d) ? 0 : rows - rowsWithState;
        int delta = base + places.deltas + d * rows * places.deltaRow;
        int x = base + places.joined + d * rows * places.joinedRow;
        if (part.joint()) {
            joint(d, ofW, ofR, work, delta + part.ofInput(), x, first, spare);
            return;
        }
        int rest = spare.offset();
        main.run(work, delta + part.ofInput(), work, x, ofW.f32(), ofW.offset() + (d * s.weightRows() + part.row()) * m,
                false, null, spare.f32(), rest);
        int factor = part.factor() ? base + places.factors + (d * rows + first) * n : x + first * places.joinedRow + m;
        second.run(work, delta + first * places.deltaRow + part.ofHidden(), work, factor, ofR.f32(),
                ofR.offset() + (d * s.weightRows() + part.row()) * n, false, null, spare.f32(), rest);
    }

    private void joint(int d, Buffer ofW, Buffer ofR, float[] work, int delta, int x, int first, Buffer spare) {
        toInput = ofW;
        toHidden = ofR;
        direction = d;
        boolean apart = rowsWithState < rows;
        int rest = spare.offset() + joined();
        try {
            inputs = !apart;
            hidden = true;
            main.run(work, delta + first * places.deltaRow, work, x + first * places.joinedRow, spare.f32(), spare.offset(),
                    false, this, spare.f32(), rest);
            if (apart) {
                int other = s.reverse(d) ? rowsWithState : 0;
                inputs = true;
                hidden = false;
                second.run(work, delta + other * places.deltaRow, work, x + other * places.joinedRow, spare.f32(),
                        spare.offset(), true, this, spare.f32(), rest);
            }
        } finally {
            toInput = null;
            toHidden = null;
        }
    }

    @Override
    public void apply(int slot, float[] c, int at, int row, int column, int length) {
        int width = hidden ? m + n : m;
        int done = 0;
        for (int r = row; done < length; r++) {
            int start = done == 0 ? column : 0;
            int count = Math.min(length - done, width - start);
            handOut(c, at + done, r, start, count);
            done += count;
        }
    }

    /** Copies a piece of one row to where it belongs. */
    private void handOut(float[] c, int at, int row, int column, int length) {
        int to = direction * s.weightRows() + part.row() + row;
        if (inputs && column < m) {
            System.arraycopy(c, at, toInput.f32(), toInput.offset() + to * m + column, Math.min(length, m - column));
        }
        if (hidden && column + length > m) {
            int start = Math.max(column, m);
            System.arraycopy(c, at + start - column, toHidden.f32(), toHidden.offset() + to * n + start - m,
                    column + length - start);
        }
    }
}
