package org.espalier.standard.activation;

import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Initializer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.HeNormal;

/**
 * log(1 + e^z), a smooth ReLU; without overflow for large z. Its derivative is sigmoid(z).
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Softplus() implements Activation {
    /** The one there is. */
    public static final Softplus INSTANCE = new Softplus();

    @Override
    public Value apply(Scope scope, Value x) {
        return x.softplus();
    }

    @Override
    public Initializer preferredInitializer() {
        return HeNormal.DEFAULT;
    }
}
