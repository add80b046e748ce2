package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.I32;
import static org.espalier.tensor.DType.I64;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.testkit.Domain;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Samples;

/** Samples of the scattering ops, whatever their indices mean. */
final class ScatterParts {
    static final List<String> REDUCTIONS = List.of("none", "add", "mul", "max", "min");

    private ScatterParts() {}

    /** Extremes are told apart at least a hundredth, products do not vanish. */
    private static Domain data(String reduction) {
        return switch (reduction) {
            case "mul" -> Domain.between(-1.5, 1.5).avoiding(0.5, 0);
            case "max", "min" -> Domain.distinct(0.05);
            default -> Parts.REAL;
        };
    }

    private static Domain updates(String reduction) {
        return data(reduction).andThen(v -> reduction.startsWith("m") && !reduction.equals("mul") ? v + 0.0125 : v);
    }

    /** A sample of random elements. */
    static Sample random(Shape x, DType index, Shape indices, Domain at, Shape updates, Attributes attributes) {
        String reduction = attributes.string("reduction");
        return Samples.batched(Sample.of(x + " at " + index + indices + " " + attributes).input("x", x, data(reduction))
                .input("indices", index, indices, at).input("updates", updates, updates(reduction))
                .attributes((taken, registry) -> attributes));
    }

    /** A vector of data and of updates of stated elements. */
    static Sample vectors(String name, double[] x, Shape indices, double[] at, double[] updates, Attributes attributes) {
        return Sample.of(name + " " + attributes.string("reduction")).input("x", Samples.shape(x.length), Domain.of(x))
                .input("indices", I64, indices, Domain.of(at))
                .input("updates", Samples.shape(updates.length), Domain.of(updates))
                .attributes((taken, registry) -> attributes);
    }

    /**
     * What holds for every op that brings a vector of updates to a vector of data.
     *
     * @param indices the shape of n indices is n, followed by this
     */
    static List<Sample> common(Attributes others, Shape indices) {
        Shape two = Samples.shape(2).concat(indices);
        Shape four = two.with(0, Dim.of(4));
        Attributes none = others.with("reduction", "none");
        Attributes add = others.with("reduction", "add");
        Attributes mul = others.with("reduction", "mul");
        Attributes max = others.with("reduction", "max");
        Attributes min = others.with("reduction", "min");
        double[] x = {1, 2, 3, 4};
        double[] meet = {1, -3, 3, 1};
        double[] u = {5, 6, 7, 0.5};
        return List.of(
                vectors("meeting", x, four, meet, u, none).expecting(Parts.of(1, 0.5, 3, 7))
                        .withoutDifferences("see the stated cotangents"),
                vectors("stated cotangents of meeting", x, four, meet, u, none)
                        .expectingGradients(List.of(Parts.of(1, 2, 3, 4)), Parts.of(1, 0, 3, 0), Parts.of(0, 0, 4, 2)),
                vectors("meeting", x, four, meet, u, add).expecting(Parts.of(1, 13.5, 3, 11)),
                vectors("meeting", x, four, meet, u, mul).expecting(Parts.of(1, 30, 3, 28)),
                vectors("meeting", x, four, meet, u, max).expecting(Parts.of(1, 6, 3, 7)),
                vectors("meeting", x, four, meet, u, min).expecting(Parts.of(1, 0.5, 3, 4)),
                vectors("integers", x, four, meet, Parts.of(5, 6, 7, 2), add).dtypes(I32, I64).expecting(Parts.of(1, 15, 3, 11)),
                vectors("integers", x, four, meet, Parts.of(5, 6, 7, 2), mul).dtypes(I32, I64).expecting(Parts.of(1, 120, 3, 28)),
                vectors("integers", x, four, meet, Parts.of(5, 6, 7, 1), max).dtypes(I32, I64).expecting(Parts.of(1, 6, 3, 7)),
                vectors("integers", x, four, meet, Parts.of(5, 6, 7, 1), min).dtypes(I32, I64).expecting(Parts.of(1, 1, 3, 4)),
                vectors("every dtype", Parts.of(1, 1, 0, 0), two, Parts.of(-1, 0), Parts.of(1, 0), none)
                        .dtypes(DType.values()).withoutDifferences("the same as the others").expecting(Parts.of(0, 1, 0, 1)),
                // A product of 0, 5, 6 and 0.5; one of 2, 0; one of 0, 0.
                vectors("one factor is 0", Parts.of(1, 0, 2, 0), four, Parts.of(1, 1, 2, 3), Parts.of(5, 6, 0, 0), mul)
                        .expecting(Parts.of(1, 0, 0, 0)),
                vectors("zeros among the updates", Parts.of(1, 2, 3, 4), four, Parts.of(1, 1, 2, 2), Parts.of(5, 0, 0, 0), mul)
                        .expecting(Parts.of(1, 0, 0, 4)),
                vectors("ties", x, four, Parts.of(1, 1, 3, 0), Parts.of(2, 2, 4, 0), max)
                        .expectingGradients(List.of(Parts.of(1, 6, 3, 4)), Parts.of(1, 2, 3, 2), Parts.of(2, 2, 2, 0)),
                vectors("ties", x, four, Parts.of(1, 1, 3, 0), Parts.of(2, 2, 4, 9), min)
                        .expectingGradients(List.of(Parts.of(1, 6, 3, 4)), Parts.of(1, 2, 3, 2), Parts.of(2, 2, 2, 0)));
    }
}
