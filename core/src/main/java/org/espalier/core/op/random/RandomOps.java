package org.espalier.core.op.random;

import static org.espalier.core.op.rule.TypeRules.ALL;
import static org.espalier.core.op.rule.TypeRules.FLOATING;
import static org.espalier.op.Trait.RANDOM;
import static org.espalier.tensor.DType.I64;

import java.util.List;
import java.util.Set;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.op.Op;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * Numbers from the counter-based stream: pure functions of the inputs seed and step (i64 scalars), the attribute
 * {@code identity} and the element's position; see {@link org.espalier.backend.Philox}. Attributes {@code dtype} and
 * {@code shape} say what is made. They have no ONNX form: an exported network draws nothing.
 */
public final class RandomOps {
    private static final TensorType SCALAR = TensorType.of(I64);

    private RandomOps() {}

    /** Uniform on [low, high): low + (high - low)·u. */
    static final Op UNIFORM = Op.define("RandomUniform", (in, attributes) -> {
        double low = attributes.doubleValue("low");
        double high = attributes.doubleValue("high");
        TypeRules.require(low <= high, "low must not be above high (" + low + " > " + high + ")");
        return type(in, attributes, FLOATING);
    }).notDifferentiable().traits(RANDOM).build();

    /** Normal: mean + scale·n. */
    static final Op NORMAL = Op.define("RandomNormal", (in, attributes) -> {
        attributes.doubleValue("mean");
        double scale = attributes.doubleValue("scale");
        TypeRules.require(scale >= 0, "scale must not be negative, but is " + scale);
        return type(in, attributes, FLOATING);
    }).notDifferentiable().traits(RANDOM).build();

    /** 1 where u < p, otherwise 0. */
    static final Op BERNOULLI = Op.define("Bernoulli", (in, attributes) -> {
        double p = attributes.doubleValue("p");
        TypeRules.require(p >= 0 && p <= 1, "p must be between 0 and 1, but is " + p);
        return type(in, attributes, ALL);
    }).notDifferentiable().traits(RANDOM).build();

    private static List<TensorType> type(List<TensorType> in, Attributes attributes, Set<DType> dtypes) {
        TypeRules.count(in, 2);
        TypeRules.require(in.stream().allMatch(SCALAR::equals), "seed and step must be " + SCALAR + ", but are " + in);
        attributes.string("identity");
        TensorType out = new TensorType(attributes.dtype("dtype"), attributes.shape("shape"));
        TypeRules.dtype(dtypes, "the result", out);
        return List.of(out);
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(UNIFORM, NORMAL, BERNOULLI);
    }
}
