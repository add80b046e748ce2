package org.espalier.testkit.ops;

import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.F64;
import static org.espalier.tensor.DType.I64;
import static org.espalier.testkit.Samples.shape;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.espalier.backend.Philox;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;
import org.espalier.testkit.Domain;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;
import org.espalier.testkit.Tolerance;

/** Random ops: every element is a stated function of seed, step, identity and position. */
final class RandomSpecs {
    private static final long SEED = 42;
    private static final long STEP = 7;
    private static final String IDENTITY = "encoder/dropout#0";
    private static final int HASH = Philox.identity(IDENTITY);
    private static final TensorType SCALAR = TensorType.of(I64);
    private static final String TYPED = "its types do not depend on inputs";

    private RandomSpecs() {}

    static List<OpSpec> all() {
        return List.of(uniform(), normal(), bernoulli());
    }

    private static Sample drawn(Shape s, Attributes with, IntToDoubleFunction element) {
        int n = (int) s.bind(java.util.Map.of("batch", 5L)).size();
        return Sample.of(s + " " + with)
                .input("seed", I64, shape(), Domain.of(SEED))
                .input("step", I64, shape(), Domain.of(STEP))
                .bind("batch", 5)
                .attributes((taken, registry) -> with.with("identity", IDENTITY).with("dtype", taken).with("shape", s))
                .expecting(IntStream.range(0, n).mapToDouble(element).toArray());
    }

    private static double uniform(int i) {
        return Philox.uniform(Philox.word(SEED, STEP, HASH, i));
    }

    private static double gauss(int i) {
        return Philox.normal(Philox.word(SEED, STEP, HASH, 2 * i), Philox.word(SEED, STEP, HASH, 2 * i + 1));
    }

    private static OpSpec.Builder random(String op, Attributes with, IntToDoubleFunction element) {
        OpSpec.Builder spec = OpSpec.of(op).tolerance(Tolerance.EXACT).without("named dims", TYPED);
        for (Shape s : List.of(shape(), shape(1), shape(7), shape(8), shape(9), shape(1023), shape(0), shape(3, 5), shape(257, 263))) {
            spec.sample(drawn(s, with, element));
        }
        Attributes all = with.with("identity", IDENTITY).with("dtype", F32).with("shape", shape(3));
        return spec.refusing("seed and step", all, TensorType.of(DType.I32), SCALAR)
                .refusing("takes 2 inputs", all, SCALAR)
                .refusing("'identity'", with.with("dtype", F32).with("shape", shape(3)), SCALAR, SCALAR);
    }

    private static OpSpec uniform() {
        return random("RandomUniform", Attributes.of("low", -1.0, "high", 3.0), i -> -1 + 4 * uniform(i))
                .refusing("low must not be above high", Attributes.of("low", 1.0, "high", 0.0), SCALAR, SCALAR)
                .build();
    }

    private static OpSpec normal() {
        return random("RandomNormal", Attributes.of("mean", 1.0, "scale", 0.5), i -> 1 + 0.5 * gauss(i))
                .refusing("scale must not be negative", Attributes.of("mean", 1.0, "scale", -1.0), SCALAR, SCALAR)
                .build();
    }

    private static OpSpec bernoulli() {
        Attributes half = Attributes.of("p", 0.3);
        return random("Bernoulli", half, i -> uniform(i) < 0.3 ? 1 : 0)
                .sample(drawn(shape(33), half, i -> uniform(i) < 0.3 ? 1 : 0).dtypes(DType.values()))
                .sample(drawn(shape(17), Attributes.of("p", 0.0), i -> 0).dtypes(F32, F64))
                .sample(drawn(shape(17), Attributes.of("p", 1.0), i -> 1).dtypes(F32, F64))
                .refusing("between 0 and 1", Attributes.of("p", 1.5), SCALAR, SCALAR)
                .build();
    }
}
