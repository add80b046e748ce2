package org.espalier.core.op.recurrent;

import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * One application of a recurrent op, with its attributes read and its inputs checked. Inputs are X, W and R, then those
 * optional ones whose names the attribute {@code optional} lists, in ONNX's order: an op here has no absent inputs. Every
 * other attribute is ONNX's and may be left out.
 *
 * @param optional the names of the optional inputs that are given
 * @param batchFirst the attribute layout: the batch before the sequence in X and Y, and before the direction in states
 * @param activations of all directions, one direction after the other
 * @param clip the largest magnitude of what goes into an activation, or infinity
 */
public record Recurrence(Cell cell, Attributes attributes, List<String> optional, boolean batchFirst, Dim sequence, Dim batch,
        Dim inputs, Dim hidden, int directions, boolean backward, List<CellActivation> activations, double clip) {
    /** The optional input with two biases a gate: of the input's product, then of the hidden state's. */
    public static final String BIAS = "B";
    /** The optional input with the length of each sequence in the batch (i32). */
    public static final String LENGTHS = "sequence_lens";
    /** The optional input with an LSTM's weights from the cell's state to the input, output and forget gates. */
    public static final String PEEPHOLES = "P";
    /** How many inputs are never left out. */
    static final int REQUIRED = 3;
    private static final Map<String, Integer> DIRECTIONS = Map.of("forward", 1, "reverse", 1, "bidirectional", 2);

    /**
     * Reads attributes and checks input types.
     *
     * @throws IllegalArgumentException where they do not fit
     */
    public static Recurrence of(Cell cell, List<TensorType> in, Attributes attributes) {
        List<String> optional = attributes.has("optional") ? attributes.strings("optional") : List.of();
        List<String> ordered = cell.optional().stream().filter(optional::contains).toList();
        TypeRules.require(ordered.equals(optional), "the attribute optional must list the given ones of " + cell.optional()
                + " in this order, but is " + optional);
        TypeRules.count(in, REQUIRED + optional.size());
        TypeRules.dtype(FLOATING, "X", in.get(0));
        for (int i = 0; i < REQUIRED; i++) {
            TypeRules.rank(3, "XWR".substring(i, i + 1), in.get(i));
        }
        String direction = attributes.string("direction", "forward");
        TypeRules.require(DIRECTIONS.containsKey(direction), "direction must be forward, reverse or bidirectional, but is '"
                + direction + "'");
        long layout = attributes.longValue("layout", 0);
        TypeRules.require(layout == 0 || layout == 1, "layout must be 0 (sequence first) or 1 (batch first), but is " + layout);
        double clip = attributes.doubleValue("clip", Double.POSITIVE_INFINITY);
        TypeRules.require(clip > 0, "clip must be above 0, but is " + clip);
        Shape x = in.get(0).shape();
        int directions = DIRECTIONS.get(direction);
        Recurrence r = new Recurrence(cell, attributes, optional, layout == 1, x.dim((int) layout), x.dim(1 - (int) layout),
                x.dim(2), in.get(2).shape().dim(2), directions, direction.equals("reverse"),
                CellActivation.all(attributes, cell.activations(), directions), clip);
        r.check(in);
        return r;
    }

    private void check(List<TensorType> in) {
        if (attributes.has("hidden_size")) {
            long stated = attributes.longValue("hidden_size");
            TypeRules.require(hidden.equals(Dim.of(stated)), "hidden_size is " + stated + ", but R " + in.get(2) + " has "
                    + hidden + " hidden units");
        }
        Dim d = Dim.of(directions);
        Dim rows = hidden.times(cell.gates());
        expect(in, 1, "W", "directions, " + cell.gates() + " gates of all hidden units, input size", d, rows, inputs);
        expect(in, 2, "R", "directions, " + cell.gates() + " gates of all hidden units, hidden units", d, rows, hidden);
        for (String name : optional) {
            int at = index(name);
            if (name.equals(BIAS)) {
                expect(in, at, name, "directions, two biases for each gate", d, rows.times(2));
            } else if (name.equals(LENGTHS)) {
                TypeRules.require(in.get(at).dtype() == DType.I32 && in.get(at).shape().equals(Shape.of(batch)),
                        name + " must be i32" + Shape.of(batch) + " (batch), but is " + in.get(at));
            } else if (name.equals(PEEPHOLES)) {
                expect(in, at, name, "directions, three weights for each hidden unit", d, hidden.times(3));
            } else if (batchFirst) {
                expect(in, at, name, "batch, directions, hidden units", batch, d, hidden);
            } else {
                expect(in, at, name, "directions, batch, hidden units", d, batch, hidden);
            }
        }
    }

    private static void expect(List<TensorType> in, int at, String name, String meaning, Dim... dims) {
        TypeRules.sameDType("X", in.get(0), name, in.get(at));
        Shape wanted = Shape.of(dims);
        TypeRules.require(in.get(at).shape().equals(wanted), name + " must have the shape " + wanted + " (" + meaning
                + "), but is " + in.get(at));
    }

    /** Where an optional input stands among all, or -1 where it is not given. */
    public int index(String name) {
        int at = optional.indexOf(name);
        return at < 0 ? -1 : REQUIRED + at;
    }

    /** The optional input of a name, or null where it is not given. */
    <T> T find(List<T> inputs, String name) {
        int at = index(name);
        return at < 0 ? null : inputs.get(at);
    }

    /** Whether a direction walks from the last step to the first. */
    public boolean reverse(int direction) {
        return backward || direction == 1;
    }

    /** The activations of one direction. */
    public List<CellActivation> activations(int direction) {
        int n = cell.activations().size();
        return activations.subList(direction * n, (direction + 1) * n);
    }

    /** A truth value among the attributes, false where it is left out. */
    public boolean flag(String name) {
        return attributes.flag(name, false);
    }

    /** How many numbers a hidden unit keeps at each step for the gradient. */
    public int kept() {
        return cell.kept().applyAsInt(attributes);
    }

    /** The types of the ordinary outputs: Y, and the last of each state. */
    List<TensorType> outputs(DType dtype) {
        Dim d = Dim.of(directions);
        List<TensorType> out = new ArrayList<>();
        out.add(new TensorType(dtype, batchFirst ? Shape.of(batch, sequence, d, hidden) : Shape.of(sequence, d, batch, hidden)));
        for (int i = 0; i < cell.states().size(); i++) {
            out.add(new TensorType(dtype, batchFirst ? Shape.of(batch, d, hidden) : Shape.of(d, batch, hidden)));
        }
        return out;
    }

    /** The type of what is kept for the gradient, whatever the layout: sequence, directions, batch, kept numbers. */
    TensorType residual(DType dtype) {
        return new TensorType(dtype, Shape.of(sequence, Dim.of(directions), batch, hidden.times(kept())));
    }
}
