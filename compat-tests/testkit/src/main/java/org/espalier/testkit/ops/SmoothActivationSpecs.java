package org.espalier.testkit.ops;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Samples;
import org.espalier.testkit.Tolerance;

/** Activations without kinks; worked values to 16 digits. */
final class SmoothActivationSpecs {
    private static final String VANISHES = "x times a step that is no number of f32 any more, only the product is";

    private SmoothActivationSpecs() {}

    static List<OpSpec> all() {
        return List.of(logSigmoid(), silu(), mish(), gelu());
    }

    private static OpSpec.Builder unary(String op, Domain x) {
        return OpSpec.of(op).samples(Samples.unary(x))
                .sample(Sample.of("wide").input("x", Samples.shape(1023), Domain.between(-80, 100))
                        .withoutDifferences("the same as the others"))
                .refusing("takes 1 input", Attributes.none(), Parts.f32(3), Parts.f32(3))
                .refusing("f32 or f64", Attributes.none(), Parts.f32(3).withDType(DType.I32));
    }

    private static OpSpec logSigmoid() {
        return unary("LogSigmoid", Domain.between(-5, 5))
                .sample(Parts.vector("known", 0, 1, -1, -1000, 40).expecting(Parts.of(-0.6931471805599453,
                        -0.3132616875182228, -1.3132616875182228, -1000, -4.248354255291589e-18)))
                .values(x -> x[0] < -40 ? x[0] : -StrictMath.log1p(StrictMath.exp(-x[0])))
                .without("onnx f64", Parts.NOT_IN_ORT)
                .build();
    }

    /** Whether e^x is below the normal numbers of f32. */
    private static boolean vanishes(double[] x) {
        return x[0] < -87 && x[0] > -110;
    }

    private static OpSpec silu() {
        return unary("SiLU", Domain.between(-5, 5))
                .sample(Parts.vector("known", 0.5, 1, -1, -30, 3).expecting(Parts.of(0.3112296656009273,
                        0.7310585786300049, -0.2689414213699951, -2.8072868906517896e-12, 2.8577223804672998)))
                .values(x -> x[0] / (1 + StrictMath.exp(-x[0])))
                // ONNX Runtime's sigmoid stops falling at about the distance from 1 to the next number; x is a multiple of it.
                .onnxTolerance(Tolerance.ulps(1).withScale(20))
                .excusing("decomposition", VANISHES, SmoothActivationSpecs::vanishes)
                .excusing("cpu", VANISHES, SmoothActivationSpecs::vanishes)
                .build();
    }

    private static OpSpec mish() {
        return unary("Mish", Domain.between(-5, 5))
                .sample(Parts.vector("known", 0.5, 1, -1, -30, 3).expecting(Parts.of(0.37524521130489513,
                        0.8650983882673103, -0.3034014613741089, -2.807286890651921e-12, 2.9865350049679575)))
                .values(Tolerance.ulps(4), x -> x[0] > 40 ? x[0] : x[0] * StrictMath.tanh(StrictMath.log1p(StrictMath.exp(x[0]))))
                .tolerance(Tolerance.ulps(8))
                .excusing("decomposition", VANISHES, SmoothActivationSpecs::vanishes)
                .excusing("cpu", VANISHES, SmoothActivationSpecs::vanishes)
                .without("onnx f64", Parts.NOT_IN_ORT)
                .build();
    }

    private static OpSpec gelu() {
        OpSpec.Builder spec = unary("Gelu", Domain.between(-4, 4));
        for (Shape s : List.of(Shape.scalar(), Shape.of(0), Shape.of(7), Shape.of(17), Shape.of(3, 1, 5))) {
            spec.sample(Sample.of("tanh " + s).input("x", s, Domain.between(-4, 4)).attributes("approximate", "tanh"));
        }
        return spec
                .sample(Parts.vector("known", 0.5, 1, -1, 3).attributes("approximate", "none").expecting(Parts.of(
                        0.34573123063700656, 0.8413447460685429, -0.15865525393145705, 2.99595030590511)))
                .sample(Parts.vector("known far left", -3, -6).attributes("approximate", "none").dtypes(DType.F32)
                        .expecting(Parts.of(-0.0040496940948902835, -5.919525870226189e-09)))
                .sample(Parts.vector("known of tanh", 0.5, 1, -1, -3, 3).attributes("approximate", "tanh")
                        .expecting(Parts.of(0.34571400982514394, 0.8411919906082767, -0.1588080093917233,
                                -0.003637392081773019, 2.996362607918227)))
                .without("onnx f64", Parts.NOT_IN_ORT)
                // The complement of the error function is as exact as 1 minus it, but for what 1 minus it loses.
                .tolerance(Tolerance.ulps(4).withScale(1))
                .refusing("none or tanh", Attributes.of("approximate", "erf"), Parts.f32(3))
                .build();
    }
}
