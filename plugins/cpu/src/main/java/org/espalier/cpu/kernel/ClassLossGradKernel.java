package org.espalier.cpu.kernel;

import org.espalier.backend.BlockFunction;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;

/** The gradient of the cross-entropy towards the scores: the probabilities less 1 at the label, times what it counts. */
final class ClassLossGradKernel implements Kernel {
    /** Elements that go through the exponential function together. */
    private static final int BLOCK = 1024;
    private static final int WORTH_SHARING = 1 << 13;

    private final ClassLabels labels;
    private final BlockFunction exp;
    private final WorkerPool pool;
    private final int blockRows;
    private final int parts;
    private final KernelCalls calls = new KernelCalls(Call::new);

    private ClassLossGradKernel(ClassLabels labels, BlockFunction exp, WorkerPool pool) {
        this.labels = labels;
        this.exp = exp;
        this.pool = pool;
        this.blockRows = Math.max(1, BLOCK / labels.classes());
        this.parts = (long) labels.count() * labels.classes() < WORTH_SHARING ? 1
                : Math.min(labels.count(), 4 * pool.threads());
    }

    static Kernel of(Node node, Arithmetic arithmetic, WorkerPool pool) {
        ClassLabels labels = ClassLabels.of(node);
        return labels == null ? null : new ClassLossGradKernel(labels, arithmetic.blocks().exp(), pool);
    }

    private final class Call extends KernelCall implements ParallelTask {
        private final float[][][] arrays = new float[pool.threads()][1][];
        private final int[][] places = new int[pool.threads()][1];
        private Buffer weights;
        private double total;

        @Override
        protected void run() {
            weights = in.length > 3 ? in[3] : null;
            total = labels.mean() ? labels.weights(in[1], weights) : 1;
            pool.run(this, parts);
        }

        @Override
        protected void end() {
            weights = null;
            for (float[][] array : arrays) {
                array[0] = null;
            }
        }

        @Override
        public void run(int part, int slot) {
            int end = (int) ((long) labels.count() * (part + 1) / parts);
            for (int row = (int) ((long) labels.count() * part / parts); row < end; row += blockRows) {
                block(row, Math.min(blockRows, end - row), arrays[slot], places[slot]);
            }
        }

        private void block(int first, int rows, float[][] array, int[] place) {
            int classes = labels.classes();
            array[0] = in[0].f32();
            place[0] = in[0].offset() + first * classes;
            float[] y = out[0].f32();
            int at = out[0].offset() + first * classes;
            exp.apply(array, place, y, at, rows * classes);
            float[] ofLoss = in[2].f32();
            for (int row = first; row < first + rows; row++, at += classes) {
                int chosen = labels.chosen(in[1], row);
                float weight = ClassLabels.weight(weights, chosen);
                float c = ofLoss[in[2].offset() + (labels.each() ? row : 0)];
                if (chosen >= 0) {
                    y[at + chosen] -= 1;
                }
                scale(y, at, classes, weight * (labels.mean() ? (float) (c / total) : c));
            }
        }
    }

    private static void scale(float[] y, int at, int length, float factor) {
        for (int i = at; i < at + length; i++) {
            y[i] *= factor;
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }

    @Override
    public boolean inPlace(int input, int output) {
        return input == 0;
    }
}
