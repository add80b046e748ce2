package org.espalier.testkit.ops;

import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Shape;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Sums, means, extremes and where they are. */
final class ReductionSpecs {
    private static final double[] ROWS = {1, 7, 3, 9, 5, 2};
    private static final Domain BYTES = Domain.integers(0, 250);

    private ReductionSpecs() {}

    static List<OpSpec> all() {
        return List.of(sum(), mean(), max(), min(), extreme("ArgMax"), extreme("ArgMin"));
    }

    private static Sample over(Shape x, Domain domain, boolean keep, int... axes) {
        Attributes attributes = Attributes.of("axes", axes, "keepdims", keep);
        return batched(Sample.of(x + " " + attributes).input("x", x, domain).attributes((taken, registry) -> attributes));
    }

    /** The shapes and axes that every reduction is tried with. */
    static OpSpec.Builder reduction(String op, Domain domain) {
        List<Sample> samples = new ArrayList<>();
        for (boolean keep : new boolean[] {false, true}) {
            samples.add(over(shape(), domain, keep));
            for (long n : new long[] {1, 7, 8, 9, 15, 16, 17, 33, 1023}) {
                samples.add(over(shape(n), domain, keep, 0));
            }
            samples.add(over(shape(3, 5), domain, keep, 0));
            samples.add(over(shape(3, 5), domain, keep, 1));
            samples.add(over(shape(3, 5), domain, keep));
            samples.add(over(shape(3, 5), domain, keep, -1, 0));
            samples.add(over(shape(2, 3, 4), domain, keep, 1));
            samples.add(over(shape(2, 3, 4), domain, keep, 0, 2));
            samples.add(over(shape(4, 1, 3), domain, keep, 1));
            samples.add(over(shape("batch", 3), domain, keep, 0));
            samples.add(over(shape("batch", 3), domain, keep, 1));
            samples.add(over(shape("batch", 3), domain, keep));
            samples.add(over(shape(0, 3), domain, keep, 1));
        }
        samples.add(over(shape(257, 263), domain, false, 0));
        samples.add(over(shape(257, 263), domain, false, 1));
        samples.add(over(shape(257, 263), domain, false));
        samples.add(over(shape(33, 65, 31), domain, false, 1));
        return OpSpec.of(op)
                .samples(samples)
                .refusing("axis", Attributes.of("axes", new int[] {2}, "keepdims", true), Parts.f32(2, 3))
                .refusing("twice", Attributes.of("axes", new int[] {1, -1}, "keepdims", true), Parts.f32(2, 3))
                .refusing("'keepdims'", Attributes.of("axes", new int[] {1}), Parts.f32(2, 3));
    }

    /** Two rows of three to be reduced over an axis. */
    static Sample rows(int axis) {
        return Sample.of("by hand over " + axis).input("x", shape(2, 3), Domain.of(ROWS))
                .attributes("axes", new int[] {axis}, "keepdims", false);
    }

    /** A vector of integers to be reduced. */
    static Sample whole(double... x) {
        return Sample.of("integers").input("x", shape(x.length), Domain.of(x)).attributes("axes", new int[] {0}, "keepdims", false);
    }

    private static OpSpec sum() {
        return reduction("ReduceSum", Parts.SMALL)
                .sample(rows(0).expecting(Parts.of(10, 12, 5)))
                .sample(rows(1).expecting(Parts.of(11, 16)))
                .sample(over(shape(0, 3), Parts.SMALL, true, 0).expecting(Parts.of(0, 0, 0)))
                .sample(Parts.signed(whole(3, -5, 10).expecting(Parts.of(8))))
                .tolerance(Tolerance.ulps(8).withScale(64))
                .onnxTolerance(Tolerance.ulps(8).withScale(2048))
                .build();
    }

    private static OpSpec mean() {
        return reduction("ReduceMean", Parts.REAL)
                .sample(rows(0).expecting(Parts.of(5, 6, 2.5)))
                .sample(rows(1).expecting(Parts.of(11 / 3.0, 16 / 3.0)))
                .sample(Parts.signed(whole(3, -5, 10).expecting(Parts.of(2))))
                .tolerance(Tolerance.ulps(16).withScale(1))
                .build();
    }

    private static Sample shared(Domain x) {
        return Sample.of("two share the place").input("x", shape(4), x)
                .attributes("axes", new int[] {0}, "keepdims", false);
    }

    private static OpSpec max() {
        return reduction("ReduceMax", Domain.distinct(0.05))
                .sample(rows(0).expecting(Parts.of(9, 7, 3)))
                .sample(rows(1).expecting(Parts.of(7, 9)))
                .sample(Parts.integers(whole(3, 5, 4).expecting(Parts.of(5))))
                .sample(shared(Domain.of(1, 4, 2, 4)).expectingGradients(List.of(Parts.of(1)), Parts.of(0, 0.5, 0, 0.5)))
                .tolerance(Tolerance.EXACT)
                .build();
    }

    private static OpSpec min() {
        return reduction("ReduceMin", Domain.distinct(0.05))
                .sample(rows(0).expecting(Parts.of(1, 5, 2)))
                .sample(rows(1).expecting(Parts.of(1, 2)))
                .sample(Parts.integers(whole(3, 5, 4).expecting(Parts.of(3))))
                .sample(shared(Domain.of(1, 4, 1, 4)).expectingGradients(List.of(Parts.of(1)), Parts.of(0.5, 0, 0.5, 0)))
                .tolerance(Tolerance.EXACT)
                .build();
    }

    private static Sample placed(Shape x, int axis, boolean keep) {
        return batched(Sample.of(x + " at " + axis + (keep ? " kept" : "")).input("x", x, Domain.integers(-9, 9).andThen(v -> v / 2))
                .attributes("axis", axis, "keepdims", keep));
    }

    /** Rows with equal elements: the first row's largest are 1 and 2, its smallest 0 and 3; of the second 0, 1 and 2, 3. */
    private static Sample equals(boolean last, double... at) {
        return Sample.of((last ? "last" : "first") + " of equals").input("x", shape(2, 4), Domain.of(1, 7, 7, 1, 5, 5, 2, 2))
                .attributes("axis", -1, "keepdims", false, "select_last_index", last).expecting(at);
    }

    private static OpSpec extreme(String op) {
        boolean largest = op.equals("ArgMax");
        OpSpec.Builder spec = OpSpec.of(op);
        for (boolean keep : new boolean[] {false, true}) {
            for (long n : new long[] {1, 7, 8, 9, 15, 16, 17, 33, 1023}) {
                spec.sample(placed(shape(n), 0, keep));
            }
            spec.sample(placed(shape("batch", 10), 1, keep));
            spec.sample(placed(shape("batch", 10), 0, keep));
            spec.sample(placed(shape(2, 3, 4), 1, keep));
            spec.sample(placed(shape(2, 3, 4), -1, keep));
            spec.sample(placed(shape(0, 3), 1, keep));
        }
        return spec.sample(placed(shape(257, 263), 1, false))
                .sample(equals(false, largest ? Parts.of(1, 0) : Parts.of(0, 2)))
                .sample(equals(true, largest ? Parts.of(2, 1) : Parts.of(3, 3)))
                .sample(Sample.of("many equal, the last").input("x", shape(3, 33), Domain.integers(-2, 2))
                        .attributes("axis", 1, "keepdims", true, "select_last_index", true))
                .sample(Parts.integers(Sample.of("integers").input("x", shape(40), BYTES).attributes("axis", 0, "keepdims", false)))
                .refusing("axis", Attributes.of("axis", 2, "keepdims", true), Parts.f32(2, 3))
                .refusing("axis 1 of input f32[2,0] must not be empty", Attributes.of("axis", 1, "keepdims", true), Parts.f32(2, 0))
                .build();
    }
}
