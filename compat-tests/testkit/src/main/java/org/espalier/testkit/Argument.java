package org.espalier.testkit;

import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.espalier.plugin.API;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * One input of a {@link Sample}.
 *
 * @param name for messages
 * @param dtype its dtype, or null where it has the one that the sample is taken in
 * @param shape its shape, possibly with names in it, which the sample binds
 * @param domain where its elements come from
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Argument(String name, DType dtype, Shape shape, Domain domain) {
    public Argument {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(domain, "domain");
    }

    /** The type where the sample is taken in a dtype; names stay. */
    TensorType type(DType taken) {
        return new TensorType(dtype == null ? taken : dtype, shape);
    }

    /** The elements where the sample is taken in a dtype. */
    Tensor tensor(DType taken, Map<String, Long> binding, SplittableRandom random) {
        TensorType type = type(taken).bind(binding);
        return Tensor.rounded(type, domain.draw(random, Math.toIntExact(type.shape().size())));
    }
}
