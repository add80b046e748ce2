package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.F64;
import static org.espalier.tensor.DType.I32;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Samples;
import org.espalier.testkit.Tolerance;

/** Activations that are put together of pieces, with their stated derivatives at the kinks. */
final class RectifierSpecs {
    /** Away from the kink at 0. */
    private static final Domain PIECES = Parts.REAL.avoiding(0.05, 0);
    /** ONNX Runtime takes e^x - 1 as it is written, which cancels near 0. */
    private static final Tolerance SUBTRACTS_ONE = Tolerance.ulps(4).withScale(1);
    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double SELU_GAMMA = 1.0507009873554805;

    private RectifierSpecs() {}

    static List<OpSpec> all() {
        return List.of(prelu(), thresholdedRelu(), elu(), selu(), celu(), hardSigmoid(), hardSwish(), shrink());
    }

    /** An op whose numbers are attributes that f32 holds exactly, as the attributes of ONNX are f32. */
    private static OpSpec.Builder configured(String op, Domain x, Object... attributes) {
        return OpSpec.of(op)
                .samples(Samples.unary(x, attributes))
                .sample(Sample.of("wide").input("x", Samples.shape(1023), Domain.between(-100, 100)).attributes(attributes)
                        .withoutDifferences("the same as the others"))
                .refusing("'alpha'", Attributes.none(), Parts.f32(3))
                .refusing("takes 1 input", Attributes.of(attributes), Parts.f32(3), Parts.f32(3))
                .refusing("f32 or f64", Attributes.of(attributes), Parts.f32(3).withDType(I32));
    }

    private static OpSpec prelu() {
        List<Sample> samples = new ArrayList<>();
        for (Shape s : Samples.shapes()) {
            samples.add(prelu(s, s.rank() == 0 ? Shape.scalar() : Shape.of(1)));
        }
        samples.add(prelu(Shape.of(3, 17), Shape.of(17)));
        samples.add(prelu(Shape.of(2, 3, 4, 5), Shape.of(3, 1, 1)));
        samples.add(prelu(Shape.of(2, 3, 1, 5), Shape.of(2, 3, 1, 5)));
        samples.add(prelu(Shape.of(5, 9), Shape.of(5, 1)));
        samples.add(prelu(Shape.of(257, 263), Shape.of(263)));
        samples.add(prelu(Shape.of(Dim.of("batch"), Dim.of(4), Dim.of(3)), Shape.of(4, 1)));
        return OpSpec.of("PRelu")
                .samples(samples)
                .sample(Parts.vectors("worked", Parts.of(-2, 3, 0, -4), Parts.of(0.25, 0.5, 0.5, -1))
                        .expecting(Parts.of(-0.5, 3, 0, 4)).withoutDifferences("a kink"))
                .sample(Parts.vectors("kink", Parts.of(0, -1, 2), Parts.of(0.25)).dtypes(F32, F64)
                        .expectingGradients(List.of(Parts.of(1, 1, 1)), Parts.of(0.25, 0.25, 1), Parts.of(-1)))
                .values(Tolerance.EXACT, x -> x[0] > 0 ? x[0] : x[0] * x[1])
                .tolerance(Tolerance.EXACT)
                .refusing("would widen it to", Attributes.none(), Parts.f32(3), Parts.f32(2, 3))
                .refusing("would widen it to", Attributes.none(), Parts.f32(1), Parts.f32(3))
                .refusing("do not broadcast", Attributes.none(), Parts.f32(3), Parts.f32(4))
                .refusing("same dtype", Attributes.none(), Parts.f32(3), Parts.f64(3))
                .build();
    }

    private static Sample prelu(Shape x, Shape slope) {
        return Samples.batched(Sample.of(x + " with slopes " + slope)
                .input("x", x, PIECES).input("slope", slope, Domain.between(-0.5, 0.5)));
    }

    private static OpSpec thresholdedRelu() {
        return configured("ThresholdedRelu", Parts.REAL.avoiding(0.05, 0.75), "alpha", 0.75)
                .sample(Parts.table("table", x -> x > 0.75 ? x : 0).attributes("alpha", 0.75))
                .sample(Parts.kink(Parts.vector("kink", 1, 0, 2, -3).attributes("alpha", 1.0), 0, 0, 1, 0))
                .sample(Parts.vector("negative alpha", -2, -1, -0.5, 3).attributes("alpha", -1.0)
                        .withoutDifferences("a kink").expecting(Parts.of(0, 0, -0.5, 3)))
                // 0.1 as f32 is above 0.1: alpha is a number of the input's dtype. So many that no gradient is compared with f64.
                .sample(Sample.of("between f32 and f64").input("x", Samples.shape(400), Domain.of(0.1, 0.2))
                        .attributes("alpha", 0.1).dtypes(F32))
                .tolerance(Tolerance.EXACT)
                .without("onnx f64", Parts.NOT_IN_ORT)
                .build();
    }

    private static OpSpec elu() {
        return configured("Elu", PIECES, "alpha", 1.5)
                .sample(Parts.table("table", x -> x > 0 ? x : 1.5 * StrictMath.expm1(x)).attributes("alpha", 1.5))
                .sample(Parts.vector("worked", -1, -0.5, 0, 3).attributes("alpha", 2.0).withoutDifferences("a kink")
                        .expecting(Parts.of(-1.2642411176571153, -0.7869386805747332, 0, 3)))
                .sample(Parts.kink(Parts.vector("smooth at 0", 0, 2, -1e4).attributes("alpha", 1.0), 1, 1, 0))
                .sample(Parts.kink(Parts.vector("kink", 0, 2, -1e4).attributes("alpha", 0.5), 0.5, 1, 0))
                .onnxTolerance(SUBTRACTS_ONE)
                .without("onnx f64", Parts.NOT_IN_ORT)
                .build();
    }

    private static OpSpec selu() {
        return configured("Selu", PIECES, "alpha", 1.6875, "gamma", 1.0625)
                .sample(Parts.table("table", x -> x > 0 ? 1.0625 * x : 1.0625 * 1.6875 * StrictMath.expm1(x))
                        .attributes("alpha", 1.6875, "gamma", 1.0625))
                .sample(Parts.vector("worked", -1, -2, 0, 1).attributes("alpha", SELU_ALPHA, "gamma", SELU_GAMMA)
                        .dtypes(F32).expecting(Parts.of(-1.1113307378125628, -1.520166468595695, 0, SELU_GAMMA)))
                .sample(Parts.kink(Parts.vector("kink", 0, 2, -1e4).attributes("alpha", 1.5, "gamma", 2.0), 3, 2, 0))
                .onnxTolerance(SUBTRACTS_ONE)
                .without("onnx f64", Parts.NOT_IN_ORT)
                .build();
    }

    private static OpSpec celu() {
        return configured("Celu", PIECES, "alpha", 0.75)
                .sample(Parts.table("table", x -> x > 0 ? x : 0.75 * StrictMath.expm1(x / 0.75)).attributes("alpha", 0.75))
                .sample(Parts.vector("worked", -1, -0.5, 0, 3).attributes("alpha", 0.5).withoutDifferences("its second derivative jumps")
                        .expecting(Parts.of(-0.43233235838169365, -0.31606027941427883, 0, 3)))
                .sample(Parts.kink(Parts.vector("joint", 0, 2, -1e4).attributes("alpha", 0.5), 1, 1, 0))
                .sample(Parts.vector("negative alpha", -1, 3).attributes("alpha", -2.0)
                        .expecting(Parts.of(-2 * StrictMath.expm1(0.5), 3)))
                .tolerance(Tolerance.ulps(8))
                .onnxTolerance(SUBTRACTS_ONE)
                .refusing("alpha must not be 0", Attributes.of("alpha", 0.0), Parts.f32(3))
                .build();
    }

    private static OpSpec hardSigmoid() {
        return configured("HardSigmoid", Domain.between(-4, 4).avoiding(0.05, -2, 2), "alpha", 0.25, "beta", 0.5)
                .sample(Parts.table("table", x -> x < -2 ? 0 : x > 2 ? 1 : 0.25 * x + 0.5).attributes("alpha", 0.25, "beta", 0.5))
                .sample(Parts.vector("of ONNX", -1, 0, 2, -3, 3).attributes("alpha", 0.2, "beta", 0.5).dtypes(F32)
                        .withoutDifferences("a kink").expecting(Parts.of(0.3, 0.5, 0.9, 0, 1)))
                .sample(Parts.kink(Parts.vector("kinks", -2, 2, 0, -3, 3).attributes("alpha", 0.25, "beta", 0.5),
                        0.25, 0.25, 0.25, 0, 0))
                .tolerance(Tolerance.ulps(2).withScale(1))
                .without("onnx f64", Parts.NOT_IN_ORT)
                .build();
    }

    private static OpSpec hardSwish() {
        return OpSpec.of("HardSwish")
                .samples(Samples.unary(Domain.between(-5, 5).avoiding(0.05, -3, 3)))
                .sample(Parts.vector("worked", -4, -1.5, 0, 1.5, 4).expecting(Parts.of(-0.0, -0.375, 0, 1.125, 4)))
                .sample(Parts.kink(Parts.vector("kinks", -3, 3, 0, -4, 4), -0.5, 1.5, 0.5, 0, 1))
                .values(Tolerance.ulps(2).withScale(1), RectifierSpecs::hardSwish)
                .tolerance(Tolerance.ulps(4).withScale(1))
                .without("onnx f64", Parts.NOT_IN_ORT)
                .refusing("takes 1 input", Attributes.none(), Parts.f32(3), Parts.f32(3))
                .build();
    }

    private static double hardSwish(double[] x) {
        double z = x[0];
        return z >= 3 ? z : z <= -3 ? z * 0 : z * (z + 3) / 6;
    }

    private static OpSpec shrink() {
        return OpSpec.of("Shrink")
                .samples(Samples.unary(Parts.REAL.avoiding(0.05, -0.75, 0.75), "bias", 0.25, "lambd", 0.75))
                .sample(Parts.table("table", x -> Math.abs(x) > 0.75 ? x - Math.copySign(0.25, x) : 0)
                        .attributes("bias", 0.25, "lambd", 0.75))
                .sample(Parts.vector("soft", -2, -0.25, 0.5, 1).attributes("bias", 0.5, "lambd", 0.5)
                        .withoutDifferences("a kink").expecting(Parts.of(-1.5, 0, 0, 0.5)))
                .sample(Parts.vector("hard", -2, -0.25, 0.5, 1).attributes("bias", 0.0, "lambd", 0.5)
                        .withoutDifferences("a jump").expecting(Parts.of(-2, 0, 0, 1)))
                .sample(Parts.kink(Parts.vector("kinks", -1, 1, 0, -2, 2).attributes("bias", 1.0, "lambd", 1.0), 0, 0, 0, 1, 1))
                .tolerance(Tolerance.EXACT)
                .without("onnx f64", "ONNX Runtime computes it in f32")
                .refusing("'bias'", Attributes.none(), Parts.f32(3))
                .build();
    }
}
