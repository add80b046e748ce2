package org.espalier.core.reference;

import java.util.ArrayList;
import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.backend.KernelFactory;
import org.espalier.core.op.recurrent.Cell;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * A recurrent network, one example, direction and step after the other. The hidden state is what was written to Y, rounded
 * to its dtype; a state that begins with zeros because none is given is not multiplied with anything at the first step.
 */
abstract class RecurrentKernel implements Kernel {
    final SequenceShape s;
    final CellFunction[] functions;
    private final double clip;
    private final boolean keeps;
    private final int ordinary;

    /** What tells cells apart: makes the kernel of one kind. */
    @FunctionalInterface
    interface Maker {
        RecurrentKernel make(SequenceShape s, CellFunction[] functions, boolean keeps);
    }

    RecurrentKernel(SequenceShape s, CellFunction[] functions, boolean keeps) {
        this.s = s;
        this.functions = functions;
        this.clip = s.op.clip();
        this.keeps = keeps;
        this.ordinary = 1 + s.op.cell().states().size();
    }

    /** Kernels for the layout with the sequence first and the usual activations; otherwise the decomposition runs. */
    static KernelFactory factory(Cell cell, Maker maker) {
        return node -> {
            Attributes a = node.attributes();
            return a.longValue("layout", 0) == 1 ? null
                    : create(cell, maker, node.inputTypes(), a, a.flag("residuals", true));
        };
    }

    static RecurrentKernel create(Cell cell, Maker maker, List<TensorType> in, Attributes attributes, boolean keeps) {
        SequenceShape s = new SequenceShape(cell, in, attributes);
        CellFunction[] functions = CellFunction.all(s.op.activations());
        return functions == null ? null : maker.make(s, functions, keeps && s.kept > 0);
    }

    /** The activations' inputs or what else a cell needs [rows], the states h and c, and a vector more. */
    @Override
    public final List<TensorType> scratch() {
        return List.of(TensorType.of(DType.F64, s.rows + 3L * s.hidden));
    }

    /** The types of all that {@link #run(Buffer[], Buffer[], int)} writes: outputs, then scratch. */
    final List<TensorType> written(DType dtype) {
        List<TensorType> all = new ArrayList<>();
        all.add(TensorType.of(dtype, s.steps, s.directions, s.batch, s.hidden));
        for (int i = 1; i < ordinary; i++) {
            all.add(TensorType.of(dtype, s.directions, s.batch, s.hidden));
        }
        if (keeps) {
            all.add(TensorType.of(dtype, s.steps, s.directions, s.batch, s.kept));
        }
        all.addAll(scratch());
        return all;
    }

    @Override
    public final void run(Buffer[] inputs, Buffer[] outputs) {
        run(inputs, outputs, 0);
    }

    /** Writes the outputs from a position in an array of buffers on. */
    final void run(Buffer[] in, Buffer[] out, int from) {
        Buffer y = out[from];
        Buffer kept = keeps ? out[from + ordinary] : null;
        Buffer work = out[from + ordinary + (keeps ? 1 : 0)];
        double[] w = work.f64();
        int h = work.offset() + s.rows;
        int c = h + s.hidden;
        for (int d = 0; d < s.directions; d++) {
            for (int b = 0; b < s.batch; b++) {
                load(in, s.initialH, s.stateAt(d, b), w, h);
                load(in, s.initialC, s.stateAt(d, b), w, c);
                int length = s.length(in, b);
                for (int k = 0; k < length; k++) {
                    step(in, w, work.offset(), d, b, s.step(d, k, length), k, y, kept);
                }
                for (int t = length; t < s.steps; t++) {
                    fill(y, s.yAt(t, d, b), s.hidden);
                    fill(kept, s.keptAt(t, d, b), keeps ? s.kept : 0);
                }
                for (int j = 0; j < s.hidden; j++) {
                    out[from + 1].setDouble(s.stateAt(d, b) + j, w[h + j]);
                    if (ordinary > 2) {
                        out[from + 2].setDouble(s.stateAt(d, b) + j, w[c + j]);
                    }
                }
            }
        }
    }

    private void load(Buffer[] in, int input, int at, double[] w, int to) {
        for (int j = 0; j < s.hidden; j++) {
            w[to + j] = input < 0 ? 0 : in[input].getDouble(at + j);
        }
    }

    private static void fill(Buffer x, int at, int n) {
        for (int i = 0; i < n; i++) {
            x.setDouble(at + i, 0);
        }
    }

    /** One step, the k-th of the direction: from the states in scratch memory to the next ones, Y and what is kept. */
    abstract void step(Buffer[] in, double[] w, int at, int d, int b, int t, int k, Buffer y, Buffer kept);

    /** The product of the input and a row of weights, with its bias. */
    final double ofInput(Buffer[] in, int d, int b, int t, int row) {
        int x = s.xAt(t, b);
        int weights = (d * s.rows + row) * s.inputs;
        double sum = 0;
        for (int i = 0; i < s.inputs; i++) {
            sum += in[0].getDouble(x + i) * in[1].getDouble(weights + i);
        }
        return s.bias < 0 ? sum : sum + in[s.bias].getDouble(d * 2 * s.rows + row);
    }

    /** The bias of the hidden state's product. */
    final double bias(Buffer[] in, int d, int row) {
        return s.bias < 0 ? 0 : in[s.bias].getDouble((d * 2 + 1) * s.rows + row);
    }

    /** The product of a vector in scratch memory and a row of recurrent weights; 0 of a state that was never given. */
    final double ofHidden(Buffer[] in, double[] w, int at, int d, int k, int row) {
        if (k == 0 && s.initialH < 0) {
            return 0;
        }
        int weights = (d * s.rows + row) * s.hidden;
        double sum = 0;
        for (int j = 0; j < s.hidden; j++) {
            sum += w[at + j] * in[2].getDouble(weights + j);
        }
        return sum;
    }

    /** An activation of a direction on what the clip leaves. */
    final double gate(int d, int activation, double x) {
        return function(d, activation).of(x < -clip ? -clip : x > clip ? clip : x);
    }

    final CellFunction function(int d, int activation) {
        return functions[d * s.op.cell().activations().size() + activation];
    }

    /** Writes an element of Y, and the next hidden state as it was rounded there. */
    final void emit(double value, double[] w, int h, Buffer y, int at, int j) {
        y.setDouble(at + j, value);
        w[h + j] = y.getDouble(at + j);
    }

    /** Keeps a number of hidden unit j. */
    final void keep(Buffer kept, int t, int d, int b, int which, int j, double value) {
        if (kept != null) {
            kept.setDouble(s.keptAt(t, d, b) + which * s.hidden + j, value);
        }
    }
}
