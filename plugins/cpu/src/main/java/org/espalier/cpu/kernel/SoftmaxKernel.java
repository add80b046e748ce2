package org.espalier.cpu.kernel;

import java.util.List;
import org.espalier.backend.BlockFunction;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.FloatMath;
import org.espalier.cpu.arith.Runs;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Softmax along the last axis, or its logarithm. Several short rows go through the exponential function together; each
 * block of rows stays in the first-level cache from its maximum to its last division.
 */
final class SoftmaxKernel implements Kernel {
    /** Elements of the rows that go through the exponential function together. */
    private static final int BLOCK = 1024;
    private static final int WORTH_SHARING = 1 << 12;

    private final boolean logarithm;
    private final Runs runs;
    private final BlockFunction exp;
    private final WorkerPool pool;
    private final int rows;
    private final int length;
    private final int blockRows;
    private final int parts;
    private final KernelCalls calls = new KernelCalls(Call::new);

    private SoftmaxKernel(boolean logarithm, Arithmetic arithmetic, WorkerPool pool, int rows, int length) {
        this.logarithm = logarithm;
        this.runs = arithmetic.runs();
        this.exp = arithmetic.blocks().exp();
        this.pool = pool;
        this.rows = rows;
        this.length = length;
        this.blockRows = Math.max(1, BLOCK / length);
        this.parts = (long) rows * length < WORTH_SHARING ? 1 : Math.min(rows, 4 * pool.threads());
    }

    static Kernel of(Node node, boolean logarithm, Arithmetic arithmetic, WorkerPool pool) {
        TensorType type = node.output().type();
        Shape s = type.shape();
        int axis = s.axis(node.attributes().intValue("axis"));
        int length = Math.toIntExact(s.length(axis));
        if (!CpuBackend.isF32(type) || s.slice(axis + 1, s.rank()).size() != 1 || length == 0) {
            return null;
        }
        return new SoftmaxKernel(logarithm, arithmetic, pool, Math.toIntExact(s.slice(0, axis).size()), length);
    }

    /** The logarithm of the softmax of each of some rows of at least one element. */
    static SoftmaxKernel logarithm(int rows, int length, Arithmetic arithmetic, WorkerPool pool) {
        return new SoftmaxKernel(true, arithmetic, pool, rows, length);
    }

    /** What one thread needs to call a block function. */
    private static final class Arguments {
        final float[][] in = new float[1][];
        final int[] at = new int[1];
    }

    private final class Call extends KernelCall implements ParallelTask {
        private final Arguments[] arguments = new Arguments[pool.threads()];

        Call() {
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = new Arguments();
            }
        }

        @Override
        protected void run() {
            pool.run(this, parts);
        }

        @Override
        public void run(int part, int slot) {
            int end = (int) ((long) rows * (part + 1) / parts);
            for (int row = (int) ((long) rows * part / parts); row < end; row += blockRows) {
                block(row, Math.min(blockRows, end - row), slot);
            }
        }

        private void block(int row, int count, int slot) {
            float[] x = in[0].f32();
            float[] y = out[0].f32();
            int from = in[0].offset() + row * length;
            int to = out[0].offset() + row * length;
            for (int i = 0; i < count * length; i += length) {
                runs.shift(x, from + i, -runs.max(x, from + i, length), y, to + i, length);
            }
            float[] e = logarithm ? out[1].f32() : y;
            int at = logarithm ? out[1].offset() + slot * blockRows * length : to;
            Arguments a = arguments[slot];
            a.in[0] = y;
            a.at[0] = to;
            exp.apply(a.in, a.at, e, at, count * length);
            for (int i = 0; i < count * length; i += length) {
                float sum = sum(e, at + i);
                if (logarithm) {
                    runs.shift(y, to + i, -FloatMath.log(sum), y, to + i, length);
                } else {
                    runs.divide(y, to + i, sum, y, to + i, length);
                }
            }
        }

        private float sum(float[] e, int at) {
            int groups = Runs.groups(length);
            if (groups == 1) {
                return runs.sumGroup(e, at, length);
            }
            float sum = 0;
            for (int i = 0; i < length; i += Runs.CHUNK * Runs.GROUP) {
                sum += runs.sumGroup(e, at + i, Math.min(Runs.CHUNK * Runs.GROUP, length - i));
            }
            return sum;
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }

    @Override
    public List<TensorType> scratch() {
        return logarithm ? List.of(TensorType.of(DType.F32, Math.multiplyExact(pool.threads() * blockRows, length)))
                : List.of();
    }

    @Override
    public boolean inPlace(int input, int output) {
        return true;
    }
}
