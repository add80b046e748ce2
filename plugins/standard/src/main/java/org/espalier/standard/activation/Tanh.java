package org.espalier.standard.activation;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Initializer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.GlorotUniform;

/**
 * tanh(z) = 2 sigmoid(2z) - 1, within (-1, 1). Its derivative is 1 - a^2.
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Tanh() implements Activation {
    /** The one there is. */
    public static final Tanh INSTANCE = new Tanh();

    @Override
    public Value apply(Scope scope, Value x) {
        return x.tanh();
    }

    @Override
    public Initializer preferredInitializer() {
        return GlorotUniform.INSTANCE;
    }

    @Override
    public List<Double> limits() {
        return List.of(-1.0, 1.0);
    }
}
