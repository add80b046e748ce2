package org.espalier.core.op.recurrent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.espalier.core.op.recurrent.Steps.Direction;
import org.espalier.core.op.recurrent.Steps.State;
import org.espalier.core.op.recurrent.Steps.Step;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Ops;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;

/**
 * A recurrent network written step by step: the product of the inputs of all steps with their weights at once, then at each
 * step the product with the hidden state. Past the end of a sequence the state stays as it is and the output is 0, so that
 * a direction that begins at the end finds the initial state where the sequence ends.
 */
final class Unrolled {
    private final Ops ops;
    private final Recurrence r;
    private final List<Value> in;
    private final Value x;
    private final Value lengths;
    private final int steps;

    private Unrolled(Ops ops, Recurrence r, List<Value> in) {
        this.ops = ops;
        this.r = r;
        this.in = in;
        this.x = in.get(0);
        this.steps = Math.toIntExact(r.sequence().length());
        Value given = r.find(in, Recurrence.LENGTHS);
        this.lengths = given == null ? null : given.reshape(Shape.of(r.batch(), Dim.of(1)));
    }

    /** What one direction gives: a row of numbers for each step and example, and the last states. */
    private record Run(List<Value> h, List<Value> kept, State last) {}

    /** The outputs, in the layout of the sequence before the batch. */
    static List<Value> write(Ops ops, Cell cell, Steps.Factory cells, List<Value> in, Attributes attributes) {
        Recurrence r = Recurrence.of(cell, in.stream().map(Value::type).toList(), attributes);
        if (r.batchFirst()) {
            return Layout.sequenceFirst(ops, r, in, attributes);
        }
        return new Unrolled(ops, r, in).outputs(cells);
    }

    private List<Value> outputs(Steps.Factory cells) {
        List<Run> runs = new ArrayList<>();
        for (int d = 0; d < r.directions(); d++) {
            runs.add(run(d, cells));
        }
        List<Value> out = new ArrayList<>();
        out.add(joined(1, runs.stream().map(run -> sequence(run.h(), r.hidden())).toList()));
        out.add(joined(0, runs.stream().map(run -> run.last().h().unsqueeze(0)).toList()));
        if (r.cell().states().size() > 1) {
            out.add(joined(0, runs.stream().map(run -> run.last().c().unsqueeze(0)).toList()));
        }
        if (r.kept() > 0 && r.attributes().flag("residuals", true)) {
            out.add(joined(1, runs.stream().map(run -> sequence(run.kept(), r.hidden().times(r.kept()))).toList()));
        }
        return out;
    }

    private Value joined(int axis, List<Value> parts) {
        return parts.size() == 1 ? parts.get(0) : ops.concat(axis, parts);
    }

    /** Rows of all steps [batch, width] as [sequence, 1, batch, width]. */
    private Value sequence(List<Value> rows, Dim width) {
        Shape shape = Shape.of(r.sequence(), Dim.of(1), r.batch(), width);
        return rows.isEmpty() ? ops.full(x.dtype(), shape, 0) : joined(0, rows).reshape(shape);
    }

    /** A direction's part of a parameter, without the axis of directions. */
    private Value part(Value parameter, int d) {
        Shape shape = parameter.shape().without(0);
        Value one = r.directions() == 1 ? parameter
                : ops.slice(parameter, new long[] {d}, new long[] {d + 1}, new int[] {0}, new long[] {1});
        return one.reshape(shape);
    }

    private Value partOf(String name, int d) {
        Value given = r.find(in, name);
        return given == null ? null : part(given, d);
    }

    private Run run(int d, Steps.Factory cells) {
        Value bias = partOf(Recurrence.BIAS, d);
        long rows = r.cell().gates() * r.hidden().length();
        Value ofInput = bias == null ? null : elements(bias, 0, rows);
        Value ofHidden = bias == null ? null : elements(bias, rows, 2 * rows);
        Value apart = null;
        if (bias != null && r.flag("linear_before_reset")) {
            // The last gate's bias is scaled by the reset gate together with the product that it belongs to.
            long hidden = r.hidden().length();
            apart = elements(ofHidden, rows - hidden, rows);
            ofHidden = ops.concat(0, List.of(elements(ofHidden, 0, rows - hidden), ops.zerosLike(apart)));
        }
        Step step = cells.of(new Direction(r, d, part(in.get(2), d), apart, partOf(Recurrence.PEEPHOLES, d)));
        Value flat = x.reshape(Shape.of(r.sequence().times(r.batch()), r.inputs()));
        Value weights = part(in.get(1), d);
        Value product = bias == null ? ops.gemm(flat, weights, false, true)
                : ops.gemm(flat, weights, ofInput.add(ofHidden), false, true);
        return walk(d, step, product);
    }

    private Value elements(Value of, long from, long to) {
        return ops.slice(of, new long[] {from}, new long[] {to}, new int[] {0}, new long[] {1});
    }

    private Run walk(int d, Step step, Value product) {
        long batch = r.batch().length();
        List<Value> hs = new ArrayList<>();
        List<Value> kept = new ArrayList<>();
        State state = new State(partOf("initial_h", d), partOf("initial_c", d), null);
        for (int k = 0; k < steps; k++) {
            int t = r.reverse(d) ? steps - 1 - k : k;
            Value rows = steps == 1 ? product : elements(product, t * batch, (t + 1) * batch);
            State next = step.from(rows, state);
            Value valid = lengths == null ? null : lengths.greater(ops.constant(Tensor.scalar(DType.I32, t)));
            hs.add(where(valid, next.h(), null));
            kept.add(where(valid, next.kept(), null));
            state = new State(where(valid, next.h(), state.h()), where(valid, next.c(), state.c()), null);
        }
        if (r.reverse(d)) {
            Collections.reverse(hs);
            Collections.reverse(kept);
        }
        boolean second = r.cell().states().size() > 1;
        return new Run(hs, kept, new State(orZeros(state.h()), second ? orZeros(state.c()) : null, null));
    }

    /** The new value within the sequence, past its end the old one; null stands for zeros. */
    private static Value where(Value valid, Value fresh, Value old) {
        return valid == null || fresh == null ? fresh : fresh.ops().where(valid, fresh, old == null ? fresh.constant(0) : old);
    }

    private Value orZeros(Value state) {
        return state == null ? ops.full(x.dtype(), Shape.of(r.batch(), r.hidden()), 0) : state;
    }
}
