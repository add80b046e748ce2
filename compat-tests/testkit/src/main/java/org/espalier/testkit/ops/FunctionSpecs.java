package org.espalier.testkit.ops;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Samples;
import org.espalier.testkit.Tolerance;

/** Element-wise functions of one value. */
final class FunctionSpecs {
    private FunctionSpecs() {}

    static List<OpSpec> all() {
        return List.of(exp(), log(), log1p(), expm1(), sqrt(), reciprocal(), erf(), clip());
    }

    private static OpSpec.Builder unary(String op, Domain x) {
        return OpSpec.of(op).samples(Samples.unary(x))
                .refusing("takes 1 input", Attributes.none(), Parts.f32(3), Parts.f32(3))
                .refusing("f32 or f64", Attributes.none(), Parts.f32(3).withDType(org.espalier.tensor.DType.BOOL));
    }

    private static OpSpec exp() {
        return unary("Exp", Domain.between(-5, 5))
                .sample(Parts.vector("e", 0, 1, -1).expecting(Parts.of(1, 2.718281828459045, 0.36787944117144233)))
                .sample(Sample.of("wide").input("x", Samples.shape(1023), Domain.between(-100, 90)).withoutDifferences("steep"))
                .values(x -> StrictMath.exp(x[0]))
                .build();
    }

    private static OpSpec log() {
        return unary("Log", Domain.between(0.2, 5))
                .sample(Parts.vector("known", 1, 2, 10).expecting(Parts.of(0, 0.6931471805599453, 2.302585092994046)))
                .sample(Sample.of("wide").input("x", Samples.shape(1023), Domain.between(1e-6, 1e6)).withoutDifferences("steep"))
                .values(x -> StrictMath.log(x[0]))
                .build();
    }

    /** Numbers of all sizes near 0. */
    private static final Domain TINY = Domain.between(-24, -1).andThen(e -> StrictMath.pow(2, e) * ((long) (e * 1e6) % 2 == 0 ? 1 : -1));

    private static OpSpec log1p() {
        return unary("Log1p", Domain.between(-0.7, 5))
                .sample(Parts.vector("known", 0.5, 1, 0x1p-20, -0.5, -0x1p-30).expecting(Parts.of(0.4054651081081644,
                        0.6931471805599453, 9.536738616591883e-07, -0.6931471805599453, -9.313225750491594e-10)))
                .sample(Parts.vector("ends", -1, -2).withoutDifferences("outside")
                        .expecting(Parts.of(Double.NEGATIVE_INFINITY, Double.NaN)))
                .sample(Sample.of("tiny").input("x", Samples.shape(1023), TINY))
                .sample(Sample.of("wide").input("x", Samples.shape(1023), Domain.between(-0.999, 1e6)).withoutDifferences("steep"))
                .values(x -> StrictMath.log1p(x[0]))
                .tolerance(Tolerance.ulps(4))
                .build();
    }

    private static OpSpec expm1() {
        return unary("Expm1", Domain.between(-3, 3))
                .sample(Parts.vector("known", 0.5, 1, -1, 0x1p-20, -0x1p-30).expecting(Parts.of(0.6487212707001282,
                        1.7182818284590453, -0.6321205588285577, 9.536747711537455e-07, -9.313225741817976e-10)))
                .sample(Sample.of("tiny").input("x", Samples.shape(1023), TINY))
                .sample(Sample.of("wide").input("x", Samples.shape(1023), Domain.between(-100, 88)).withoutDifferences("steep"))
                .values(x -> StrictMath.expm1(x[0]))
                .tolerance(Tolerance.ulps(4))
                .build();
    }

    private static OpSpec sqrt() {
        return unary("Sqrt", Domain.between(0.2, 5))
                .sample(Parts.vector("squares", 4, 9, 2).expecting(Parts.of(2, 3, 1.4142135623730951)))
                .values(x -> Math.sqrt(x[0]))
                .tolerance(Tolerance.EXACT)
                .build();
    }

    private static OpSpec reciprocal() {
        return unary("Reciprocal", Parts.REAL.avoiding(0.3, 0))
                .values(Tolerance.EXACT, x -> 1 / x[0])
                .tolerance(Tolerance.EXACT)
                .build();
    }

    /** By the series of positive terms, which does not cancel; Abramowitz and Stegun, 7.1.6. */
    private static double erfBySeries(double[] x) {
        double z = x[0];
        if (Double.isNaN(z) || z == 0) {
            return z;
        }
        if (Math.abs(z) > 6) {
            return Math.signum(z);
        }
        double term = z;
        double sum = z;
        for (int n = 1; Math.abs(term) > Math.abs(sum) * 1e-18; n++) {
            term *= 2 * z * z / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-z * z) * sum;
    }

    private static OpSpec erf() {
        return unary("Erf", Domain.between(-3, 3))
                .sample(Parts.vector("tabulated", 0.5, 1, 2, -0.3, 1e-10).expecting(Parts.of(0.5204998778130465,
                        0.8427007929497149, 0.9953222650189527, -0.3286267594591274, 1.1283791670955126e-10)))
                .sample(Sample.of("wide").input("x", Samples.shape(1023), Domain.between(-7, 7)))
                .values(Tolerance.ulps(16), FunctionSpecs::erfBySeries)
                .tolerance(Tolerance.ulps(16))
                .without("onnx f64", Parts.NOT_IN_ORT)
                .build();
    }

    private static OpSpec clip() {
        List<Sample> samples = new ArrayList<>();
        for (Sample s : Samples.unary(Parts.REAL.avoiding(0.05, -0.5, 1.25), "min", -0.5, "max", 1.25)) {
            samples.add(s);
        }
        samples.add(Parts.vector("min alone", -1, 0, 3).attributes("min", 0.5).expecting(Parts.of(0.5, 0.5, 3)));
        samples.add(Parts.vector("max alone", -1, 0, 3).attributes("max", 0.5).expecting(Parts.of(-1, 0, 0.5)));
        samples.add(Parts.vector("no limit", -1, 0, 3).expecting(Parts.of(-1, 0, 3)));
        samples.add(Parts.vector("both", -1, 0.25, 3).attributes("min", 0.0, "max", 1.0).expecting(Parts.of(0, 0.25, 1)));
        samples.add(Parts.integers(Parts.vector("integers", 0, 5, 9).attributes("min", 2, "max", 6)
                .expecting(Parts.of(2, 5, 6))));
        samples.add(Parts.kink(Parts.vector("kinks", -1, 1, 0, 2, -2).attributes("min", -1.0, "max", 1.0), 1, 1, 1, 0, 0));
        return OpSpec.of("Clip")
                .samples(samples)
                .tolerance(Tolerance.EXACT)
                .refusing("min must not be above max", Attributes.of("min", 2, "max", 1), Parts.f32(3))
                .build();
    }
}
