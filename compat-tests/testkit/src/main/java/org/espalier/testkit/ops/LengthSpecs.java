package org.espalier.testkit.ops;

import static org.espalier.testkit.Samples.shape;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Samples;
import org.espalier.testkit.Tolerance;

/** Ops that tell lengths. */
final class LengthSpecs {
    private LengthSpecs() {}

    static List<OpSpec> all() {
        return List.of(
                OpSpec.of("Shape").tolerance(Tolerance.EXACT)
                        .sample(of(shape()).expecting(Parts.of()))
                        .sample(of(shape(5)).expecting(Parts.of(5)))
                        .sample(of(shape(2, 1, 3)).expecting(Parts.of(2, 1, 3)))
                        .sample(of(shape(4, 0)).expecting(Parts.of(4, 0)))
                        .sample(Samples.batched(of(shape("batch", 3))))
                        .refusing("1 input", Attributes.none(), Parts.f32(2), Parts.f32(2))
                        .build(),
                OpSpec.of("Size").tolerance(Tolerance.EXACT)
                        .sample(of(shape()).expecting(Parts.of(1)))
                        .sample(of(shape(5)).expecting(Parts.of(5)))
                        .sample(of(shape(2, 1, 3)).expecting(Parts.of(6)))
                        .sample(of(shape(4, 0)).expecting(Parts.of(0)))
                        .sample(Samples.batched(of(shape("batch", 3))))
                        .refusing("1 input", Attributes.none(), Parts.f32(2), Parts.f32(2))
                        .build());
    }

    private static Sample of(Shape x) {
        return Sample.of(x.toString()).input("x", x, Domain.integers(0, 1)).dtypes(DType.values());
    }
}
