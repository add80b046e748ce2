package org.espalier.standard.activation;

import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Initializer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.HeNormal;

/**
 * z sigmoid(z), also known as swish (Elfwing, Uchibe, Doya 2018; Ramachandran, Zoph, Le 2017).
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Silu() implements Activation {
    /** The one there is. */
    public static final Silu INSTANCE = new Silu();

    @Override
    public Value apply(Scope scope, Value x) {
        return scope.ops().silu(x);
    }

    @Override
    public Initializer preferredInitializer() {
        return HeNormal.DEFAULT;
    }
}
