package org.espalier.cpu.index;

import java.util.Arrays;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Runs;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;

/**
 * Adds rows to the rows of an axis that indices name, in the order of the indices. A part of the work is a range of the
 * rows that are added to: it looks at all indices and takes its own, so that nothing depends on how many parts there are.
 */
final class GatherGradientKernel implements Kernel {
    private static final int WORTH_SHARING = 1 << 15;

    private final Rows data;
    private final int count;
    private final Runs runs;
    private final WorkerPool pool;
    private final int ranges;
    private final KernelCalls calls = new KernelCalls(Call::new);

    private GatherGradientKernel(Rows data, int count, Runs runs, WorkerPool pool) {
        this.data = data;
        this.count = count;
        this.runs = runs;
        this.pool = pool;
        long size = (long) data.outer() * data.inner() * Math.max(data.length(), count);
        this.ranges = size < WORTH_SHARING ? 1 : Math.min(2 * pool.threads(), Math.max(1, data.length()));
    }

    static Kernel of(Node node, Runs runs, WorkerPool pool) {
        if (node.output().type().dtype() != DType.F32) {
            return null;
        }
        Rows data = Rows.of(node.output().type().shape(), node.attributes().intValue("axis"));
        return new GatherGradientKernel(data, Math.toIntExact(node.input(1).type().shape().size()), runs, pool);
    }

    private final class Call extends KernelCall implements ParallelTask {

        @Override
        protected void run() {
            pool.run(this, ranges);
        }

        @Override
        public void run(int part, int slot) {
            int start = (int) ((long) data.length() * part / ranges);
            int end = (int) ((long) data.length() * (part + 1) / ranges);
            Buffer to = out[0];
            int n = data.inner();
            for (int o = 0; o < data.outer(); o++) {
                int block = to.offset() + o * data.length() * n;
                Arrays.fill(to.f32(), block + start * n, block + end * n, 0f);
            }
            for (int i = 0; i < count; i++) {
                int row = data.index(in[1], i);
                if (row >= start && row < end) {
                    add(i, row);
                }
            }
        }

        private void add(int i, int row) {
            Buffer from = in[0];
            Buffer to = out[0];
            int n = data.inner();
            for (int o = 0; o < data.outer(); o++) {
                int at = from.offset() + (o * count + i) * n;
                int sum = to.offset() + (o * data.length() + row) * n;
                if (n == 1) {
                    to.f32()[sum] += from.f32()[at];
                } else {
                    runs.addRows(from.f32(), at, 1, n, n, to.f32(), sum);
                }
            }
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }
}
