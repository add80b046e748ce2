package org.espalier.standard.activation;

import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;

/**
 * z itself: a linear unit.
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Identity() implements Activation {
    /** The one there is. */
    public static final Identity INSTANCE = new Identity();

    @Override
    public Value apply(Scope scope, Value x) {
        return x;
    }
}
