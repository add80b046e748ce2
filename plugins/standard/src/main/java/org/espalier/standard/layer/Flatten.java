package org.espalier.standard.layer;

import org.espalier.graph.Value;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.plugin.API;

/** Each example as one vector: {@code [batch, a, b, ...] -> [batch, a * b * ...]}. */
@API(status = API.Status.STABLE, since = "0.1")
public record Flatten() implements UnaryLayer {
    /** The one there is. */
    public static final Flatten INSTANCE = new Flatten();

    @Override
    public Value apply(Scope scope, Value x) {
        return x.rank() == 2 ? x : scope.ops().flatten(x, 1);
    }
}
