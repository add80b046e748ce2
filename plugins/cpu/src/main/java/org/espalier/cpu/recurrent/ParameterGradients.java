package org.espalier.cpu.recurrent;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.gemm.GemmShape;
import org.espalier.cpu.gemm.MatrixProduct;
import org.espalier.cpu.pool.WorkerPool;

/**
 * The cotangents of a recurrent op's input and parameters: products of the deltas of all steps with weights, inputs and
 * hidden states, and the sums of deltas.
 */
final class ParameterGradients {
    private final RecurrentShape s;
    private final List<BackwardCell.Part> parts;
    private final BackwardPlaces places;
    /** Whether the cotangent of the input is not computed on the way. */
    private final boolean withInput;
    private final Arithmetic arithmetic;
    private final WorkerPool pool;
    private final int width;
    private final int groups;
    private final int scratch;

    ParameterGradients(RecurrentShape s, BackwardCell cell, BackwardPlaces places, Arithmetic arithmetic, WorkerPool pool) {
        this.s = s;
        this.parts = cell.parts();
        this.places = places;
        this.withInput = !cell.withInput();
        this.arithmetic = arithmetic;
        this.pool = pool;
        this.width = cell.deltas() * s.hidden();
        this.groups = new Division(s, pool).groups();
        this.scratch = new Call().scratchFloats();
    }

    /** Working memory apart from that which is shared with the way back. */
    int scratchFloats() {
        return scratch;
    }

    Call call() {
        return new Call();
    }

    /** The products, which serve one caller at a time. */
    final class Call {
        private final int rows = s.steps() * s.batch();
        private final MatrixProduct[] ofInput = parts.stream().map(this::ofInput).toArray(MatrixProduct[]::new);
        private final WeightGradients[] ofWeights = parts.stream()
                .map(p -> new WeightGradients(s, p, places, arithmetic, pool))
                .toArray(WeightGradients[]::new);

        private MatrixProduct ofInput(BackwardCell.Part p) {
            return MatrixProduct.of(
                    new GemmShape(rows, s.inputs(), p.rows(), false, false, places.deltaRow, s.inputs(), s.inputs()),
                    arithmetic, pool);
        }

        int scratchFloats() {
            int most = 0;
            for (int i = 0; i < ofInput.length; i++) {
                most = Math.max(most, Math.max(ofInput[i].scratchFloats(), ofWeights[i].scratchFloats()));
            }
            return most;
        }

        void run(Buffer[] in, Buffer[] out, float[] work, int base, Buffer spare) {
            for (int d = 0; d < s.directions(); d++) {
                if (withInput) {
                    input(d, in[1], out[0], work, base + places.deltas + d * rows * places.deltaRow, spare);
                }
                for (WeightGradients g : ofWeights) {
                    g.run(d, out[1], out[2], work, base, spare);
                }
                if (s.bias() >= 0) {
                    biases(d, work, base, out[s.cotangentOf(s.bias())]);
                }
            }
        }

        /** Adds the cotangent of the input that comes through a direction. */
        private void input(int d, Buffer weights, Buffer to, float[] work, int deltas, Buffer spare) {
            for (int i = 0; i < ofInput.length; i++) {
                BackwardCell.Part p = parts.get(i);
                int from = weights.offset() + (d * s.weightRows() + p.row()) * s.inputs();
                ofInput[i].run(work, deltas + p.ofInput(), weights.f32(), from, to.f32(), to.offset(), d > 0 || i > 0, null,
                        spare.f32(), spare.offset());
            }
        }

        /** Adds up the groups' sums: those of the input's biases, then those of the hidden state's. */
        private void biases(int d, float[] work, int base, Buffer to) {
            int sums = base + places.sums(d, 0);
            arithmetic.runs().addRows(work, sums + width, groups - 1, width, width, work, sums);
            int at = to.offset() + 2 * d * s.weightRows();
            for (int i = 0; i < parts.size(); i++) {
                BackwardCell.Part p = parts.get(i);
                System.arraycopy(work, sums + p.ofInput(), to.f32(), at + p.row(), p.rows());
                System.arraycopy(work, sums + p.ofHidden(), to.f32(), at + s.weightRows() + p.row(), p.rows());
            }
        }
    }
}
