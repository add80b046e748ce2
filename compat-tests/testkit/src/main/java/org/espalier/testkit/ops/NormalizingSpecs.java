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

/** Softmax and its logarithm. */
final class NormalizingSpecs {
    private static final Domain SCORES = Domain.between(-4, 4);

    private NormalizingSpecs() {}

    static List<OpSpec> all() {
        // By hand for the scores 0, ln 2, ln 5: 1/8, 2/8, 5/8.
        double[] scores = {0, StrictMath.log(2), StrictMath.log(5)};
        return List.of(
                spec("Softmax")
                        .sample(Parts.vector("by hand", scores).attributes("axis", 0).expecting(Parts.of(0.125, 0.25, 0.625)))
                        .sample(Parts.vector("huge", 1e4, -1e4, 1e4).attributes("axis", 0).expecting(Parts.of(0.5, 0, 0.5))
                                .withoutDifferences("flat"))
                        .tolerance(Tolerance.ulps(16).withScale(0.25))
                        .build(),
                spec("LogSoftmax")
                        .sample(Parts.vector("by hand", scores).attributes("axis", 0).expecting(Parts.of(
                                -2.0794415416798357, -1.3862943611198906, -0.4700036292457356)))
                        .sample(Parts.vector("huge", 1e4, -1e4).attributes("axis", 0).expecting(Parts.of(0, -2e4))
                                .withoutDifferences("flat"))
                        .tolerance(Tolerance.ulps(16).withScale(4))
                        .build());
    }

    private static Sample along(Shape x, int axis) {
        return batched(Sample.of(x + " along " + axis).input("x", x, SCORES).attributes("axis", axis));
    }

    private static OpSpec.Builder spec(String op) {
        List<Sample> samples = new ArrayList<>();
        for (long n : new long[] {1, 7, 8, 9, 15, 16, 17, 33, 1023}) {
            samples.add(along(shape(n), 0));
        }
        samples.add(along(shape(3, 5), 0));
        samples.add(along(shape(3, 5), 1));
        samples.add(along(shape(3, 5), -1));
        samples.add(along(shape(2, 3, 4), 1));
        samples.add(along(shape(2, 1, 3), 1));
        samples.add(along(shape("batch", 10), -1));
        samples.add(along(shape(0, 3), 1));
        samples.add(along(shape(257, 263), 1));
        samples.add(along(shape(257, 263), 0));
        return OpSpec.of(op)
                .samples(samples)
                .refusing("axis", Attributes.of("axis", 2), Parts.f32(2, 3))
                .refusing("'axis'", Attributes.none(), Parts.f32(2, 3));
    }
}
