package org.espalier.standard.activation;

import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;

/**
 * e^z_i / Σ_j e^z_j over an axis, shifted by the maximum so that nothing overflows. For training on class labels take the
 * raw scores and {@link org.espalier.standard.loss.SoftmaxCrossEntropy} instead, which is more exact.
 *
 * @param axis the axis, from the end if negative; -1 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Softmax(int axis) implements Activation {
    /** Over the last axis. */
    public static final Softmax DEFAULT = new Softmax(-1);

    /** Over an axis. */
    public static Softmax over(int axis) {
        return new Softmax(axis);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        return x.softmax(axis);
    }
}
