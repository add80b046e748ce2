package org.espalier.core.op.recurrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.core.op.rule.GradientOp;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.op.Trait;
import org.espalier.tensor.TensorType;

/**
 * Recurrent networks as ONNX defines them (see {@link Recurrence} for inputs and attributes), and their gradients by
 * back-propagation through time as ops of their own. Outputs are Y [sequence, directions, batch, hidden], which is 0 past the
 * end of a sequence; the states after the last step of each sequence [directions, batch, hidden]; and as residual what the
 * cells keep for the gradient.
 */
public final class RecurrentOps {
    private static final String RESIDUALS = "residuals";
    /** Whether a gradient op is given Y and the residual, or works them out again. */
    private static final String SAVED = "saved";
    /** Of which outputs a gradient op is given cotangents, as positions in order; of all where it is left out. */
    private static final String COTANGENTS = "cotangents";

    private RecurrentOps() {}

    /** h = f(x·W' + h·R' + b), after Elman, Finding Structure in Time (1990). */
    static final Op RNN = forward(Cell.RNN, Steps::rnn);
    /** Hochreiter and Schmidhuber, Long Short-Term Memory (1997), with forget gate and peepholes (Gers et al., 2000, 2002). */
    static final Op LSTM = forward(Cell.LSTM, Steps::lstm);
    /** Cho et al., Learning Phrase Representations using RNN Encoder-Decoder (2014), the reset gate before or after the product. */
    static final Op GRU = forward(Cell.GRU, Steps::gru);

    private static Op forward(Cell cell, Steps.Factory steps) {
        RecurrentForm form = new RecurrentForm(cell);
        Op.Builder b = Op.define(cell.op(), (in, attributes) -> types(cell, in, attributes))
                .decomposition((ops, in, attributes) -> Unrolled.write(ops, cell, steps, in, attributes))
                .vjp((ops, attributes, in, out, c) -> vjp(cell, ops, attributes, in, out, c))
                .onnx(form)
                .reading(form::read);
        if (cell.kept().applyAsInt(Attributes.none()) > 0) {
            b.traits(Trait.RESIDUALS);
        }
        return b.build();
    }

    private static List<TensorType> types(Cell cell, List<TensorType> in, Attributes attributes) {
        Recurrence r = Recurrence.of(cell, in, attributes);
        List<TensorType> out = new ArrayList<>(r.outputs(in.get(0).dtype()));
        if (r.kept() > 0 && attributes.flag(RESIDUALS, true)) {
            out.add(r.residual(in.get(0).dtype()));
        }
        return out;
    }

    private static List<Value> vjp(
            Cell cell, Ops ops, Attributes attributes, List<Value> in, List<Value> out, List<Value> cotangents) {
        Recurrence r = Recurrence.of(cell, in.stream().map(Value::type).toList(), attributes);
        boolean saved = r.kept() == 0 || attributes.flag(RESIDUALS, true);
        int ordinary = 1 + cell.states().size();
        List<Value> inputs = r.batchFirst() ? Layout.inputs(r, in) : in;
        List<Value> outputs = r.batchFirst() ? Layout.outputs(r, out) : out;
        List<Value> c = r.batchFirst() ? Layout.outputs(r, cotangents) : cotangents;
        List<Value> arguments = new ArrayList<>(inputs);
        if (saved) {
            arguments.add(outputs.get(0));
            arguments.addAll(outputs.subList(ordinary, outputs.size()));
        }
        List<Integer> given = IntStream.range(0, ordinary).filter(i -> !ops.isZero(cotangents.get(i))).boxed().toList();
        given.forEach(i -> arguments.add(c.get(i)));
        Attributes all = ofGradient(attributes).with(SAVED, saved);
        List<Value> gradients = GradientOp.spread(ops.apply(cell.op() + "Grad", arguments, given.size() == ordinary ? all
                : all.with(COTANGENTS, given.stream().map(Integer::longValue).toList())), in);
        return r.batchFirst() ? Layout.inputs(r, gradients) : gradients;
    }

    private static Attributes ofGradient(Attributes attributes) {
        List<String> names = new ArrayList<>(attributes.names());
        names.removeAll(List.of("layout", RESIDUALS, SAVED, COTANGENTS));
        return attributes.only(names);
    }

    /**
     * The gradient of an op. Inputs: those of the op, with {@code saved} (true where it is left out) Y and the residual, then
     * the cotangents of Y and of the last states, but for those that are zeros; the sequence comes first. Outputs: a cotangent
     * of each floating input.
     */
    private static Op gradient(Op op, Cell cell) {
        return Op.define(cell.op() + "Grad", (in, attributes) -> gradientTypes(cell, in, attributes))
                .decomposition((ops, in, attributes) -> {
                    int n = inputs(attributes);
                    int[] given = given(attributes, 1 + cell.states().size());
                    List<Value> cotangents = new ArrayList<>(Collections.nCopies(1 + cell.states().size(), null));
                    for (int i = 0; i < given.length; i++) {
                        cotangents.set(given[i], in.get(in.size() - given.length + i));
                    }
                    return GradientOp.decomposition(ops, op, ofGradient(attributes).with(RESIDUALS, false), in.subList(0, n),
                            cotangents);
                })
                .build();
    }

    private static int inputs(Attributes attributes) {
        return Recurrence.REQUIRED + (attributes.has("optional") ? attributes.strings("optional").size() : 0);
    }

    /** The outputs whose cotangents a gradient op is given. */
    private static int[] given(Attributes attributes, int outputs) {
        int[] given = attributes.has(COTANGENTS) ? attributes.ints(COTANGENTS) : IntStream.range(0, outputs).toArray();
        for (int i = 0; i < given.length; i++) {
            TypeRules.require(given[i] > (i == 0 ? -1 : given[i - 1]) && given[i] < outputs, COTANGENTS
                    + " must list positions below " + outputs + " in ascending order, but is " + Arrays.toString(given));
        }
        return given;
    }

    private static List<TensorType> gradientTypes(Cell cell, List<TensorType> in, Attributes attributes) {
        TypeRules.require(!attributes.has("layout"), "a gradient has the sequence first always; leave the attribute layout out");
        int n = inputs(attributes);
        TypeRules.require(in.size() >= n, "it takes at least " + n + " inputs, but was given " + in.size());
        List<TensorType> out = types(cell, in.subList(0, n), ofGradient(attributes));
        int ordinary = 1 + cell.states().size();
        List<TensorType> wanted = new ArrayList<>();
        if (attributes.flag(SAVED, true)) {
            wanted.add(out.get(0));
            wanted.addAll(out.subList(ordinary, out.size()));
        }
        for (int i : given(attributes, ordinary)) {
            wanted.add(out.get(i));
        }
        TypeRules.require(in.subList(n, in.size()).equals(wanted), "after the inputs of [" + cell.op() + "] it takes " + wanted
                + " (what was saved, and cotangents), but was given " + in.subList(n, in.size()));
        return GradientOp.types(in.subList(0, n));
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(RNN, LSTM, GRU, gradient(RNN, Cell.RNN), gradient(LSTM, Cell.LSTM), gradient(GRU, Cell.GRU));
    }
}
