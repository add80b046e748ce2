package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.F64;
import static org.espalier.tensor.DType.I32;
import static org.espalier.tensor.DType.I64;
import static org.espalier.tensor.DType.U8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
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

/** Rounding, remainders and shifts; the formulas are those of exact arithmetic. */
final class RoundingSpecs {
    private static final Attributes FMOD = Attributes.of("fmod", true);
    private static final Attributes MODULUS = Attributes.of("fmod", false);
    /** Fewer than two divisors, and no nearer than 0.2 to a whole number of them, at either sign. */
    private static final Domain DIVIDEND = Domain.between(2.2, 2.8).andThen(RoundingSpecs::someSign);
    private static final Domain DIVISOR = Domain.between(1.5, 1.9).andThen(RoundingSpecs::someSign);

    private RoundingSpecs() {}

    static List<OpSpec> all() {
        return List.of(rounding("Floor", RoundingMode.FLOOR).sample(
                                Parts.vector("worked", 1.5, -1.5, 2, -0.25).expecting(Parts.of(1, -2, 2, -1)).withoutDifferences("a jump")).build(),
                rounding("Ceil", RoundingMode.CEILING).sample(
                                Parts.vector("worked", 1.5, -1.5, 2, 0.25).expecting(Parts.of(2, -1, 2, 1)).withoutDifferences("a jump")).build(),
                rounding("Round", RoundingMode.HALF_EVEN).sample(Parts.vector("halves", 0.5, 1.5, 2.5, -0.5, -1.5, -2.5)
                                .expecting(Parts.of(0, 2, 2, -0.0, -2, -2)).withoutDifferences("jumps")).build(),
                mod(), bitShift());
    }

    private static OpSpec.Builder rounding(String op, RoundingMode mode) {
        return OpSpec.of(op)
                .samples(Samples.unary(Domain.between(-4, 4).avoiding(0.05, -4, -3.5, -3, -2.5, -2, -1.5, -1, -0.5, 0, 0.5, 1,
                        1.5, 2, 2.5, 3, 3.5, 4)))
                .sample(Sample.of("large").input("x", Samples.shape(1023), Domain.between(-1e7, 1e7))
                        .withoutDifferences("it may lie near a jump"))
                .sample(Parts.kink(Parts.vector("jumps", -1, 0, 0.5, 2), 0, 0, 0, 0))
                .tolerance(Tolerance.EXACT)
                .values(Tolerance.EXACT, x -> Double.isFinite(x[0])
                        ? Math.copySign(new BigDecimal(x[0]).setScale(0, mode).doubleValue(), x[0]) : x[0])
                .refusing("takes 1 input", Attributes.none(), Parts.f32(3), Parts.f32(3))
                .refusing("f32 or f64", Attributes.none(), Parts.f32(3).withDType(I32));
    }

    private static double someSign(double x) {
        return (long) (x * 1e6) % 2 == 0 ? x : -x;
    }

    private static OpSpec mod() {
        List<Sample> samples = new ArrayList<>();
        for (List<Shape> p : Samples.pairs()) {
            Sample s = Samples.batched(Sample.of(p.get(0) + " and " + p.get(1)));
            samples.add(s.input("a", p.get(0), DIVIDEND).input("b", p.get(1), DIVISOR).attributes("fmod", true));
        }
        for (boolean fmod : new boolean[] {true, false}) {
            samples.add(Sample.of("bytes, fmod=" + fmod).attributes("fmod", fmod).dtypes(U8)
                    .input("a", Samples.shape(3, 33), Domain.integers(0, 255)).input("b", Samples.shape(3, 1), Domain.of(7, 200, 1)));
        }
        samples.add(Parts.signed(Sample.of("integers").attributes("fmod", true)
                .input("a", Samples.shape(7, 17), Domain.integers(-50, 50))
                .input("b", Samples.shape(17), Domain.integers(1, 9).andThen(RoundingSpecs::someSign))));
        samples.add(Parts.signed(residues()));
        samples.add(Parts.signed(signs("modulus of either sign", false).expecting(Parts.of(1, 2, -2, -1, 0))));
        samples.add(Parts.signed(signs("remainder of either sign", true).expecting(Parts.of(1, -1, 1, -1, 0))));
        samples.add(Parts.vectors("beyond f64", Parts.of(0x1p62), Parts.of(3)).dtypes(I64).attributes("fmod", false)
                .expecting(Parts.of(1)));
        samples.add(Parts.vectors("stated", Parts.of(7.5, -7.5, 7.5, 6, 0), Parts.of(2, 2, -2, 2, 2)).dtypes(F32, F64)
                .attributes("fmod", true).expectingGradients(List.of(Parts.of(1, 1, 1, 1, 1)), Parts.of(1, 1, 1, 1, 1),
                        Parts.of(-3, 3, 3, -3, 0)));
        return OpSpec.of("Mod")
                .samples(samples)
                .tolerance(Tolerance.EXACT)
                .values(Tolerance.EXACT, x -> remainder(x[0], x[1]))
                .refusing("set fmod=true", MODULUS, Parts.f32(3), Parts.f32(3))
                .refusing("'fmod'", Attributes.none(), Parts.f32(3), Parts.f32(3))
                .refusing("same dtype", FMOD, Parts.f32(3), Parts.f64(3))
                .refusing("do not broadcast", FMOD, Parts.f32(3), Parts.f32(4))
                .build();
    }

    /** That of the nearest multiple, which is exact; where it lies on the other side, one divisor further. */
    private static double remainder(double a, double b) {
        double r = Math.IEEEremainder(Math.abs(a), Math.abs(b));
        return Math.copySign(r < 0 ? r + Math.abs(b) : r, a);
    }

    /** Residues with the sign of the divisor. */
    private static Sample residues() {
        long[] divisors = {3, -4, 7, -9, 1};
        double[] a = new double[101];
        double[] b = new double[a.length];
        double[] expected = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            long divisor = divisors[i % divisors.length];
            long residue = BigInteger.valueOf(i - 50).mod(BigInteger.valueOf(Math.abs(divisor))).longValue();
            a[i] = i - 50;
            b[i] = divisor;
            expected[i] = residue > 0 && divisor < 0 ? residue + divisor : residue;
        }
        return Parts.vectors("residues", a, b).attributes("fmod", false).expecting(expected);
    }

    private static OpSpec bitShift() {
        return OpSpec.of("BitShift")
                .dtypes(U8)
                .samples(shifts("LEFT"))
                .sample(Parts.vectors("to the left", Parts.of(1, 129, 255, 3), Parts.of(7, 1, 4, 0))
                        .attributes("direction", "LEFT").expecting(Parts.of(128, 2, 240, 3)))
                .sample(Parts.vectors("to the right", Parts.of(128, 129, 255, 3), Parts.of(7, 1, 4, 0))
                        .attributes("direction", "RIGHT").expecting(Parts.of(1, 64, 15, 3)))
                .sample(Parts.vectors("out of the byte", Parts.of(255, 255), Parts.of(8, 100))
                        .attributes("direction", "RIGHT").expecting(Parts.of(0, 0)))
                .values(Tolerance.EXACT, x -> x[0] * StrictMath.pow(2, x[1]) % 256)
                .tolerance(Tolerance.EXACT)
                .refusing("LEFT or RIGHT", Attributes.of("direction", "UP"), bytes(), bytes())
                .refusing("must be u8", Attributes.of("direction", "LEFT"), Parts.f32(3), Parts.f32(3))
                .build();
    }

    private static List<Sample> shifts(String direction) {
        return Samples.pairs().stream()
                .map(p -> Samples.batched(Sample.of(p.get(0) + " and " + p.get(1))
                        .input("a", p.get(0), Domain.integers(0, 255))
                        .input("b", p.get(1), Domain.integers(0, 7))
                        .attributes("direction", direction)))
                .toList();
    }

    private static TensorType bytes() {
        return Parts.f32(3).withDType(U8);
    }

    private static Sample signs(String name, boolean fmod) {
        return Parts.vectors(name, Parts.of(7, -7, 7, -7, 6), Parts.of(3, 3, -3, -3, 3)).attributes("fmod", fmod);
    }
}
