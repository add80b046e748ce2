package org.espalier.testkit;

import java.util.ArrayList;
import java.util.List;
import org.espalier.plugin.API;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;

/**
 * Samples that many ops have in common: scalars, empty tensors, lengths around the widths of vector registers, all
 * forms of broadcasting, a named batch, and one that is large enough to be split over threads.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Samples {
    private static final Dim BATCH = Dim.of("batch");
    private static final long[] LENGTHS = {1, 7, 8, 9, 15, 16, 17, 33, 1023};

    private Samples() {}

    /** A shape from numbers and names. */
    public static Shape shape(Object... lengthsAndNames) {
        List<Dim> dims = new ArrayList<>();
        for (Object o : lengthsAndNames) {
            dims.add(o instanceof Number n ? Dim.of(n.longValue()) : Dim.of((String) o));
        }
        return Shape.of(dims);
    }

    /** The shapes that ops of one input are tried with; each binds the name batch to 5 where it holds it. */
    public static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>(List.of(Shape.scalar()));
        for (long n : LENGTHS) {
            shapes.add(Shape.of(n));
        }
        shapes.addAll(List.of(Shape.of(0), Shape.of(2, 0, 3), Shape.of(3, 1, 5), Shape.of(BATCH, Dim.of(3)),
                Shape.of(4, 3, 2, 2), Shape.of(257, 263)));
        return shapes;
    }

    /** Samples of an op of one input without attributes. */
    public static List<Sample> unary(Domain domain) {
        return unary(domain, new Object[0]);
    }

    /** Samples of an op of one input with the same attributes always. */
    public static List<Sample> unary(Domain domain, Object... attributes) {
        return shapes().stream()
                .map(s -> batched(Sample.of(s.toString()).input("x", s, domain).attributes(attributes)))
                .toList();
    }

    /** The pairs of shapes that ops of two inputs are tried with. */
    public static List<List<Shape>> pairs() {
        List<List<Shape>> pairs = new ArrayList<>();
        pairs.add(List.of(Shape.scalar(), Shape.scalar()));
        for (long n : LENGTHS) {
            pairs.add(List.of(Shape.of(n), Shape.of(n)));
        }
        pairs.add(List.of(Shape.of(7), Shape.scalar()));
        pairs.add(List.of(Shape.scalar(), Shape.of(9)));
        pairs.add(List.of(Shape.of(15), Shape.of(1)));
        pairs.add(List.of(Shape.of(1), Shape.of(17)));
        pairs.add(List.of(Shape.of(3, 17), Shape.of(17)));
        pairs.add(List.of(Shape.of(8), Shape.of(5, 8)));
        pairs.add(List.of(Shape.of(3, 1), Shape.of(1, 33)));
        pairs.add(List.of(Shape.of(5, 9), Shape.of(5, 1)));
        pairs.add(List.of(Shape.of(2, 1, 4), Shape.of(3, 1)));
        pairs.add(List.of(Shape.of(2, 3, 1, 5), Shape.of(3, 4, 1)));
        pairs.add(List.of(Shape.of(0), Shape.of(1)));
        pairs.add(List.of(Shape.of(1, 3), Shape.of(0, 3)));
        pairs.add(List.of(Shape.of(BATCH, Dim.of(3)), Shape.of(3)));
        pairs.add(List.of(Shape.of(Dim.of(1)), Shape.of(BATCH, Dim.of(2))));
        pairs.add(List.of(Shape.of(257, 263), Shape.of(263)));
        pairs.add(List.of(Shape.of(257, 1), Shape.of(257, 263)));
        pairs.add(List.of(Shape.of(257, 263), Shape.of(257, 263)));
        return pairs;
    }

    /** Samples of an op of two inputs without attributes. */
    public static List<Sample> binary(Domain a, Domain b) {
        return pairs().stream()
                .map(p -> batched(Sample.of(p.get(0) + " and " + p.get(1)).input("a", p.get(0), a).input("b", p.get(1), b)))
                .toList();
    }

    /** A sample that binds the name batch. */
    public static Sample batched(Sample sample) {
        return sample.bind("batch", 5);
    }
}
