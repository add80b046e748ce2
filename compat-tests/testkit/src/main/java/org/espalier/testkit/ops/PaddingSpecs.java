package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.F32;
import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Padding, and blocks of an image moved into channels and back. */
final class PaddingSpecs {
    private PaddingSpecs() {}

    static List<OpSpec> all() {
        return List.of(pad(), depthToSpace(), spaceToDepth());
    }

    private static int[] each(int... values) {
        return values;
    }

    private static Sample of(Shape x, String mode, int... pads) {
        return batched(Sample.of(x + " " + mode + " " + Attributes.of("pads", pads)).input("x", x, Parts.REAL)
                .attributes("mode", mode, "pads", pads));
    }

    private static Sample row(String mode, int begin, int end) {
        return Sample.of("by hand " + mode).input("x", shape(4), Domain.of(1, 2, 3, 4))
                .attributes("mode", mode, "pads", each(begin, end), "value", 9);
    }

    private static OpSpec pad() {
        OpSpec.Builder spec = OpSpec.of("Pad").tolerance(Tolerance.EXACT);
        for (String mode : List.of("constant", "reflect", "edge")) {
            spec.sample(of(shape(5), mode, 2, 3))
                    .sample(of(shape(3, 4), mode, 1, 0, 0, 2))
                    .sample(of(shape(2, 3, 4, 5), mode, 0, 0, 1, 2, 0, 0, 2, 3))
                    .sample(of(shape("batch", 3), mode, 0, 2, 0, 1))
                    .sample(of(shape(3, 1023), mode, 2, 0, 1, 7))
                    .sample(of(shape(3, 4), mode, 0, 0, 0, 0))
                    .sample(of(shape(0, 3), mode, 0, 1, 0, 1))
                    .sample(Sample.of("every dtype " + mode).input("x", shape(3, 5), Domain.integers(0, 1))
                            .attributes("mode", mode, "pads", each(1, 2, 0, 1), "value", 1).dtypes(DType.values())
                            .withoutDifferences("the same as the others"));
        }
        return spec.sample(of(shape(1), "edge", 2, 3))
                .sample(of(shape(1100, 67), "constant", 0, 1, 2, 3).dtypes(DType.F32).withoutDifferences("large"))
                .sample(of(shape(), "constant"))
                .sample(of(shape(2, 0), "constant", 0, 2, 1, 0))
                .sample(of(shape(7), "constant", -2, -1))
                .sample(of(shape(7, 5), "constant", -2, 1, 3, -4))
                .sample(of(shape(7), "edge", -2, 3))
                .sample(of(shape(7), "reflect", 3, -2))
                .sample(of(shape(4), "wrap", 3, 2))
                .sample(of(shape(2, 3), "wrap", 1, 5, 0, 4))
                .sample(batched(Sample.of("named length").input("x", shape("batch", "length"), Parts.REAL).bind("length", 4)
                        .attributes("mode", "constant", "pads", each(0, 2, 0, -1))))
                .sample(Sample.of("another value").input("x", shape(2, 2), Domain.of(1, 2, 3, 4))
                        .attributes("mode", "constant", "pads", each(0, 1, 0, 0), "value", -2.5)
                        .expecting(Parts.of(-2.5, 1, 2, -2.5, 3, 4)))
                .sample(row("constant", 1, 2).expecting(Parts.of(9, 1, 2, 3, 4, 9, 9)))
                .sample(row("reflect", 3, 2).expecting(Parts.of(4, 3, 2, 1, 2, 3, 4, 3, 2)))
                .sample(row("edge", 1, 2).expecting(Parts.of(1, 1, 2, 3, 4, 4, 4)))
                .sample(row("wrap", 5, 1).expecting(Parts.of(4, 1, 2, 3, 4, 1, 2, 3, 4, 1)))
                .refusing("pads must hold 4 numbers", Attributes.of("pads", each(1, 1)), Parts.f32(2, 3))
                .refusing("at most 2 on each side in the mode reflect", Attributes.of("pads", each(3, 0), "mode", "reflect"),
                        Parts.f32(3))
                .refusing("at most 0 on each side in the mode edge", Attributes.of("pads", each(1, 0), "mode", "edge"), Parts.f32(0))
                .refusing("cut more from axis 0", Attributes.of("pads", each(-2, -2)), Parts.f32(3))
                .refusing("mode must be", Attributes.of("pads", each(1, 1), "mode", "mirror"), Parts.f32(3))
                .build();
    }

    private static OpSpec.Builder blocks(String op, Shape... shapes) {
        OpSpec.Builder spec = OpSpec.of(op).tolerance(Tolerance.EXACT);
        for (Shape s : shapes) {
            for (String mode : op.equals("DepthToSpace") ? List.of("DCR", "CRD") : List.of("DCR")) {
                spec.sample(batched(Sample.of(s + " " + mode).input("x", s, Parts.REAL))
                        .attributes(op.equals("DepthToSpace") ? new Object[] {"blocksize", 2, "mode", mode}
                                : new Object[] {"blocksize", 2}));
            }
        }
        return spec;
    }

    private static OpSpec depthToSpace() {
        return blocks("DepthToSpace", shape(1, 4, 1, 1), shape(2, 8, 2, 3), shape("batch", 12, 3, 1), shape(0, 4, 2, 2),
                shape(1, 36, 9, 7))
                .sample(Sample.of("blocks of 3").input("x", shape(1, 18, 2, 2), Parts.REAL).attributes("blocksize", 3))
                .sample(Sample.of("by hand, place first").input("x", shape(1, 8, 1, 1), Domain.of(0, 1, 2, 3, 4, 5, 6, 7))
                        .attributes("blocksize", 2).expecting(Parts.of(0, 2, 4, 6, 1, 3, 5, 7)))
                .sample(Sample.of("by hand, channel first").input("x", shape(1, 8, 1, 1), Domain.of(0, 1, 2, 3, 4, 5, 6, 7))
                        .attributes("blocksize", 2, "mode", "CRD").expecting(Parts.of(0, 1, 2, 3, 4, 5, 6, 7)))
                .refusing("axis 1 of input f32[1,6,2,2] must be divisible by 4", Attributes.of("blocksize", 2), Parts.f32(1, 6, 2, 2))
                .refusing("mode must be", Attributes.of("blocksize", 2, "mode", "RDC"), Parts.f32(1, 8, 2, 2))
                .refusing("must have 4 axes", Attributes.of("blocksize", 2), Parts.f32(1, 8, 2))
                .refusing("blocksize must be at least 1", Attributes.of("blocksize", 0), Parts.f32(1, 8, 2, 2))
                .build();
    }

    private static OpSpec spaceToDepth() {
        return blocks("SpaceToDepth", shape(1, 1, 2, 2), shape(2, 3, 4, 6), shape("batch", 2, 2, 8), shape(0, 4, 2, 2),
                shape(1, 9, 16, 14))
                .sample(Sample.of("by hand").input("x", shape(1, 2, 2, 2), Domain.of(0, 1, 2, 3, 4, 5, 6, 7))
                        .attributes("blocksize", 2).dtypes(F32).expecting(Parts.of(0, 4, 1, 5, 2, 6, 3, 7)))
                .refusing("axis 3 of input f32[1,1,4,3] must be divisible by 2", Attributes.of("blocksize", 2), Parts.f32(1, 1, 4, 3))
                .refusing("must have 4 axes", Attributes.of("blocksize", 2), Parts.f32(1, 8, 2))
                .build();
    }
}
