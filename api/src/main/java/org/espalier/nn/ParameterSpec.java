package org.espalier.nn;

import org.espalier.plugin.API;
import org.espalier.tensor.Shape;

/**
 * What is known of a parameter when it is declared.
 *
 * @param path where it stands, such as {@code encoder/0/weight}
 * @param shape its shape, known
 * @param role what it is for
 * @param fanIn the number of inputs that feed one output
 * @param fanOut the number of outputs that one input feeds
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ParameterSpec(String path, Shape shape, Role role, long fanIn, long fanOut) {
    /**
     * A parameter whose fans follow from its shape as a dense weight's (in × out) do: fan-in is the first dim, fan-out
     * the last; both are the length of a vector, and 1 of a scalar.
     */
    public static ParameterSpec of(String path, Shape shape, Role role) {
        long in = shape.rank() == 0 ? 1 : shape.length(0);
        long out = shape.rank() == 0 ? 1 : shape.length(-1);
        return new ParameterSpec(path, shape, role, in, out);
    }
}
