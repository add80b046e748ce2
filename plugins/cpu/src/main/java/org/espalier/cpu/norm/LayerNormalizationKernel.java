package org.espalier.cpu.norm;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.Lanes;
import org.espalier.cpu.arith.LayerLoops;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/** Layer normalization, row by row, by factors and summands of a row's length. */
final class LayerNormalizationKernel implements Kernel {
    private final LayerLoops loops;
    private final WorkerPool pool;
    private final LayerRows rows;
    private final double epsilon;
    private final boolean shifted;
    private final boolean residuals;
    private final KernelCalls calls = new KernelCalls(Call::new);

    private LayerNormalizationKernel(Node node, LayerRows rows, Arithmetic arithmetic, WorkerPool pool) {
        this.loops = arithmetic.layerLoops();
        this.pool = pool;
        this.rows = rows;
        this.epsilon = node.attributes().doubleValue("epsilon", 1e-5);
        this.shifted = node.inputs().size() > 2;
        this.residuals = node.outputs().size() > 1;
    }

    static Kernel of(Node node, Arithmetic arithmetic, WorkerPool pool) {
        LayerRows rows = LayerRows.of(node.input(0).type(), node.attributes());
        boolean simple = rows != null && rows.fit(node.input(1).type())
                && (node.inputs().size() < 3 || rows.fit(node.input(2).type()));
        return simple ? new LayerNormalizationKernel(node, rows, arithmetic, pool) : null;
    }

    private final class Call extends KernelCall implements ParallelTask {

        @Override
        protected void run() {
            pool.run(this, rows.parts(pool));
        }

        @Override
        public void run(int part, int slot) {
            Buffer x = in[0];
            Buffer y = out[0];
            Buffer work = out[out.length - 1];
            int lanes = work.offset() + slot * LayerRows.WORK;
            int figures = lanes + 2 * Lanes.COUNT;
            int n = rows.length();
            int end = rows.end(part, pool);
            for (int row = rows.first(part, pool); row < end; row++) {
                loops.forward(x.f32(), x.offset() + row * n, n, epsilon, in[1].f32(), in[1].offset(),
                        shifted ? in[2].f32() : null, shifted ? in[2].offset() : 0, y.f32(), y.offset() + row * n,
                        work.f32(), figures, work.f32(), lanes);
                if (residuals) {
                    out[1].f32()[out[1].offset() + row] = work.f32()[figures];
                    out[2].f32()[out[2].offset() + row] = work.f32()[figures + 1];
                }
            }
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }

    @Override
    public List<TensorType> scratch() {
        return List.of(TensorType.of(DType.F32, (long) LayerRows.WORK * pool.threads()));
    }

    /** A row is written when its figures are known. */
    @Override
    public boolean inPlace(int input, int output) {
        return input == 0 && output == 0;
    }
}
