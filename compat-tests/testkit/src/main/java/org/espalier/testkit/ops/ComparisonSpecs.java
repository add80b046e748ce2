package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.BOOL;
import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.F64;
import static org.espalier.tensor.DType.I32;
import static org.espalier.tensor.DType.I64;
import static org.espalier.tensor.DType.U8;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Samples;
import org.espalier.testkit.Tolerance;

/** Comparison, logic and selection. */
final class ComparisonSpecs {
    /** Few values, so that equal ones meet. */
    private static final Domain FEW = Domain.integers(0, 4);

    private ComparisonSpecs() {}

    static List<OpSpec> all() {
        return List.of(
                comparison("Equal", x -> x[0] == x[1] ? 1 : 0),
                comparison("Greater", x -> x[0] > x[1] ? 1 : 0),
                comparison("Less", x -> x[0] < x[1] ? 1 : 0),
                comparison("GreaterOrEqual", x -> x[0] >= x[1] ? 1 : 0),
                comparison("LessOrEqual", x -> x[0] <= x[1] ? 1 : 0),
                isNaN(),
                isInf(),
                logic("And", x -> x[0] * x[1]),
                logic("Or", x -> Math.max(x[0], x[1])),
                logic("Xor", x -> Math.abs(x[0] - x[1])),
                not(),
                where());
    }

    private static OpSpec comparison(String op, OpSpec.Formula formula) {
        return OpSpec.of(op)
                .dtypes(F32, F64, I32, I64, U8)
                .samples(Samples.binary(FEW, FEW))
                .sample(Parts.vectors("beyond f64", Parts.of(Long.MAX_VALUE), Parts.of(0x1p62)).dtypes(I64))
                .values(Tolerance.EXACT, formula)
                .tolerance(Tolerance.EXACT)
                .refusing("do not broadcast", Attributes.none(), Parts.f32(3), Parts.f32(4))
                .refusing("same dtype", Attributes.none(), Parts.f32(3), Parts.f64(3))
                .build();
    }

    private static OpSpec logic(String op, OpSpec.Formula formula) {
        return OpSpec.of(op)
                .dtypes(BOOL)
                .samples(Samples.binary(Domain.bools(), Domain.bools()))
                .values(Tolerance.EXACT, formula)
                .tolerance(Tolerance.EXACT)
                .refusing("must be bool", Attributes.none(), Parts.f32(3), Parts.f32(3))
                .build();
    }

    private static OpSpec isNaN() {
        return OpSpec.of("IsNaN")
                .samples(Samples.unary(Parts.REAL))
                .sample(Parts.vector("worked", Double.NaN, 1, Double.POSITIVE_INFINITY, 0, -Double.NaN)
                        .expecting(Parts.of(1, 0, 0, 0, 1)))
                .values(Tolerance.EXACT, x -> Double.compare(Math.abs(x[0]), Double.POSITIVE_INFINITY) > 0 ? 1 : 0)
                .tolerance(Tolerance.EXACT)
                .refusing("f32 or f64", Attributes.none(), Parts.f32(3).withDType(I32))
                .build();
    }

    private static OpSpec isInf() {
        return OpSpec.of("IsInf")
                .samples(Samples.unary(Domain.integers(-2, 2).andThen(x -> 1 / (1 - Math.abs(x)) * x)))
                .sample(infinities("both", true, true).expecting(Parts.of(1, 1, 0, 0)))
                .sample(infinities("negative", true, false).expecting(Parts.of(0, 1, 0, 0)))
                .sample(infinities("positive", false, true).expecting(Parts.of(1, 0, 0, 0)))
                .sample(infinities("none", false, false).expecting(Parts.of(0, 0, 0, 0)))
                .tolerance(Tolerance.EXACT)
                .refusing("f32 or f64", Attributes.none(), Parts.f32(3).withDType(I32))
                .build();
    }

    private static Sample infinities(String name, boolean negative, boolean positive) {
        return Parts.vector(name, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 1e38)
                .attributes("detect_negative", negative, "detect_positive", positive);
    }

    private static OpSpec not() {
        return OpSpec.of("Not")
                .dtypes(BOOL)
                .samples(Samples.unary(Domain.bools()))
                .values(Tolerance.EXACT, x -> 1 - x[0])
                .tolerance(Tolerance.EXACT)
                .refusing("must be bool", Attributes.none(), Parts.f32(3))
                .build();
    }

    private static OpSpec where() {
        List<Sample> samples = new ArrayList<>();
        for (List<Shape> p : Samples.pairs()) {
            samples.add(sample(p.get(0), p.get(1), p.get(1)));
            samples.add(sample(p.get(1), p.get(0), Shape.of(1, 1)));
        }
        samples.add(sample(Shape.of(2, 1, 1), Shape.of(3, 1), Shape.of(17)));
        samples.add(sample(Shape.scalar(), Shape.of(9), Shape.scalar()));
        samples.add(sample(Shape.of(257, 263), Shape.of(263), Shape.of(257, 1)));
        TensorType condition = TensorType.of(BOOL, 3);
        return OpSpec.of("Where")
                .samples(samples)
                .sample(Sample.of("other dtypes").input("condition", BOOL, Shape.of(17), Domain.bools())
                        .input("a", Shape.of(17), Domain.integers(0, 9)).input("b", Shape.of(1), Domain.integers(0, 9))
                        .dtypes(I32, I64, U8))
                .sample(Sample.of("truth values").input("condition", Shape.of(17), Domain.bools())
                        .input("a", Shape.of(17), Domain.bools()).input("b", Shape.of(17), Domain.bools()).dtypes(BOOL))
                .sample(Sample.of("long integers").input("condition", BOOL, Shape.of(2), Domain.of(1, 0))
                        .input("a", Shape.of(2), Domain.of(0x1p62)).input("b", Shape.of(2), Domain.of(-0x1p62)).dtypes(I64))
                .values(Tolerance.EXACT, x -> x[0] != 0 ? x[1] : x[2])
                .tolerance(Tolerance.EXACT)
                .refusing("condition must be bool", Attributes.none(), Parts.f32(3), Parts.f32(3), Parts.f32(3))
                .refusing("same dtype", Attributes.none(), condition, Parts.f32(3), Parts.f64(3))
                .refusing("do not broadcast", Attributes.none(), condition, Parts.f32(4), Parts.f32(4))
                .build();
    }

    private static Sample sample(Shape condition, Shape a, Shape b) {
        return Samples.batched(Sample.of(condition + ", " + a + ", " + b)
                .input("condition", BOOL, condition, Domain.bools())
                .input("a", a, Parts.REAL)
                .input("b", b, Parts.REAL));
    }
}
