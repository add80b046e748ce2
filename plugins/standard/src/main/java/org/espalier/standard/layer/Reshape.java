package org.espalier.standard.layer;

import org.espalier.graph.Value;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Shape;

/**
 * Each example under another shape of the same size: {@code [batch, ...] -> [batch] + shape}.
 *
 * @param shape of one example, without the batch
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Reshape(Shape shape) implements UnaryLayer {
    public Reshape {
        Check.present("Reshape", "shape", shape);
    }

    /** Each example under this shape. */
    public static Reshape to(long... shape) {
        return new Reshape(Shape.of(shape));
    }

    @Override
    public Value apply(Scope scope, Value x) {
        if (x.rank() == 0 || !x.shape().without(0).count().equals(shape.count())) {
            throw new IllegalArgumentException("[Reshape] an example of " + x.type() + " must have as many elements as "
                    + shape);
        }
        return x.reshape(Shape.of(x.dim(0)).concat(shape));
    }
}
