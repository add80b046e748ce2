package org.espalier.cpu.recurrent;

import java.util.ArrayList;
import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.gemm.PanelProduct;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * A recurrent network over whole sequences. Examples and directions know nothing of each other, so each thread leads its own
 * ones from the first step to the last, and threads never wait for each other between steps.
 */
final class ForwardKernel implements Kernel {
    /** Floats of weights that stay in the second-level cache from step to step. */
    private static final int CACHED = 170_000;
    /** Steps whose inputs are multiplied at once where weights do not stay in the cache, or examples fill no tile. */
    private static final int CHUNK = 16;

    private final RecurrentShape s;
    private final Division division;
    private final Cell cell;
    private final Weights ofInput;
    private final PackedWeights weights;
    private final boolean keeps;
    private final int chunk;
    /** Whether the inputs of all examples at several steps are one matrix, and their rows of gates too. */
    private final boolean together;
    private final int biasesAt;
    private final int hAt;
    private final int cAt;
    private final int spareAt;
    private final int sumsAt;
    private final int gatesAt;
    private final int size;
    private final KernelCalls calls = new KernelCalls(Call::new);

    /** Makes the cell of a kernel, which takes its share of working memory. */
    @FunctionalInterface
    interface CellMaker {
        Cell make(RecurrentShape s, int rows, Memory memory, Arithmetic arithmetic);
    }

    /**
     * Makes a kernel.
     *
     * @param keeps whether rows of gates are an output
     */
    ForwardKernel(RecurrentShape s, CellMaker maker, boolean keeps, Arithmetic arithmetic, WorkerPool pool) {
        this.s = s;
        this.keeps = keeps;
        this.division = new Division(s, pool);
        int rows = division.mostRows();
        Memory memory = new Memory();
        this.cell = maker.make(s, rows, memory, arithmetic);
        int n = s.weightRows();
        this.chunk = isCached(s) && rows >= arithmetic.microKernel().rows() ? 1 : Math.min(CHUNK, s.steps());
        this.together = !s.batchFirst() && rows == s.batch() && s.directions() == 1;
        PanelProduct product = new PanelProduct(n, s.inputs(), true, together ? chunk * rows : rows, arithmetic);
        this.ofInput = Weights.of(product, Weights.W, 0, n * s.inputs(), s.directions(), memory);
        List<Weights> all = new ArrayList<>(cell.weights());
        all.add(ofInput);
        this.weights = new PackedWeights(all, s.directions());
        this.biasesAt = memory.take(s.directions() * cell.sums() * s.hidden());
        int states = s.directions() * s.batch() * s.hidden();
        this.hAt = memory.take(states);
        this.cAt = memory.take(states);
        this.spareAt = memory.take(states);
        this.sumsAt = memory.take(Math.multiplyExact(chunk, states * cell.sums()));
        this.gatesAt = memory.take(keeps ? 0 : states * cell.width());
        this.size = memory.size();
    }

    /** Whether the weights of a direction stay in the cache from step to step. */
    static boolean isCached(RecurrentShape s) {
        return (long) s.weightRows() * (s.inputs() + s.hidden()) <= CACHED;
    }

    @Override
    public List<TensorType> scratch() {
        return List.of(TensorType.of(DType.F32, size));
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }

    private final class Call extends KernelCall {
        private final Walk[] walks = division.frames().stream().map(Walk::new).toArray(Walk[]::new);
        private final int[] lengths = new int[s.batch()];
        private final ParallelTask packing = this::pack;
        private final ParallelTask walking = (part, slot) -> walks[part].run();
        private float[] work;
        private int base;

        @Override
        protected void run() {
            Buffer memory = out[out.length - 1];
            work = memory.f32();
            base = memory.offset();
            for (int b = 0; b < lengths.length; b++) {
                lengths[b] = s.length(in, b);
            }
            for (int d = 0; d < s.directions(); d++) {
                biases(d);
            }
            division.run(packing, weights.parts());
            division.run(walking, walks.length);
        }

        @Override
        protected void end() {
            work = null;
            for (Walk walk : walks) {
                walk.end();
            }
        }

        private void biases(int d) {
            int row = base + biasesAt + d * cell.sums() * s.hidden();
            Frame.blank(work, row, cell.sums() * s.hidden());
            if (s.bias() >= 0) {
                Buffer bias = in[s.bias()];
                cell.biases(bias.f32(), bias.offset() + d * 2 * s.weightRows(), work, row);
            }
        }

        private void pack(int part, int slot) {
            weights.pack(part, in, work, base);
        }

        /** One direction of a range of examples on its way from step to step. */
        private final class Walk {
            private final Frame f;
            private final Cell.Steps steps = cell.steps();
            private final int width = cell.sums() * s.hidden();
            /** The earliest step of the chunk at hand. */
            private int earliest;

            Walk(Frame frame) {
                this.f = frame;
            }

            void run() {
                begin();
                int d = f.direction;
                for (int from = 0; from < s.steps(); from += chunk) {
                    int to = Math.min(from + chunk, s.steps());
                    project(from, to);
                    for (int k = from; k < to; k++) {
                        int t = s.step(d, k);
                        f.step(s, t, lengths);
                        f.sums = sums(t);
                        if (keeps) {
                            f.gatesAt = out[out.length - 2].offset()
                                    + s.rowAt(t, d, f.first, cell.width() * s.hidden());
                        }
                        f.yAt = out[0].offset() + s.yAt(t, d, f.first);
                        steps.step(f, k == 0 && s.initialH() < 0);
                    }
                }
                finish();
            }

            private void begin() {
                f.work = work;
                f.base = base;
                f.gates = keeps ? out[out.length - 2].f32() : work;
                f.y = out[0].f32();
                f.yRow = s.yRow();
                int states = base + (f.direction * s.batch() + f.first) * s.hidden();
                f.h = states + hAt;
                f.c = states + cAt;
                f.spare = states + spareAt;
                if (!keeps) {
                    f.gatesAt = base + gatesAt + (f.direction * s.batch() + f.first) * cell.width() * s.hidden();
                }
                steps.bind(f);
                for (int i = 0; i < f.rows; i++) {
                    load(s.initialH(), i, f.h);
                    load(s.initialC(), i, f.c);
                }
            }

            private void load(int input, int i, int to) {
                int n = s.hidden();
                if (input < 0) {
                    Frame.blank(work, to + i * n, n);
                } else {
                    System.arraycopy(in[input].f32(), in[input].offset() + s.stateAt(f.direction, f.first + i),
                            work, to + i * n, n);
                }
            }

            /** Where the rows of sums of a step begin. */
            private int sums(int t) {
                int part = (f.direction * s.batch() + f.first) * chunk;
                return base + sumsAt + (part + (t - earliest) * f.rows) * width;
            }

            /** Writes biases and products of inputs into the rows of sums of some steps. */
            private void project(int from, int to) {
                earliest = Math.min(s.step(f.direction, from), s.step(f.direction, to - 1));
                int count = to - from;
                int row = base + biasesAt + f.direction * width;
                for (int i = 0; i < count * f.rows; i++) {
                    System.arraycopy(work, row, work, sums(earliest) + i * width, width);
                }
                PanelProduct product = ofInput.product();
                for (int panel = 0; panel < product.panels(); panel++) {
                    for (int t = earliest; t < earliest + count; t += together ? count : 1) {
                        product.run(panel, together ? count * f.rows : f.rows, in[0].f32(),
                                in[0].offset() + s.xAt(t, f.first), s.xRow(), work, f.packed(ofInput), work, sums(t), width,
                                true);
                    }
                }
            }

            private void finish() {
                for (int i = 0; i < f.rows; i++) {
                    store(out[1], f.h, i);
                    if (out.length > (keeps ? 4 : 3)) { // an LSTM's second state
                        store(out[2], f.c, i);
                    }
                }
            }

            private void store(Buffer to, int from, int i) {
                int n = s.hidden();
                System.arraycopy(work, from + i * n, to.f32(), to.offset() + s.stateAt(f.direction, f.first + i), n);
            }

            void end() {
                f.end();
                steps.bind(f);
            }
        }
    }
}
