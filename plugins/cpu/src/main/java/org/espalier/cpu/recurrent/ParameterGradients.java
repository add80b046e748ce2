package org.espalier.cpu.recurrent;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.Runs;
import org.espalier.cpu.gemm.GemmShape;
import org.espalier.cpu.gemm.MatrixProduct;
import org.espalier.cpu.pool.WorkerPool;

/**
 * The cotangents of a recurrent op's input and parameters: products of the deltas of all steps with weights, inputs and
 * hidden states, and the sums of deltas.
 */
final class ParameterGradients {
    private final RecurrentShape s;
    private final BackwardCell cell;
    private final List<BackwardCell.Part> parts;
    private final int deltaAt;
    private final int beforeAt;
    private final int factorAt;
    private final int sumsAt;
    private final Arithmetic arithmetic;
    private final Runs runs;
    private final WorkerPool pool;
    private final int n;
    private final int width;
    private final int scratch;

    ParameterGradients(RecurrentShape s, BackwardCell cell, int deltaAt, int beforeAt, int factorAt, int sumsAt,
            Arithmetic arithmetic, WorkerPool pool) {
        this.s = s;
        this.cell = cell;
        this.parts = cell.parts();
        this.deltaAt = deltaAt;
        this.beforeAt = beforeAt;
        this.factorAt = factorAt;
        this.sumsAt = sumsAt;
        this.arithmetic = arithmetic;
        this.runs = arithmetic.runs();
        this.pool = pool;
        this.n = s.hidden();
        this.width = cell.deltas() * n;
        this.scratch = new Call().scratchFloats();
    }

    /** Working memory apart from that which is shared with the walk. */
    int scratchFloats() {
        return scratch;
    }

    Call call() {
        return new Call();
    }

    /** Adds a row of deltas to a row of sums. */
    void addRow(float[] work, int delta, int count, int sums) {
        runs.addRows(work, delta, 1, count, count, work, sums);
    }

    /** The products, which serve one caller at a time. */
    final class Call {
        private final int rows = s.steps() * s.batch();
        /** The rows with a state before them: where none was given, the first step's are multiplied with nothing. */
        private final int rowsWithState = s.initialH() >= 0 ? rows : rows - s.batch();
        private final MatrixProduct ofInput = product(rows, s.inputs(), s.weightRows(), false);
        private final MatrixProduct ofWeights = product(s.weightRows(), s.inputs(), rows, true);
        private final MatrixProduct[] ofRecurrent =
                parts.stream().map(p -> product(p.rows(), n, rowsWithState, true)).toArray(MatrixProduct[]::new);

        private MatrixProduct product(int m, int columns, int k, boolean transposed) {
            return MatrixProduct.of(new GemmShape(m, columns, k, transposed, false, width, columns, columns), arithmetic, pool);
        }

        int scratchFloats() {
            int most = Math.max(ofInput.scratchFloats(), ofWeights.scratchFloats());
            for (MatrixProduct p : ofRecurrent) {
                most = Math.max(most, p.scratchFloats());
            }
            return most;
        }

        void run(Buffer[] in, Buffer[] out, float[] work, int base, Buffer spare) {
            for (int d = 0; d < s.directions(); d++) {
                int delta = base + deltaAt + d * rows * width;
                int weights = d * s.weightRows() * s.inputs();
                ofInput.run(work, delta, in[1].f32(), in[1].offset() + weights, out[0].f32(), out[0].offset(), d > 0, null,
                        spare.f32(), spare.offset());
                ofWeights.run(work, delta, in[0].f32(), in[0].offset(), out[1].f32(), out[1].offset() + weights, false, null,
                        spare.f32(), spare.offset());
                for (int i = 0; i < ofRecurrent.length; i++) {
                    BackwardCell.Part p = parts.get(i);
                    int first = s.reverse(d) ? 0 : rows - rowsWithState;
                    int factor = base + (p.factor() ? factorAt : beforeAt) + (d * rows + first) * n;
                    int to = out[2].offset() + (d * s.weightRows() + p.row()) * n;
                    ofRecurrent[i].run(work, delta + first * width + p.column(), work, factor, out[2].f32(), to, false, null, spare.f32(),
                            spare.offset());
                }
                if (s.bias() >= 0) {
                    biases(d, work, base + sumsAt + d * s.batch() * width, out[s.cotangentOf(s.bias())]);
                }
            }
        }

        /** Adds up the examples' sums: those of the input's biases, then those of the hidden state's. */
        private void biases(int d, float[] work, int sums, Buffer to) {
            for (int b = 1; b < s.batch(); b++) {
                addRow(work, sums + b * width, width, sums);
            }
            int at = to.offset() + 2 * d * s.weightRows();
            System.arraycopy(work, sums, to.f32(), at, s.weightRows());
            for (int i = 0; i < parts.size(); i++) {
                BackwardCell.Part p = parts.get(i);
                System.arraycopy(work, sums + p.column(), to.f32(), at + s.weightRows() + p.row(), p.rows());
            }
        }
    }
}
