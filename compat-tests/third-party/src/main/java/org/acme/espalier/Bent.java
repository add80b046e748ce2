package org.acme.espalier;

import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Scope;

/** The bent identity as an activation. */
public record Bent() implements Activation {
    /** The one there is. */
    public static final Bent INSTANCE = new Bent();

    @Override
    public Value apply(Scope scope, Value x) {
        return scope.ops().apply1(BentIdentity.OP.id(), x);
    }
}
