package org.espalier.standard.layer.conv;

import org.espalier.graph.Value;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.plugin.API;

/**
 * The mean of each channel: {@code [batch, channels, lengths...] -> [batch, channels]} (Lin, Chen, Yan: Network in
 * network; ICLR 2014).
 */
@API(status = API.Status.STABLE, since = "0.1")
public record GlobalAveragePool() implements UnaryLayer {
    /** The one there is. */
    public static final GlobalAveragePool INSTANCE = new GlobalAveragePool();

    @Override
    public Value apply(Scope scope, Value x) {
        return scope.ops().flatten(scope.ops().globalAveragePool(x), 1);
    }
}
