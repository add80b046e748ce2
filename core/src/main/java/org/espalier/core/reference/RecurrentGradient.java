package org.espalier.core.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.backend.KernelFactory;
import org.espalier.core.op.recurrent.Cell;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * Back-propagation through time. A first walk, against the direction, finds the derivative by what goes into each
 * activation (delta); then the cotangent of every parameter is a plain sum of products with them. Where nothing was saved,
 * the forward kernel runs first.
 */
abstract class RecurrentGradient implements Kernel {
    final SequenceShape s;
    final CellFunction[] functions;
    private final RecurrentKernel forward;
    private final List<TensorType> written;
    private final boolean saved;
    private final int operands;
    private final int outputs;
    private final int states;
    /** Of which outputs there are cotangents, in the order in which they are given at the end of the inputs. */
    private final List<Integer> given;
    private final RecurrentSums sums;

    /** Makes the kernel of one kind of cell. */
    @FunctionalInterface
    interface Maker {
        RecurrentGradient make(Node node, RecurrentKernel forward);
    }

    RecurrentGradient(Node node, RecurrentKernel forward) {
        this.s = forward.s;
        this.functions = forward.functions;
        this.forward = forward;
        this.saved = saved(node);
        this.operands = operands(node.attributes());
        this.outputs = node.outputs().size();
        this.states = s.op.cell().states().size();
        this.given = node.attributes().has("cotangents")
                ? IntStream.of(node.attributes().ints("cotangents")).boxed().toList()
                : IntStream.rangeClosed(0, states).boxed().toList();
        this.sums = new RecurrentSums(this);
        this.written = saved ? List.of() : forward.written(node.input(0).type().dtype());
    }

    private static boolean saved(Node node) {
        return node.attributes().flag("saved", true);
    }

    private static int operands(Attributes a) {
        return 3 + (a.has("optional") ? a.strings("optional").size() : 0);
    }

    /** Kernels for the usual activations, which tell their slope by their value, and no clip. */
    static KernelFactory factory(Cell cell, RecurrentKernel.Maker forward, Maker maker) {
        return node -> {
            List<TensorType> in = node.inputTypes().subList(0, operands(node.attributes()));
            RecurrentKernel f = RecurrentKernel.create(cell, forward, in, node.attributes(), true);
            return f == null || !Double.isInfinite(f.s.op.clip()) ? null : maker.make(node, f);
        };
    }

    /** The deltas; the cotangents of both states and two vectors more; then what the forward kernel writes, if it runs. */
    @Override
    public final List<TensorType> scratch() {
        List<TensorType> all = new ArrayList<>();
        all.add(TensorType.of(DType.F64, s.steps, s.directions, s.batch, s.rows));
        all.add(TensorType.of(DType.F64, 4, s.hidden));
        all.addAll(written);
        return all;
    }

    @Override
    public final void run(Buffer[] in, Buffer[] out) {
        int behind = outputs + 2;
        if (!saved) {
            forward.run(in, out, behind);
        }
        Buffer y = saved ? in[operands] : out[behind];
        Buffer kept = s.kept == 0 ? null : saved ? in[operands + 1] : out[behind + 1 + states];
        int ofY = cotangent(in, 0);
        double[] delta = out[outputs].f64();
        int base = out[outputs].offset();
        double[] w = out[outputs + 1].f64();
        int at = out[outputs + 1].offset();
        for (int d = 0; d < s.directions; d++) {
            for (int b = 0; b < s.batch; b++) {
                int length = s.length(in, b);
                load(in, cotangent(in, 1), s.stateAt(d, b), w, at);
                load(in, cotangent(in, 2), s.stateAt(d, b), w, at + s.hidden);
                for (int k = length - 1; k >= 0; k--) {
                    int t = s.step(d, k, length);
                    for (int j = 0; ofY >= 0 && j < s.hidden; j++) {
                        w[at + j] += in[ofY].getDouble(s.yAt(t, d, b) + j);
                    }
                    back(in, y, kept, delta, base + s.rowAt(t, d, b), w, at, d, b, k, length);
                }
                for (int t = length; t < s.steps; t++) {
                    Arrays.fill(delta, base + s.rowAt(t, d, b), base + s.rowAt(t, d, b) + s.rows, 0);
                }
                store(w, at, out, s.initialH, s.stateAt(d, b));
                store(w, at + s.hidden, out, s.initialC, s.stateAt(d, b));
            }
        }
        sums.write(in, y, kept, delta, base, out);
    }

    /** The input that is an output's cotangent, or -1 where there is none. */
    private int cotangent(Buffer[] in, int output) {
        int at = given.indexOf(output);
        return at < 0 ? -1 : in.length - given.size() + at;
    }

    private void load(Buffer[] in, int input, int at, double[] w, int to) {
        for (int j = 0; j < s.hidden; j++) {
            w[to + j] = input < 0 ? 0 : in[input].getDouble(at + j);
        }
    }

    private void store(double[] w, int from, Buffer[] out, int input, int at) {
        for (int j = 0; input >= 0 && j < s.hidden; j++) {
            out[output(input)].setDouble(at + j, w[from + j]);
        }
    }

    /** The place of an input's cotangent: lengths have none. */
    final int output(int input) {
        return s.lengths >= 0 && input > s.lengths ? input - 1 : input;
    }

    /**
     * One step back: from the cotangents of the states after the k-th step, in w from {@code at} on, to the deltas, from
     * {@code to} on, and the cotangents of the states before it.
     */
    abstract void back(Buffer[] in, Buffer y, Buffer kept, double[] delta, int to, double[] w, int at, int d, int b, int k,
            int length);

    /** The delta by what the recurrent weights gave, where a cell changes it on its way to the activation. */
    double ofProduct(double delta, Buffer kept, int d, int b, int t, int row) {
        return delta;
    }

    /** What the recurrent weights of a row were multiplied with: the hidden state before the step. */
    double factor(Buffer[] in, Buffer y, Buffer kept, int d, int b, int k, int length, int row, int j) {
        return before(in, y, d, b, k, length, j);
    }

    /** An element of the hidden state before the k-th step. */
    final double before(Buffer[] in, Buffer y, int d, int b, int k, int length, int j) {
        if (k > 0) {
            return y.getDouble(s.yAt(s.step(d, k - 1, length), d, b) + j);
        }
        return s.initialH < 0 ? 0 : in[s.initialH].getDouble(s.stateAt(d, b) + j);
    }

    /** A number that the forward pass kept. */
    final double kept(Buffer kept, int t, int d, int b, int which, int j) {
        return kept.getDouble(s.keptAt(t, d, b) + which * s.hidden + j);
    }

    /** The derivative of an activation by its input, told from its value. */
    final double slope(int d, int activation, double value) {
        return functions[d * s.op.cell().activations().size() + activation].slope(value);
    }

    /** The cotangent that some rows' deltas give to what their recurrent weights were multiplied with. */
    final double through(Buffer[] in, Buffer kept, double[] delta, int to, int d, int b, int t, int first, int last, int j) {
        double sum = 0;
        for (int row = first; row < last; row++) {
            sum += ofProduct(delta[to + row], kept, d, b, t, row) * in[2].getDouble((d * s.rows + row) * s.hidden + j);
        }
        return sum;
    }
}
