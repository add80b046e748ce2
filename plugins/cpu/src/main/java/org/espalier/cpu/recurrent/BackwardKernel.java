package org.espalier.cpu.recurrent;

import java.util.ArrayList;
import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.pool.Lease;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * Back-propagation through time. Each thread leads its own examples and directions from the last step to the first and notes
 * the derivative by what goes into every activation (delta); what the parameters and the input get are products of matrices
 * with the deltas of all steps.
 */
final class BackwardKernel implements Kernel {
    private final RecurrentShape s;
    private final Division division;
    private final BackwardCell cell;
    private final PackedWeights weights;
    private final ParameterGradients gradients;
    private final int operands;
    private final int results;
    /** The first of the inputs that are cotangents. */
    private final int cotangents;
    private final int deltaAt;
    private final int beforeAt;
    private final int factorAt;
    private final int hAt;
    private final int cAt;
    private final int spareAt;
    private final int sumsAt;
    private final int size;
    private final Lease<Call> calls = new Lease<>(Call::new);

    /** Makes the cell of a kernel, which takes its share of working memory. */
    @FunctionalInterface
    interface CellMaker {
        BackwardCell make(RecurrentShape s, int rows, Memory memory, Arithmetic arithmetic);
    }

    /**
     * Makes a kernel.
     *
     * @param operands the number of inputs of the op itself
     * @param results the number of outputs
     */
    BackwardKernel(RecurrentShape s, CellMaker maker, int operands, int results, Arithmetic arithmetic, WorkerPool pool) {
        this.s = s;
        this.operands = operands;
        this.results = results;
        this.division = new Division(s, arithmetic, pool);
        Memory memory = new Memory();
        this.cell = maker.make(s, division.mostRows(), memory, arithmetic);
        this.cotangents = operands + (cell.width() > 0 ? 2 : 1);
        this.weights = new PackedWeights(cell.weights(), s.directions());
        int examples = s.directions() * s.batch();
        int all = Math.multiplyExact(examples, s.steps());
        this.deltaAt = memory.take(Math.multiplyExact(all, cell.deltas() * s.hidden()));
        this.beforeAt = memory.take(Math.multiplyExact(all, s.hidden()));
        boolean factors = cell.parts().stream().anyMatch(BackwardCell.Part::factor);
        this.factorAt = memory.take(factors ? all * s.hidden() : 0);
        this.hAt = memory.take(examples * s.hidden());
        this.cAt = memory.take(examples * s.hidden());
        this.spareAt = memory.take(examples * s.hidden());
        this.sumsAt = memory.take(examples * cell.deltas() * s.hidden());
        this.gradients = new ParameterGradients(s, cell, deltaAt, beforeAt, factorAt, sumsAt, arithmetic, division.pool());
        this.size = memory.size();
    }

    /** The floats that each hidden unit has in a row of what the forward pass kept. */
    int keptWidth() {
        return cell.width();
    }

    @Override
    public List<TensorType> scratch() {
        List<TensorType> types = new ArrayList<>();
        types.add(TensorType.of(DType.F32, size));
        types.add(TensorType.of(DType.F32, Math.max(1, gradients.scratchFloats())));
        return types;
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        Call call = calls.take();
        try {
            call.run(inputs, outputs);
        } finally {
            call.end();
            calls.giveBack(call);
        }
    }

    private final class Call {
        private final Walk[] walks =
                division.frames().stream().map(f -> new Walk(new BackwardFrame(f))).toArray(Walk[]::new);
        private final ParameterGradients.Call products = gradients.call();
        private final int[] lengths = new int[s.batch()];
        private final ParallelTask packing = this::pack;
        private final ParallelTask walking = (part, slot) -> walks[part].run();
        private Buffer[] in;
        private Buffer[] out;
        private float[] work;
        private int base;

        void run(Buffer[] inputs, Buffer[] outputs) {
            in = inputs;
            out = outputs;
            work = outputs[results].f32();
            base = outputs[results].offset();
            for (int b = 0; b < lengths.length; b++) {
                lengths[b] = s.length(in, b);
            }
            division.run(packing, weights.parts());
            division.run(walking, walks.length);
            products.run(in, out, work, base, out[results + 1]);
        }

        void end() {
            in = null;
            out = null;
            work = null;
            for (Walk walk : walks) {
                walk.end();
            }
        }

        private void pack(int part, int slot) {
            weights.pack(part, in, work, base);
        }

        /** One direction of a range of examples on its way back. */
        private final class Walk {
            private final BackwardFrame f;
            private final BackwardCell.Steps steps = cell.steps();
            private final int n = s.hidden();
            private final int width = cell.deltas() * n;

            Walk(BackwardFrame frame) {
                this.f = frame;
            }

            void run() {
                begin();
                int d = f.direction;
                int kept = cell.width() * n;
                for (int k = s.steps() - 1; k >= 0; k--) {
                    int t = s.step(d, k);
                    int last = s.step(d, Math.max(0, k - 1));
                    f.step(s, t, lengths);
                    if (kept > 0) {
                        f.gatesAt = in[operands + 1].offset() + s.rowAt(t, d, f.first, kept);
                        f.gatesBefore = in[operands + 1].offset() + s.rowAt(last, d, f.first, kept);
                    }
                    f.yAt = in[operands].offset() + s.yAt(t, d, f.first);
                    f.dyAt = cotangent(0).offset() + s.yAt(t, d, f.first);
                    int row = (d * s.steps() + t) * s.batch() + f.first;
                    f.delta = base + deltaAt + row * width;
                    f.before = base + beforeAt + row * n;
                    f.factor = base + factorAt + row * n;
                    statesBefore(in[operands].offset() + s.yAt(last, d, f.first));
                    steps.step(f, k > 0 || s.initialH() >= 0);
                    sum();
                }
                finish();
            }

            private Buffer cotangent(int output) {
                return in[cotangents + output];
            }

            private void begin() {
                f.work = work;
                f.base = base;
                f.gates = cell.width() > 0 ? in[operands + 1].f32() : null;
                f.y = in[operands].f32();
                f.yRow = n;
                f.dy = cotangent(0).f32();
                int states = base + (f.direction * s.batch() + f.first) * n;
                f.h = states + hAt;
                f.c = states + cAt;
                f.spare = states + spareAt;
                if (s.initialC() >= 0) {
                    f.initial = in[s.initialC()].f32();
                    f.initialAt = in[s.initialC()].offset() + s.stateAt(f.direction, f.first);
                }
                steps.bind(f);
                int at = s.stateAt(f.direction, f.first);
                Buffer h = cotangent(1);
                System.arraycopy(h.f32(), h.offset() + at, work, f.h, f.rows * n);
                if (hasSecond()) {
                    Buffer c = cotangent(2);
                    System.arraycopy(c.f32(), c.offset() + at, work, f.c, f.rows * n);
                }
                Frame.blank(work, sums(0), f.rows * width);
            }

            private boolean hasSecond() {
                return in.length - cotangents > 2;
            }

            private int sums(int i) {
                return base + sumsAt + (f.direction * s.batch() + f.first + i) * width;
            }

            /** Copies the hidden states before a step to where they are one matrix with those of all steps. */
            private void statesBefore(int last) {
                for (int i = 0; i < f.rows; i++) {
                    int to = f.before + i * n;
                    if (!f.active[i] || f.begins[i] && s.initialH() < 0) {
                        Frame.blank(work, to, n);
                    } else if (f.begins[i]) {
                        Buffer h = in[s.initialH()];
                        System.arraycopy(h.f32(), h.offset() + s.stateAt(f.direction, f.first + i), work, to, n);
                    } else {
                        System.arraycopy(f.y, last + i * n, work, to, n);
                    }
                }
            }

            /** Adds the deltas of a step to each example's sums. */
            private void sum() {
                if (s.bias() >= 0) {
                    for (int i = 0; i < f.rows; i++) {
                        gradients.addRow(work, f.delta + i * width, width, sums(i));
                    }
                }
            }

            private void finish() {
                store(s.initialH(), f.h);
                store(s.initialC(), f.c);
            }

            private void store(int input, int from) {
                if (input >= 0) {
                    Buffer to = out[s.cotangentOf(input)];
                    System.arraycopy(work, from, to.f32(), to.offset() + s.stateAt(f.direction, f.first), f.rows * n);
                }
            }

            void end() {
                f.end();
                steps.bind(f);
            }
        }
    }
}
