package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.I64;
import static org.espalier.testkit.Samples.batched;
import static org.espalier.testkit.Samples.shape;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Shape;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** What was pooled put back. */
final class MaxUnpoolSpecs {
    private MaxUnpoolSpecs() {}

    private static int[] each(int... values) {
        return values;
    }

    /** Different places below a number, in random order. */
    private static Domain places(int below) {
        return (SplittableRandom random, int count) -> {
            double[] all = Domain.distinct(1).draw(random, below);
            return Arrays.stream(all).limit(count).map(v -> Math.rint(v + below / 2.0 - 0.25)).toArray();
        };
    }

    private static Sample of(Shape x, int places, Object... window) {
        return batched(Sample.of(x + " " + Attributes.of(window)).input("x", x, Parts.REAL)
                .input("indices", I64, x, places(places)).attributes(window));
    }

    static OpSpec spec() {
        return OpSpec.of("MaxUnpool")
                .sample(of(shape(1, 2, 3), 8, "kernel_shape", each(2)))
                .sample(of(shape(1, 2, 2, 3), 48, "kernel_shape", each(2, 2), "strides", each(2, 2)))
                .sample(of(shape(2, 1, 2, 2, 3), 48, "kernel_shape", each(1, 2, 2), "strides", each(1, 2, 1), "pads",
                        each(0, 0, 0, 0, 1, 0)))
                .sample(of(shape("batch", 2, 2, 2), 160, "kernel_shape", each(2, 2), "strides", each(2, 2)))
                .sample(of(shape(0, 2, 3), 0, "kernel_shape", each(2)))
                .sample(of(shape(1, 1, 2, 2), 16, "kernel_shape", each(2, 2), "strides", each(2, 2), "output_shape",
                        shape(1, 1, 5, 4)))
                .sample(Sample.of("ONNX's example").input("x", shape(1, 1, 2, 2), Domain.of(1, 2, 3, 4))
                        .input("indices", I64, shape(1, 1, 2, 2), Domain.of(5, 7, 13, 15))
                        .attributes("kernel_shape", each(2, 2), "strides", each(2, 2))
                        .expecting(Parts.of(0, 0, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 3, 0, 4)))
                .tolerance(Tolerance.EXACT)
                .without("onnx f64", Parts.NOT_IN_ORT)
                .refusing("indices f32[1,1,2] must be i64", Attributes.of("kernel_shape", each(2)), Parts.f32(1, 1, 2),
                        Parts.f32(1, 1, 2))
                .refusing("must not be smaller than what was pooled, which is [1,1,3]",
                        Attributes.of("kernel_shape", each(2), "output_shape", shape(1, 1, 2)), Parts.f32(1, 1, 2),
                        Parts.f32(1, 1, 2).withDType(I64))
                .refusing("as many axes", Attributes.of("kernel_shape", each(2), "output_shape", shape(3)), Parts.f32(1, 1, 2),
                        Parts.f32(1, 1, 2).withDType(I64))
                .refusing("nothing is left of spatial axis 2", Attributes.of("kernel_shape", each(2), "pads", each(1, 1)),
                        Parts.f32(1, 1, 1), Parts.f32(1, 1, 1).withDType(I64))
                .build();
    }
}
