package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.BOOL;
import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.F64;
import static org.espalier.tensor.DType.I32;
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

/** Ops that arrange elements. */
final class ShapeSpecs {
    private static final double[] SIX = {1, 2, 3, 4, 5, 6};

    private ShapeSpecs() {}

    static List<OpSpec> all() {
        return List.of(transpose(), reshape(), flatten(), expand(), squeeze(), unsqueeze(), concat());
    }

    private static OpSpec.Builder moving(String op) {
        return OpSpec.of(op).tolerance(Tolerance.EXACT);
    }

    private static Sample of(Shape x, Object... attributes) {
        return batched(Sample.of(x + " " + Attributes.of(attributes)).input("x", x, Parts.REAL).attributes(attributes));
    }

    /** In every dtype: elements are moved, whatever they are. */
    private static Sample bits(Shape x, Object... attributes) {
        return Sample.of("every dtype").input("x", x, Domain.integers(0, 1)).attributes(attributes)
                .dtypes(DType.values()).withoutDifferences("the same as the others");
    }

    private static Sample six(Object... attributes) {
        return Sample.of("by hand").input("x", shape(2, 3), Domain.of(SIX)).attributes(attributes);
    }

    private static int[] axes(int... axes) {
        return axes;
    }

    private static OpSpec transpose() {
        return moving("Transpose")
                .sample(of(shape(), "perm", axes()))
                .sample(of(shape(7), "perm", axes(0)))
                .sample(of(shape(3, 5), "perm", axes(1, 0)))
                .sample(of(shape(3, 5), "perm", axes(0, 1)))
                .sample(of(shape("batch", 3), "perm", axes(1, 0)))
                .sample(of(shape(2, 3, 4), "perm", axes(2, 0, 1)))
                .sample(of(shape(2, 3, 4), "perm", axes(0, 2, 1)))
                .sample(of(shape(2, 1, 3, 2), "perm", axes(3, 1, 0, 2)))
                .sample(of(shape(2, 0, 3), "perm", axes(2, 1, 0)))
                .sample(of(shape(1, 1023), "perm", axes(1, 0)))
                .sample(of(shape(257, 263), "perm", axes(1, 0)))
                .sample(of(shape(17, 33, 15), "perm", axes(1, 2, 0)))
                .sample(bits(shape(3, 5), "perm", axes(1, 0)))
                .sample(six("perm", axes(1, 0)).expecting(Parts.of(1, 4, 2, 5, 3, 6)))
                .refusing("once", Attributes.of("perm", axes(0, 0)), Parts.f32(2, 3))
                .refusing("once", Attributes.of("perm", axes(0)), Parts.f32(2, 3))
                .build();
    }

    private static OpSpec reshape() {
        return moving("Reshape")
                .sample(of(shape(), "shape", shape(1, 1)))
                .sample(of(shape(6), "shape", shape(2, 3)))
                .sample(of(shape(2, 3, 4), "shape", shape(4, 6)))
                .sample(of(shape(1), "shape", shape()))
                .sample(of(shape(0, 3), "shape", shape(2, 0)))
                .sample(of(shape("batch", 2, 3), "shape", shape("batch", 6)))
                .sample(of(shape("batch", 6), "shape", shape("batch", 3, 2)))
                .sample(bits(shape(3, 5), "shape", shape(15)))
                .sample(six("shape", shape(3, 2)).expecting(SIX))
                .refusing("same number of elements", Attributes.of("shape", shape(7)), Parts.f32(2, 3))
                .build();
    }

    private static OpSpec flatten() {
        return moving("Flatten")
                .sample(of(shape(), "axis", 0))
                .sample(of(shape(5), "axis", 0))
                .sample(of(shape(5), "axis", 1))
                .sample(of(shape(2, 3, 4), "axis", 0))
                .sample(of(shape(2, 3, 4), "axis", 1))
                .sample(of(shape(2, 3, 4), "axis", 2))
                .sample(of(shape(2, 3, 4), "axis", 3))
                .sample(of(shape(2, 3, 4), "axis", -1))
                .sample(of(shape("batch", 3, 2), "axis", 1))
                .sample(of(shape(2, 0, 3), "axis", 1))
                .sample(bits(shape(3, 5, 1), "axis", 1))
                .sample(six("axis", 1).expecting(SIX))
                .refusing("axis", Attributes.of("axis", 4), Parts.f32(2, 3))
                .build();
    }

    private static OpSpec expand() {
        return moving("Expand")
                .sample(of(shape(), "shape", shape(7)))
                .sample(of(shape(), "shape", shape(3, 5)))
                .sample(of(shape(1), "shape", shape(1023)))
                .sample(of(shape(3, 1), "shape", shape(3, 4)))
                .sample(of(shape(3, 1), "shape", shape(2, 1, 4)))
                .sample(of(shape(5), "shape", shape(3, 5)))
                .sample(of(shape(5), "shape", shape(1)))
                .sample(of(shape(1, 3), "shape", shape(0, 3)))
                .sample(of(shape(3), "shape", shape("batch", 3)))
                .sample(of(shape(257, 1), "shape", shape(257, 263)))
                .sample(of(shape(263), "shape", shape(257, 263)))
                .sample(bits(shape(3, 1), "shape", shape(3, 5)))
                .sample(Sample.of("by hand").input("x", shape(2, 1), Domain.of(1, 2)).attributes("shape", shape(2, 2))
                        .expecting(Parts.of(1, 1, 2, 2)))
                .refusing("do not broadcast", Attributes.of("shape", shape(4)), Parts.f32(2, 3))
                .build();
    }

    private static OpSpec squeeze() {
        return moving("Squeeze")
                .sample(of(shape(1), "axes", axes(0)))
                .sample(of(shape(1, 5), "axes", axes(0)))
                .sample(of(shape(2, 1, 3, 1), "axes", axes(1, 3)))
                .sample(of(shape(2, 1, 3, 1), "axes", axes(-1)))
                .sample(of(shape(2, 1, 3, 1), "axes", axes()))
                .sample(of(shape("batch", 1, 3), "axes", axes(1)))
                .sample(of(shape(0, 1), "axes", axes(1)))
                .sample(bits(shape(3, 1), "axes", axes(1)))
                .sample(Sample.of("by hand").input("x", shape(2, 1, 3), Domain.of(SIX)).attributes("axes", axes(1))
                        .expecting(SIX))
                .refusing("must have length 1", Attributes.of("axes", axes(0)), Parts.f32(2, 3))
                .refusing("twice", Attributes.of("axes", axes(1, 1)), Parts.f32(2, 1))
                .build();
    }

    private static OpSpec unsqueeze() {
        return moving("Unsqueeze")
                .sample(of(shape(), "axes", axes(0)))
                .sample(of(shape(5), "axes", axes(0)))
                .sample(of(shape(5), "axes", axes(1)))
                .sample(of(shape(2, 3), "axes", axes(0, 2)))
                .sample(of(shape(2, 3), "axes", axes(-1)))
                .sample(of(shape("batch", 3), "axes", axes(1)))
                .sample(of(shape(0, 2), "axes", axes(1)))
                .sample(bits(shape(3), "axes", axes(1)))
                .sample(six("axes", axes(1)).expecting(SIX))
                .refusing("axes", Attributes.of("axes", axes(5)), Parts.f32(2, 3))
                .build();
    }

    private static Sample joined(int axis, Shape... parts) {
        Sample s = Sample.of(List.of(parts) + " at " + axis).attributes("axis", axis);
        for (int i = 0; i < parts.length; i++) {
            s = s.input("x" + i, parts[i], Parts.REAL);
        }
        return batched(s);
    }

    private static OpSpec concat() {
        return moving("Concat")
                .sample(joined(0, shape(5)))
                .sample(joined(0, shape(3), shape(4), shape(1)))
                .sample(joined(0, shape(3), shape(0), shape(2)))
                .sample(joined(1, shape(2, 3), shape(2, 5)))
                .sample(joined(-1, shape("batch", 3), shape("batch", 2)))
                .sample(joined(0, shape("batch", 3), shape(2, 3)))
                .sample(joined(1, shape(2, 3, 4), shape(2, 1, 4), shape(2, 2, 4)))
                .sample(joined(-1, shape(17, 33), shape(17, 31)))
                .sample(joined(1, shape(257, 100), shape(257, 163)))
                .sample(Sample.of("every dtype").input("a", shape(2, 1), Domain.bools()).input("b", shape(2, 2), Domain.bools())
                        .attributes("axis", 1).dtypes(DType.values()).withoutDifferences("the same as the others"))
                .sample(Sample.of("by hand").input("a", shape(2, 1), Domain.of(1, 2)).input("b", shape(2, 2), Domain.of(3, 4, 5, 6))
                        .attributes("axis", 1).dtypes(F32, F64, I32).expecting(Parts.of(1, 3, 4, 2, 5, 6)))
                .refusing("must agree", Attributes.of("axis", 0), Parts.f32(2, 3), Parts.f32(2, 4))
                .refusing("same dtype", Attributes.of("axis", 0), Parts.f32(2), Parts.f64(2))
                .refusing("axis", Attributes.of("axis", 2), Parts.f32(2, 3), Parts.f32(2, 3))
                .refusing("at least 1 input", Attributes.of("axis", 0))
                .refusing("same dtype", Attributes.of("axis", 0), Parts.f32(2), Parts.f32(2).withDType(BOOL))
                .build();
    }
}
