package org.espalier.testkit.ops;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Samples;
import org.espalier.testkit.Tolerance;

/** Trigonometric and hyperbolic functions and their inverses; worked values to 16 digits. */
final class TrigonometrySpecs {
    /** Near its zeros a runtime may be exact but for the rounding of multiples of π. */
    private static final Tolerance NEAR_ZEROS = Tolerance.ulps(2).withScale(1);

    private TrigonometrySpecs() {}

    static List<OpSpec> all() {
        return List.of(sin(), cos(), tan(), asin(), acos(), atan(), sinh(), cosh(), asinh(), acosh(), atanh());
    }

    private static OpSpec.Builder function(String op, Domain x) {
        return OpSpec.of(op).samples(Samples.unary(x))
                .refusing("takes 1 input", Attributes.none(), Parts.f32(3), Parts.f32(3))
                .refusing("f32 or f64", Attributes.none(), Parts.f32(3).withDType(DType.I32));
    }

    private static Sample known(double[] x, double... y) {
        return Parts.vector("known", x).expecting(y).withoutDifferences("the same as the others, or at an end");
    }

    private static OpSpec sin() {
        return function("Sin", Domain.between(-4, 4))
                .sample(known(Parts.of(0.5, 1, 100, -2, 0),
                        0.479425538604203, 0.8414709848078965, -0.5063656411097588, -0.9092974268256817, 0))
                .values(x -> StrictMath.sin(x[0]))
                .onnxTolerance(NEAR_ZEROS)
                .build();
    }

    private static OpSpec cos() {
        return function("Cos", Domain.between(-4, 4))
                .sample(known(Parts.of(0.5, 1, 100, -2, 0),
                        0.8775825618903728, 0.5403023058681398, 0.8623188722876839, -0.4161468365471424, 1))
                .values(x -> StrictMath.cos(x[0]))
                .onnxTolerance(NEAR_ZEROS)
                .build();
    }

    private static OpSpec tan() {
        return function("Tan", Domain.between(-1, 1))
                .sample(known(Parts.of(0.5, 1, 100, -2, 0),
                        0.5463024898437905, 1.5574077246549023, -0.5872139151569291, 2.185039863261519, 0))
                .values(x -> StrictMath.tan(x[0]))
                .without("onnx f64", Parts.NOT_IN_ORT)
                .build();
    }

    private static OpSpec asin() {
        return function("Asin", Domain.between(-0.8, 0.8))
                .sample(known(Parts.of(0.5, 1, -0.25, 1.5), 0.5235987755982989, 1.5707963267948966,
                        -0.25268025514207865, Double.NaN))
                .values(x -> StrictMath.asin(x[0]))
                .without("onnx f64", Parts.NOT_IN_ORT)
                .build();
    }

    private static OpSpec acos() {
        return function("Acos", Domain.between(-0.8, 0.8))
                .sample(known(Parts.of(0.5, 1, -0.25, -1, 1.5), 1.0471975511965979, 0, 1.8234765819369754,
                        3.141592653589793, Double.NaN))
                .values(x -> StrictMath.acos(x[0]))
                .without("onnx f64", Parts.NOT_IN_ORT)
                .build();
    }

    private static OpSpec atan() {
        return function("Atan", Domain.between(-3, 3))
                .sample(known(Parts.of(0.5, 1, -2, 1e4),
                        0.4636476090008061, 0.7853981633974483, -1.1071487177940904, 1.5706963267952299))
                .values(x -> StrictMath.atan(x[0]))
                .without("onnx f64", Parts.NOT_IN_ORT)
                .build();
    }

    private static OpSpec sinh() {
        return function("Sinh", Domain.between(-3, 3))
                .sample(known(Parts.of(0.5, 1, -10, 0), 0.5210953054937474, 1.1752011936438014, -11013.232874703393, 0))
                .values(x -> StrictMath.sinh(x[0]))
                .without("onnx f64", Parts.NOT_IN_ORT)
                .build();
    }

    private static OpSpec cosh() {
        return function("Cosh", Domain.between(-3, 3))
                .sample(known(Parts.of(0.5, 1, -10, 0), 1.1276259652063807, 1.5430806348152437, 11013.232920103323, 1))
                .values(x -> StrictMath.cosh(x[0]))
                .without("onnx f64", Parts.NOT_IN_ORT)
                .build();
    }

    private static OpSpec asinh() {
        return function("Asinh", Domain.between(-3, 3))
                .sample(known(Parts.of(0.5, 1, -10, 0x1p-20, 1e10), 0.48121182505960347, 0.881373587019543,
                        -2.99822295029797, 9.536743164061055e-07, 23.7189981105004))
                .values(Tolerance.ulps(4), x -> Math.copySign(arsinh(Math.abs(x[0])), x[0]))
                .without("onnx f64", Parts.NOT_IN_ORT)
                .build();
    }

    /** Abramowitz and Stegun 4.6.20; where its logarithm cancels artanh of x/√(1+x²) instead; 4.6.22. */
    private static double arsinh(double a) {
        if (a < 1) {
            return artanh(a / Math.sqrt(1 + a * a));
        }
        return a < 1e100 ? StrictMath.log(a + Math.sqrt(a * a + 1)) : StrictMath.log(a) + StrictMath.log(2);
    }

    private static double artanh(double a) {
        return (StrictMath.log1p(a) - StrictMath.log1p(-a)) / 2;
    }

    private static OpSpec acosh() {
        return function("Acosh", Domain.between(1.2, 6))
                .sample(known(Parts.of(1.5, 1, 10, 1 + 0x1p-20, 1e10, 0.5), 0.9624236501192069, 0, 2.993222846126381,
                        0.0013810678222475811, 23.7189981105004, Double.NaN))
                // Twice arsinh of √((x-1)/2): Abramowitz and Stegun 4.5.28 read backwards.
                .values(Tolerance.ulps(4), x -> 2 * arsinh(Math.sqrt((x[0] - 1) / 2)))
                .without("onnx f64", Parts.NOT_IN_ORT)
                .build();
    }

    private static OpSpec atanh() {
        return function("Atanh", Domain.between(-0.8, 0.8))
                .sample(known(Parts.of(0.5, -0.75, 0x1p-20, 1 - 0x1p-20, 1, -1, 2), 0.5493061443340549,
                        -0.9729550745276566, 9.53674316406539e-07, 7.27804515746079, Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY, Double.NaN))
                .values(Tolerance.ulps(4), x -> Math.copySign(artanh(Math.abs(x[0])), x[0]))
                .without("onnx f64", Parts.NOT_IN_ORT)
                .build();
    }
}
