package org.espalier.cpu.norm;

import java.util.Arrays;
import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.LayerLoops;
import org.espalier.cpu.arith.Runs;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * The gradient of layer normalization. What rows contribute to the cotangents of factors and summands is added up for
 * pieces of rows whose number depends on the shape alone, and then over the pieces.
 */
final class LayerNormalizationGradKernel implements Kernel {
    private static final int SCALE = 1;
    private static final int MEANS = 2;
    private static final int INVERSE = 3;
    private static final int COTANGENT = 4;
    /** Most pieces: enough for the threads of a large machine. */
    private static final int MOST_PIECES = 128;
    private static final int LEAST_ROWS = 32;

    private final LayerLoops loops;
    private final Runs runs;
    private final WorkerPool pool;
    private final LayerRows rows;
    private final int pieces;
    private final KernelCalls calls = new KernelCalls(Call::new);

    private LayerNormalizationGradKernel(LayerRows rows, Arithmetic arithmetic, WorkerPool pool) {
        this.loops = arithmetic.layerLoops();
        this.runs = arithmetic.runs();
        this.pool = pool;
        this.rows = rows;
        this.pieces = Math.max(1, Math.min(MOST_PIECES, rows.count() / LEAST_ROWS));
    }

    static Kernel of(Node node, Arithmetic arithmetic, WorkerPool pool) {
        LayerRows rows = LayerRows.of(node.input(0).type(), node.attributes());
        boolean simple = rows != null && rows.fit(node.input(SCALE).type());
        return simple ? new LayerNormalizationGradKernel(rows, arithmetic, pool) : null;
    }

    private final class Call extends KernelCall implements ParallelTask {
        private int parts;

        @Override
        protected void run() {
            parts = Math.min(pieces, rows.parts(pool));
            pool.run(this, parts);
            join();
        }

        @Override
        public void run(int part, int slot) {
            int end = pieces * (part + 1) / parts;
            for (int piece = pieces * part / parts; piece < end; piece++) {
                piece(piece, slot);
            }
        }

        private void piece(int piece, int slot) {
            Buffer work = out[out.length - 1];
            int n = rows.length();
            int sums = work.offset() + LayerRows.WORK * pool.threads() + piece * 2 * n;
            Arrays.fill(work.f32(), sums, sums + 2 * n, 0f);
            int end = (int) ((long) rows.count() * (piece + 1) / pieces);
            for (int row = (int) ((long) rows.count() * piece / pieces); row < end; row++) {
                int at = row * n;
                loops.backward(in[COTANGENT].f32(), in[COTANGENT].offset() + at, in[0].f32(), in[0].offset() + at, n,
                        in[MEANS].f32()[in[MEANS].offset() + row], in[INVERSE].f32()[in[INVERSE].offset() + row],
                        in[SCALE].f32(), in[SCALE].offset(), out[0].f32(), out[0].offset() + at, work.f32(), sums,
                        work.f32(), work.offset() + LayerRows.WORK * slot);
            }
        }

        private void join() {
            Buffer work = out[out.length - 1];
            int sums = work.offset() + LayerRows.WORK * pool.threads();
            join(work.f32(), sums, out[1]);
            join(work.f32(), sums + rows.length(), out[2]);
        }

        private void join(float[] sums, int at, Buffer to) {
            int n = rows.length();
            Arrays.fill(to.f32(), to.offset(), to.offset() + n, 0f);
            runs.addRows(sums, at, pieces, 2 * n, n, to.f32(), to.offset());
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }

    @Override
    public List<TensorType> scratch() {
        return List.of(TensorType.of(DType.F32, (long) LayerRows.WORK * pool.threads() + 2L * pieces * rows.length()));
    }

    /** A row is written when its sums are known. */
    @Override
    public boolean inPlace(int input, int output) {
        return input == COTANGENT && output == 0;
    }
}
