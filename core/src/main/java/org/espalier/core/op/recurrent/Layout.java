package org.espalier.core.op.recurrent;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Ops;

/** The layout with the batch first is the other one between transpositions. */
final class Layout {
    private static final int[] SEQUENCE = {1, 0, 2};
    private static final int[] STATE = {1, 0, 2};
    private static final int[] OUTPUT = {2, 0, 1, 3};
    private static final int[] OUTPUT_BACK = {1, 2, 0, 3};

    private Layout() {}

    /** The op in the layout with the sequence first, between transpositions. */
    static List<Value> sequenceFirst(Ops ops, Recurrence r, List<Value> in, Attributes attributes) {
        List<Value> out = new ArrayList<>(ops.apply(r.cell().op(), inputs(r, in), attributes.with("layout", 0)));
        out.set(0, out.get(0).transpose(OUTPUT));
        for (int i = 1; i <= r.cell().states().size(); i++) {
            out.set(i, out.get(i).transpose(STATE));
        }
        return out;
    }

    /** Inputs, or cotangents of inputs, in the other layout; the way back is the same. */
    static List<Value> inputs(Recurrence r, List<Value> in) {
        List<Value> other = new ArrayList<>(in);
        other.set(0, in.get(0).transpose(SEQUENCE));
        for (String state : r.cell().states()) {
            int at = r.index(state);
            if (at >= 0) {
                other.set(at, in.get(at).transpose(STATE));
            }
        }
        return other;
    }

    /** Outputs, or cotangents of outputs, with the sequence first. */
    static List<Value> outputs(Recurrence r, List<Value> out) {
        List<Value> other = new ArrayList<>(out);
        other.set(0, out.get(0).transpose(OUTPUT_BACK));
        for (int i = 1; i <= r.cell().states().size(); i++) {
            other.set(i, out.get(i).transpose(STATE));
        }
        return other;
    }
}
