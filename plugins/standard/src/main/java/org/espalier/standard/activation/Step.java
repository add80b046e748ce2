package org.espalier.standard.activation;

import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;

/**
 * The Heaviside step of a threshold unit (McCulloch, Pitts 1943): 1 where z &gt; 0, otherwise 0. The gradient is 0
 * everywhere, so that nothing before it learns.
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Step() implements Activation {
    /** The one there is. */
    public static final Step INSTANCE = new Step();

    @Override
    public Value apply(Scope scope, Value x) {
        return x.greater(0).cast(x.dtype());
    }
}
