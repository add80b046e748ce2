package org.espalier.testkit.ops;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Samples;
import org.espalier.testkit.Tolerance;

/** Element-wise activations. */
final class ActivationSpecs {
    private ActivationSpecs() {}

    static List<OpSpec> all() {
        return List.of(relu(), leakyRelu(), sigmoid(), tanh(), softplus(), softsign());
    }

    private static OpSpec.Builder unary(String op, Domain x) {
        return OpSpec.of(op).samples(Samples.unary(x))
                .sample(Sample.of("wide").input("x", Samples.shape(1023), Domain.between(-100, 100))
                        .withoutDifferences("the same as the others"))
                .refusing("takes 1 input", Attributes.none(), Parts.f32(3), Parts.f32(3))
                .refusing("but is bool", Attributes.none(), Parts.f32(3).withDType(DType.BOOL));
    }

    private static OpSpec relu() {
        return unary("Relu", Parts.REAL.avoiding(0.05, 0))
                .sample(Parts.signed(Parts.vector("integers", 3, -4, 0).expecting(Parts.of(3, 0, 0))))
                .sample(Parts.kink(Parts.vector("kink", 0, -1, 1), 0, 0, 1))
                .values(Tolerance.EXACT, x -> Math.max(0.0, x[0]))
                .tolerance(Tolerance.EXACT)
                .excusing("zero of either sign", x -> x[0] == 0)
                .without("onnx i64", Parts.NOT_IN_ORT)
                .build();
    }

    private static OpSpec leakyRelu() {
        List<Sample> samples = new ArrayList<>(Samples.unary(Parts.REAL.avoiding(0.05, 0), "alpha", 0.125));
        samples.add(Parts.vector("alpha 0.01", -2, 3).attributes("alpha", 0.01).dtypes(DType.F32)
                .expecting(Parts.of(-0.02, 3)));
        samples.add(Parts.kink(Parts.vector("kink", 0, -1, 1).attributes("alpha", 0.25), 0.25, 0.25, 1));
        return OpSpec.of("LeakyRelu")
                .samples(samples)
                .tolerance(Tolerance.ulps(1))
                .refusing("'alpha'", Attributes.none(), Parts.f32(3))
                .build();
    }

    private static OpSpec sigmoid() {
        return unary("Sigmoid", Domain.between(-5, 5))
                .sample(Parts.vector("known", 0, 1, -1, 1e4, -1e4)
                        .expecting(Parts.of(0.5, 0.7310585786300049, 0.2689414213699951, 1, 0)))
                .onnxTolerance(Tolerance.ulps(4).withScale(1))
                .values(x -> Math.abs(x[0]) < 700 ? 1 / (1 + StrictMath.exp(-x[0])) : x[0] > 0 ? 1 : StrictMath.exp(x[0]))
                .build();
    }

    private static OpSpec tanh() {
        return unary("Tanh", Domain.between(-3, 3))
                .sample(Parts.vector("known", 0, 1, -1, 1e4)
                        .expecting(Parts.of(0, 0.7615941559557649, -0.7615941559557649, 1)))
                .values(x -> StrictMath.tanh(x[0]))
                .build();
    }

    private static OpSpec softplus() {
        return unary("Softplus", Domain.between(-5, 5))
                .sample(Parts.vector("known", 0, 1, -1, 1e4)
                        .expecting(Parts.of(0.6931471805599453, 1.3132616875182228, 0.31326168751822286, 1e4)))
                .without("onnx f64", Parts.NOT_IN_ORT)
                .values(x -> x[0] > 40 ? x[0] : StrictMath.log1p(StrictMath.exp(x[0])))
                .build();
    }

    private static OpSpec softsign() {
        return unary("Softsign", Parts.REAL.avoiding(0.05, 0))
                .sample(Parts.vector("known", 0, 1, -3).expecting(Parts.of(0, 0.5, -0.75))
                        .withoutDifferences("its second derivative jumps at 0"))
                .sample(Parts.kink(Parts.vector("in the middle", 0, 1), 1, 0.25))
                .without("onnx f64", Parts.NOT_IN_ORT)
                .values(x -> Double.isInfinite(x[0]) ? Math.signum(x[0]) : x[0] / (1 + Math.abs(x[0])))
                .build();
    }
}
