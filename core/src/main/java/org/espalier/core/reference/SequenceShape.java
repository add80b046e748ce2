package org.espalier.core.reference;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.core.op.recurrent.Cell;
import org.espalier.core.op.recurrent.Recurrence;
import org.espalier.graph.Attributes;
import org.espalier.tensor.TensorType;

/** Where the numbers of a recurrent op lie, and in which order a direction walks; the sequence comes first. */
final class SequenceShape {
    final Recurrence op;
    final int steps;
    final int batch;
    final int inputs;
    final int hidden;
    final int directions;
    /** Rows of weights in a direction. */
    final int rows;
    /** How many numbers are kept at each step of an example and a direction. */
    final int kept;
    /** The positions of optional inputs, negative where they are not given. */
    final int bias;
    final int lengths;
    final int initialH;
    final int initialC;
    final int peepholes;

    SequenceShape(Cell cell, List<TensorType> in, Attributes attributes) {
        op = Recurrence.of(cell, in, attributes);
        steps = Math.toIntExact(op.sequence().length());
        batch = Math.toIntExact(op.batch().length());
        inputs = Math.toIntExact(op.inputs().length());
        hidden = Math.toIntExact(op.hidden().length());
        directions = op.directions();
        rows = cell.gates() * hidden;
        kept = op.kept() * hidden;
        bias = op.index(Recurrence.BIAS);
        lengths = op.index(Recurrence.LENGTHS);
        initialH = op.index("initial_h");
        initialC = op.index("initial_c");
        peepholes = op.index(Recurrence.PEEPHOLES);
    }

    /** The length of an example's sequence. */
    int length(Buffer[] in, int b) {
        return lengths < 0 ? steps : (int) Math.max(0, Math.min(steps, in[lengths].getLong(b)));
    }

    /** The step that a direction takes as its k-th in a sequence of a length. */
    int step(int d, int k, int length) {
        return op.reverse(d) ? length - 1 - k : k;
    }

    int xAt(int t, int b) {
        return (t * batch + b) * inputs;
    }

    int yAt(int t, int d, int b) {
        return ((t * directions + d) * batch + b) * hidden;
    }

    int keptAt(int t, int d, int b) {
        return ((t * directions + d) * batch + b) * kept;
    }

    int stateAt(int d, int b) {
        return (d * batch + b) * hidden;
    }

    int rowAt(int t, int d, int b) {
        return ((t * directions + d) * batch + b) * rows;
    }

    /** A number times the peephole weight of a gate (input, output, forget); 0 where there are no peepholes. */
    double peephole(Buffer[] in, int d, int gate, int j, double x) {
        return peepholes < 0 ? 0 : in[peepholes].getDouble((d * 3 + gate) * hidden + j) * x;
    }
}
