package org.espalier.standard.activation;

import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;

/**
 * sign(z): -1, 0 or 1. The gradient is 0 everywhere, so that nothing before it learns.
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Sign() implements Activation {
    /** The one there is. */
    public static final Sign INSTANCE = new Sign();

    @Override
    public Value apply(Scope scope, Value x) {
        return x.sign();
    }
}
