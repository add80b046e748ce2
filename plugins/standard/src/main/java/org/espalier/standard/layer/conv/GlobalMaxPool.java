package org.espalier.standard.layer.conv;

import org.espalier.graph.Value;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.plugin.API;

/** The largest element of each channel: {@code [batch, channels, lengths...] -> [batch, channels]}. */
@API(status = API.Status.STABLE, since = "0.1")
public record GlobalMaxPool() implements UnaryLayer {
    /** The one there is. */
    public static final GlobalMaxPool INSTANCE = new GlobalMaxPool();

    @Override
    public Value apply(Scope scope, Value x) {
        return scope.ops().flatten(scope.ops().globalMaxPool(x), 1);
    }
}
