package org.espalier.standard.layer;

import org.espalier.graph.Value;
import org.espalier.nn.Role;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.Ones;
import org.espalier.standard.initializer.Zeros;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Shape;

/**
 * Normalises each example over its features: y = γ (x - μ) / √(σ² + ε) + β, with mean and biased variance over an axis
 * and all after it; the same in training and inference (Ba, Kiros, Hinton: Layer normalization; 2016). The parameters
 * {@code gamma} (1 at first) and {@code beta} (0 at first) have the shape of those axes and the role
 * {@link Role#NORM}.
 *
 * @param axis the first axis that is averaged over, from the end if negative; -1 by default
 * @param epsilon ε, inside the root, at least 0; 1e-5 by default
 * @param affine whether γ and β are learned; true by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record LayerNormalization(int axis, double epsilon, boolean affine) implements UnaryLayer {
    /** As the components say. */
    public static final LayerNormalization DEFAULT = new LayerNormalization(-1, 1e-5, true);

    public LayerNormalization {
        Check.notNegative("LayerNormalization", "epsilon", epsilon);
    }

    /** From another axis on. */
    public LayerNormalization withAxis(int other) {
        return new LayerNormalization(other, epsilon, affine);
    }

    /** With another ε. */
    public LayerNormalization withEpsilon(double other) {
        return new LayerNormalization(axis, other, affine);
    }

    /** With or without γ and β. */
    public LayerNormalization withAffine(boolean learned) {
        return new LayerNormalization(axis, epsilon, learned);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        if (axis < -x.rank() || axis >= x.rank()) {
            throw new IllegalArgumentException("[LayerNormalization] the input must have an axis " + axis + ", but is "
                    + x.type());
        }
        int first = x.shape().axis(axis);
        Shape shape = x.shape().slice(first, x.rank());
        if (first == 0 || !shape.isKnown()) {
            throw new IllegalArgumentException(
                    "[LayerNormalization] the axes from " + axis + " on must have known lengths and"
                    + " not include the batch, but the input is " + x.type());
        }
        if (!affine) {
            return x.ops().layerNormalization(x, x.ops().full(x.dtype(), shape, 1), first, epsilon);
        }
        return x.ops().layerNormalization(x, scope.parameter("gamma", shape, Ones.INSTANCE, Role.NORM),
                scope.parameter("beta", shape, Zeros.INSTANCE, Role.NORM), first, epsilon);
    }
}
