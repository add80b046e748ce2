package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.F64;
import static org.espalier.tensor.DType.I32;
import static org.espalier.tensor.DType.I64;
import static org.espalier.tensor.DType.U8;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Samples;
import org.espalier.testkit.Tolerance;

/** Element-wise arithmetic. */
final class ArithmeticSpecs {
    private static final double[] ONE = {1};
    private static final Domain TENTHS = Domain.integers(-20, 20).andThen(x -> x / 10);
    /** Never nearer than 0.05 to a tenth, so that steps do not change which of the two is larger. */
    private static final Domain BETWEEN_TENTHS = TENTHS.andThen(x -> x + 0.05);

    private ArithmeticSpecs() {}

    static List<OpSpec> all() {
        return List.of(add(), sub(), mul(), div(), pow(), max(), min(), neg(), abs(), sign());
    }

    /** An op of two inputs of one dtype, whose values are exact: one correctly rounded operation of the machine. */
    private static OpSpec.Builder exact(String op, Domain a, Domain b) {
        return OpSpec.of(op)
                .samples(Samples.binary(a, b))
                .tolerance(Tolerance.EXACT)
                .refusing("do not broadcast", Attributes.none(), Parts.f32(3), Parts.f32(4))
                .refusing("same dtype", Attributes.none(), Parts.f32(3), Parts.f64(3));
    }

    private static Sample whole(double[] a, double[] b, double... expected) {
        return Parts.vectors("integers", a, b).expecting(expected);
    }

    private static OpSpec add() {
        return exact("Add", Parts.REAL, Parts.REAL)
                .values(Tolerance.EXACT, x -> x[0] + x[1])
                .sample(Parts.integers(whole(Parts.of(1, 200, 3), Parts.of(2, 50, 4), 3, 250, 7)))
                .sample(Parts.vectors("wraps", Parts.of(Integer.MAX_VALUE), ONE).dtypes(I32)
                        .expecting(Parts.of(Integer.MIN_VALUE)))
                .sample(Parts.vectors("wraps in u8", Parts.of(250), Parts.of(10)).dtypes(U8).expecting(Parts.of(4)))
                .build();
    }

    private static OpSpec sub() {
        return exact("Sub", Parts.REAL, Parts.REAL)
                .values(Tolerance.EXACT, x -> x[0] - x[1])
                .sample(Parts.integers(whole(Parts.of(9, 200, 3), Parts.of(2, 50, 3), 7, 150, 0)))
                .sample(Parts.vectors("negative", Parts.of(1), Parts.of(3)).dtypes(I32, I64).expecting(Parts.of(-2)))
                .build();
    }

    private static OpSpec mul() {
        return exact("Mul", Parts.REAL, Parts.REAL)
                .values(Tolerance.EXACT, x -> x[0] * x[1])
                .sample(Parts.integers(whole(Parts.of(9, 20, 3), Parts.of(2, 5, 0), 18, 100, 0)))
                .sample(Parts.vectors("wraps", Parts.of(1 << 20), Parts.of(1 << 13)).dtypes(I32).expecting(Parts.of(0)))
                .build();
    }

    private static OpSpec div() {
        return exact("Div", Parts.REAL, Parts.REAL.avoiding(0.3, 0))
                .values(Tolerance.EXACT, x -> x[0] / x[1])
                .sample(Parts.integers(whole(Parts.of(9, 20, 3), Parts.of(2, 5, 4), 4, 4, 0)))
                .sample(Parts.signed(Parts.vectors("towards 0", Parts.of(-7, 7, -7), Parts.of(2, -2, -2))
                        .expecting(Parts.of(-3, -3, 3))))
                .build();
    }

    private static OpSpec pow() {
        return OpSpec.of("Pow")
                .samples(Samples.binary(Domain.between(0.3, 2), Domain.between(-2, 3)))
                .tolerance(Tolerance.ulps(16))
                .values(x -> x[0] == 1 || (x[0] == -1 && Double.isInfinite(x[1])) ? 1 : StrictMath.pow(x[0], x[1]))
                .sample(Parts.vectors("whole exponents", Parts.of(-2, -2, -1.5, 3), Parts.of(2, 3, 2, -1))
                        .expecting(Parts.of(4, -8, 2.25, 1 / 3.0)).withoutDifferences("a negative base has no exponent nearby"))
                .sample(Parts.signed(whole(Parts.of(2, 3, -2, 2), Parts.of(10, 4, 3, -1), 1024, 81, -8, 0)))
                .sample(Parts.vectors("square at 0", Parts.of(0, 0, 0), Parts.of(2, 1, 0))
                        .dtypes(F32, F64)
                        .expectingGradients(List.of(Parts.of(1, 1, 1)), Parts.of(0, 1, 0), Parts.of(0, 0, 0)))
                .sample(Parts.vectors("cube of a negative", Parts.of(-2), Parts.of(3)).dtypes(F32, F64)
                        .withoutDifferences("a negative base has no exponent nearby"))
                .refusing("do not broadcast", Attributes.none(), Parts.f32(3), Parts.f32(4))
                .build();
    }

    private static OpSpec max() {
        return exact("Max", TENTHS, BETWEEN_TENTHS)
                .values(Tolerance.EXACT, x -> Math.max(x[0], x[1]))
                .sample(Parts.integers(whole(Parts.of(9, 20, 3), Parts.of(2, 50, 3), 9, 50, 3)))
                .sample(Parts.vectors("equal", Parts.of(3, 1), Parts.of(3, 2)).dtypes(F32, F64)
                        .expectingGradients(List.of(Parts.of(1, 1)), Parts.of(0.5, 0), Parts.of(0.5, 1)))
                .excusing("of two zeros either may be taken", x -> x[0] == 0 && x[1] == 0)
                .build();
    }

    private static OpSpec min() {
        return exact("Min", TENTHS, BETWEEN_TENTHS)
                .values(Tolerance.EXACT, x -> Math.min(x[0], x[1]))
                .sample(Parts.integers(whole(Parts.of(9, 20, 3), Parts.of(2, 50, 3), 2, 20, 3)))
                .sample(Parts.vectors("equal", Parts.of(3, 1), Parts.of(3, 2)).dtypes(F32, F64)
                        .expectingGradients(List.of(Parts.of(1, 1)), Parts.of(0.5, 1), Parts.of(0.5, 0)))
                .excusing("of two zeros either may be taken", x -> x[0] == 0 && x[1] == 0)
                .build();
    }

    private static OpSpec.Builder unary(String op, Domain x) {
        return OpSpec.of(op).samples(Samples.unary(x)).tolerance(Tolerance.EXACT)
                .refusing("takes 1 input", Attributes.none(), Parts.f32(3), Parts.f32(3));
    }

    private static OpSpec neg() {
        return unary("Neg", Parts.REAL)
                .values(Tolerance.EXACT, x -> -x[0])
                .sample(Parts.signed(Parts.vector("integers", 3, -4, 0).expecting(Parts.of(-3, 4, 0))))
                .build();
    }

    private static OpSpec abs() {
        return unary("Abs", Parts.REAL.avoiding(0.05, 0))
                .values(Tolerance.EXACT, x -> Math.abs(x[0]))
                .sample(Parts.signed(Parts.vector("integers", 3, -4, 0).expecting(Parts.of(3, 4, 0))))
                .sample(Parts.kink(Parts.vector("kink", 0, -1, 2), 0, -1, 1))
                .build();
    }

    private static OpSpec sign() {
        return unary("Sign", Parts.REAL.avoiding(0.05, 0))
                .values(Tolerance.EXACT, x -> x[0] > 0 ? 1 : x[0] < 0 ? -1 : x[0])
                .sample(Parts.signed(Parts.vector("integers", 3, -4, 0).expecting(Parts.of(1, -1, 0))))
                .excusing("zero of either sign stands for no sign", x -> x[0] == 0)
                .build();
    }
}
