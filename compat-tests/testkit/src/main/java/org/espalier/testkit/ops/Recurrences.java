package org.espalier.testkit.ops;

import static org.espalier.testkit.Samples.shape;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.testkit.Domain;
import org.espalier.testkit.Sample;

/**
 * One network of a kind of recurrent cell, from which samples of the op and of its gradient are made. Immutable.
 *
 * @param gates how many rows of weights a hidden unit has
 * @param sequence its length: a number, or a name bound to 4
 * @param batch its length: a number, or a name bound to 5
 */
record Recurrences(String op, int gates, Object sequence, Object batch, int inputs, int hidden, List<String> optional,
        Attributes attributes) {
    static final List<String> LSTM = List.of("B", "sequence_lens", "initial_h", "initial_c", "P");
    static final List<String> OTHERS = List.of("B", "sequence_lens", "initial_h");
    private static final Domain WEIGHTS = Domain.between(-0.8, 0.8);
    /** Weights of many units, with which rounding errors do not grow from step to step. */
    private static final Domain SMALL_WEIGHTS = Domain.between(-0.1, 0.1);
    private static final int MANY = 32;

    static Recurrences of(String op, int gates, Object sequence, Object batch, int inputs, int hidden) {
        return new Recurrences(op, gates, sequence, batch, inputs, hidden, List.of(), Attributes.none());
    }

    /** This network with these optional inputs, in ONNX's order. */
    Recurrences given(String... names) {
        List<String> order = op.equals("LSTM") ? LSTM : OTHERS;
        return new Recurrences(op, gates, sequence, batch, inputs, hidden,
                order.stream().filter(List.of(names)::contains).toList(), attributes);
    }

    /** This network with an attribute more. */
    Recurrences with(String name, Object value) {
        return new Recurrences(op, gates, sequence, batch, inputs, hidden, optional, attributes.with(name, value));
    }

    int directions() {
        return attributes.string("direction", "forward").equals("bidirectional") ? 2 : 1;
    }

    private boolean batchFirst() {
        return attributes.longValue("layout", 0) == 1;
    }

    /** The attributes of the op. */
    Attributes complete() {
        return optional.isEmpty() ? attributes : attributes.with("optional", optional);
    }

    Shape x() {
        return batchFirst() ? shape(batch, sequence, inputs) : shape(sequence, batch, inputs);
    }

    Shape w() {
        return shape(directions(), gates * hidden, inputs);
    }

    Shape r() {
        return shape(directions(), gates * hidden, hidden);
    }

    Shape state() {
        return batchFirst() ? shape(batch, directions(), hidden) : shape(directions(), batch, hidden);
    }

    Shape y() {
        return shape(sequence, directions(), batch, hidden);
    }

    /** What the gradient gets besides the op's inputs where it has to work out for itself what is saved elsewhere. */
    Sample withCotangents(Sample s) {
        Sample all = s.input("dY", y(), Parts.SMALL).input("dY_h", state(), Parts.SMALL);
        return op.equals("LSTM") ? all.input("dY_c", state(), Parts.SMALL) : all;
    }

    Sample withCotangentOfState(Sample s) {
        return s.input("dY_h", state(), Parts.SMALL);
    }

    private Domain weights() {
        return hidden > MANY ? SMALL_WEIGHTS : WEIGHTS;
    }

    /** A sample with the op's inputs; lengths go round 1, 2, ... up to 3, the whole of the shortest sequences with any. */
    Sample inputs(String name) {
        Sample s = Sample.of(name).bind("steps", 4).bind("batch", 5)
                .input("X", x(), Parts.SMALL).input("W", w(), weights()).input("R", r(), weights());
        for (String o : optional) {
            if (o.equals("B")) {
                s = s.input(o, shape(directions(), 2 * gates * hidden), WEIGHTS);
            } else if (o.equals("sequence_lens")) {
                s = s.input(o, DType.I32, shape(batch), Domain.of(2, 1, 3));
            } else if (o.equals("P")) {
                s = s.input(o, shape(directions(), 3 * hidden), WEIGHTS);
            } else {
                s = s.input(o, state(), Parts.SMALL);
            }
        }
        return s;
    }

    /** The name of a sample. */
    @Override
    public String toString() {
        return sequence + " steps of " + batch + "x" + inputs + " to " + hidden + " " + complete();
    }

    Sample sample() {
        Attributes all = complete();
        return inputs(toString()).attributes((taken, registry) -> all);
    }

    /** Few networks that have each optional input and each direction. */
    static List<Recurrences> few(String op, int gates) {
        List<Recurrences> few = new ArrayList<>();
        few.add(of(op, gates, 1, 1, 1, 1));
        few.add(of(op, gates, 2, 1, 2, 1).given("B"));
        few.add(of(op, gates, "steps", "batch", 1, 2));
        few.add(of(op, gates, 2, 2, 3, 3).given("initial_h"));
        few.add(of(op, gates, 3, 3, 2, 2).given("sequence_lens").with("direction", "reverse"));
        few.add(of(op, gates, 3, 3, 1, 2).given("B", "sequence_lens", "initial_h", "initial_c").with("direction", "bidirectional"));
        return few;
    }

    /** Networks that are large enough to be split over threads. */
    static List<Recurrences> large(String op, int gates) {
        int more = gates == 1 ? 60 : 0;
        return List.of(of(op, gates, 12 / gates + 3, 19, 17 + more, 65 + more),
                of(op, gates, 8 / gates + 3, 17, 9 + more, 67 + more).given("B", "sequence_lens", "initial_h", "initial_c").with("direction", "bidirectional"));
    }

    /** The sample of a network that is too large for differences in all directions. */
    Sample largeSample(Sample s) {
        return s.dtypes(DType.F32).withoutDifferences("large");
    }

    /** The networks that every kind of cell is tried with. */
    static List<Recurrences> all(String op, int gates) {
        String[] states = op.equals("LSTM") ? new String[] {"B", "initial_h", "initial_c"} : new String[] {"B", "initial_h"};
        String[] every = op.equals("LSTM") ? new String[] {"B", "sequence_lens", "initial_h", "initial_c"}
                : new String[] {"B", "sequence_lens", "initial_h"};
        List<Recurrences> all = new ArrayList<>();
        all.add(of(op, gates, 1, 1, 1, 1));
        all.add(of(op, gates, 2, 1, 2, 2).given("B"));
        all.add(of(op, gates, 3, 2, 2, 3));
        all.add(of(op, gates, 1, 2, 3, 3).given(states));
        all.add(of(op, gates, 4, 1, 2, 3).given("B"));
        all.add(of(op, gates, 2, 1, 3, 8).given(states));
        all.add(of(op, gates, 3, 2, 2, 17).given(every));
        all.add(of(op, gates, 3, 3, 2, 1).given("sequence_lens"));
        all.add(of(op, gates, 3, 3, 2, 2).given("sequence_lens", "initial_h"));
        all.add(of(op, gates, "steps", "batch", 2, 3).given("B"));
        for (String direction : List.of("forward", "reverse", "bidirectional")) {
            Recurrences r = of(op, gates, 3, 3, 2, 2).with("direction", direction);
            all.add(r);
            all.add(r.given(states));
            all.add(r.given(every));
        }
        return all;
    }
}
