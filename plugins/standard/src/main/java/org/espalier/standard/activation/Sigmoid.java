package org.espalier.standard.activation;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Initializer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.GlorotUniform;

/**
 * The logistic function 1 / (1 + e^-z), within (0, 1); without overflow for large |z|. Its derivative is a (1 - a).
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Sigmoid() implements Activation {
    /** The one there is. */
    public static final Sigmoid INSTANCE = new Sigmoid();

    @Override
    public Value apply(Scope scope, Value x) {
        return x.sigmoid();
    }

    @Override
    public Initializer preferredInitializer() {
        return GlorotUniform.INSTANCE;
    }

    @Override
    public List<Double> limits() {
        return List.of(0.0, 1.0);
    }
}
