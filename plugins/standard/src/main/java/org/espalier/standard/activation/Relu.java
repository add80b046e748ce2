package org.espalier.standard.activation;

import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Initializer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.HeNormal;

/**
 * max(0, z). Its derivative at 0 is 0 (Nair, Hinton: Rectified linear units improve restricted Boltzmann machines;
 * ICML 2010).
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Relu() implements Activation {
    /** The one there is. */
    public static final Relu INSTANCE = new Relu();

    @Override
    public Value apply(Scope scope, Value x) {
        return x.relu();
    }

    @Override
    public Initializer preferredInitializer() {
        return HeNormal.DEFAULT;
    }
}
