package org.espalier.op;

import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;

/**
 * Randomness: pure functions of seed and step (i64 scalars), a stable identity and the element's position.
 * Part of {@link Ops}.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface RandomOps extends OpCalls {
    /** Uniform on [low, high). */
    default Value randomUniform(Value seed, Value step, String identity, DType dtype, Shape shape, double low, double high) {
        return apply1("RandomUniform", Attributes.of(
                "identity", identity, "dtype", dtype, "shape", shape, "low", low, "high", high), seed, step);
    }

    /** Normal with a mean and a standard deviation. */
    default Value randomNormal(Value seed, Value step, String identity, DType dtype, Shape shape, double mean, double scale) {
        return apply1("RandomNormal", Attributes.of(
                "identity", identity, "dtype", dtype, "shape", shape, "mean", mean, "scale", scale), seed, step);
    }

    /** 1 with probability p, otherwise 0. */
    default Value bernoulli(Value seed, Value step, String identity, DType dtype, Shape shape, double p) {
        return apply1("Bernoulli", Attributes.of(
                "identity", identity, "dtype", dtype, "shape", shape, "p", p), seed, step);
    }
}
