package org.espalier.cpu.recurrent;

import java.util.ArrayList;
import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.Runs;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
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
    private final BackwardPlaces places;
    private final ParameterGradients gradients;
    private final Runs runs;
    private final int operands;
    private final int results;
    private final Cotangents cotangents;
    /** The first of the inputs that are cotangents. */
    private final int firstCotangent;
    private final int size;
    private final KernelCalls calls = new KernelCalls(Call::new);

    /** Makes the cell of a kernel, which takes its share of working memory. */
    @FunctionalInterface
    interface CellMaker {
        BackwardCell make(RecurrentShape s, boolean withInput, int rows, Memory memory, Arithmetic arithmetic);
    }

    /**
     * Makes a kernel.
     *
     * @param cotangents which of them are given
     * @param operands the number of inputs of the op itself
     * @param results the number of outputs
     */
    BackwardKernel(RecurrentShape s, CellMaker maker, Cotangents cotangents, int operands, int results, Arithmetic arithmetic, WorkerPool pool) {
        this.s = s;
        this.cotangents = cotangents;
        this.operands = operands;
        this.results = results;
        this.division = new Division(s, pool);
        Memory memory = new Memory();
        boolean withInput = ForwardKernel.isCached(s) && s.directions() == 1;
        this.cell = maker.make(s, withInput, division.mostRows(), memory, arithmetic);
        this.firstCotangent = operands + (cell.width() > 0 ? 2 : 1);
        this.weights = new PackedWeights(cell.weights(), s.directions());
        this.places = new BackwardPlaces(s, cell, division.groups(), memory);
        this.size = memory.size();
        this.gradients = new ParameterGradients(s, cell, places, arithmetic, division.pool());
        this.runs = arithmetic.runs();
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
        calls.run(inputs, outputs);
    }

    private final class Call extends KernelCall {
        private final Walk[] walks =
                division.frames().stream().map(f -> new Walk(new BackwardFrame(f))).toArray(Walk[]::new);
        private final ParameterGradients.Call products = gradients.call();
        private final int[] lengths = new int[s.batch()];
        private final ParallelTask packing = this::pack;
        private final ParallelTask walking = (part, slot) -> walks[part].run();
        private float[] work;
        private int base;

        @Override
        protected void run() {
            work = out[results].f32();
            base = out[results].offset();
            for (int b = 0; b < lengths.length; b++) {
                lengths[b] = s.length(in, b);
            }
            Frame.blank(work, base + places.zeros, s.hidden());
            division.run(packing, weights.parts());
            division.run(walking, walks.length);
            products.run(in, out, work, base, out[results + 1]);
        }

        @Override
        protected void end() {
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
                    if (cotangents.y() >= 0) {
                        f.dyAt = cotangent(cotangents.y()).offset() + s.yAt(t, d, f.first);
                    }
                    int row = (d * s.steps() + t) * s.batch() + f.first;
                    f.delta = base + places.deltas + row * f.deltaRow;
                    f.before = base + places.joined + row * f.beforeRow + s.inputs();
                    f.factor = base + places.factors + row * n;
                    join(t, in[operands].offset() + s.yAt(last, d, f.first));
                    steps.step(f, cell.withInput() || k > 0 || s.initialH() >= 0);
                    if (cell.withInput()) {
                        storeInput(t);
                    }
                    if (s.bias() >= 0) {
                        sum();
                    }
                }
                finish();
            }

            private Buffer cotangent(int given) {
                return in[firstCotangent + given];
            }

            private void begin() {
                f.work = work;
                f.base = base;
                f.gates = cell.width() > 0 ? in[operands + 1].f32() : null;
                f.y = in[operands].f32();
                f.yRow = n;
                boolean ofY = cotangents.y() >= 0;
                f.dy = ofY ? cotangent(cotangents.y()).f32() : work;
                f.dyAt = base + places.zeros;
                f.dyRow = ofY ? n : 0;
                int states = base + (f.direction * s.batch() + f.first) * n;
                f.h = base + places.h + (f.direction * s.batch() + f.first) * places.hRow;
                f.hRow = places.hRow;
                f.c = states + places.c;
                f.spare = states + places.spare;
                f.deltaRow = places.deltaRow;
                f.beforeRow = places.joinedRow;
                if (s.initialC() >= 0) {
                    f.initial = in[s.initialC()].f32();
                    f.initialAt = in[s.initialC()].offset() + s.stateAt(f.direction, f.first);
                }
                steps.bind(f);
                load(cotangents.h(), f.h, f.hRow);
                load(cotangents.c(), f.c, n);
                for (int i = 0; i < f.rows; i += Division.GROUP) {
                    Frame.blank(work, sums(i), width);
                }
            }

            /** Copies the cotangents of a state. */
            private void load(int given, int to, int row) {
                if (given >= 0) {
                    Buffer from = cotangent(given);
                    copyRows(from.f32(), from.offset() + s.stateAt(f.direction, f.first), n, work, to, row);
                    return;
                }
                for (int i = 0; i < f.rows; i++) {
                    Frame.blank(work, to + i * row, n);
                }
            }

            /** Where the sums of the group begin to which an example belongs. */
            private int sums(int i) {
                return base + places.sums(f.direction, (f.first + i) / Division.GROUP);
            }

            /** Copies inputs and the hidden states before a step to where they are one matrix with those of all steps. */
            private void join(int t, int last) {
                int m = s.inputs();
                Buffer x = in[0];
                for (int i = 0; i < f.rows; i++) {
                    int to = f.before + i * f.beforeRow;
                    System.arraycopy(x.f32(), x.offset() + s.xAt(t, f.first) + i * m, work, to - m, m);
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

            /** Adds the deltas of a step to each group's sums. */
            private void sum() {
                for (int i = 0; i < f.rows; i += Division.GROUP) {
                    runs.addRows(work, f.delta + i * f.deltaRow, Math.min(Division.GROUP, f.rows - i), f.deltaRow, width,
                            work, sums(i));
                }
            }

            private void finish() {
                store(s.initialH(), f.h, f.hRow);
                store(s.initialC(), f.c, n);
            }

            private void store(int input, int from, int row) {
                if (input >= 0) {
                    Buffer to = out[s.cotangentOf(input)];
                    copyRows(work, from, row, to.f32(), to.offset() + s.stateAt(f.direction, f.first), n);
                }
            }

            private void copyRows(float[] from, int at, int row, float[] to, int toAt, int toRow) {
                for (int i = 0; i < f.rows; i++) {
                    System.arraycopy(from, at + i * row, to, toAt + i * toRow, n);
                }
            }

            /** Copies the cotangents of a step's inputs to where they belong. */
            private void storeInput(int t) {
                Buffer x = out[0];
                int m = s.inputs();
                for (int i = 0; i < f.rows; i++) {
                    System.arraycopy(work, f.h + i * f.hRow + n, x.f32(), x.offset() + s.xAt(t, f.first) + i * m, m);
                }
            }

            void end() {
                f.end();
                steps.bind(f);
            }
        }
    }
}
