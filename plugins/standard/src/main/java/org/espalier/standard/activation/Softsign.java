package org.espalier.standard.activation;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Initializer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.GlorotUniform;

/**
 * z / (1 + |z|), within (-1, 1). Its derivative is 1 / (1 + |z|)^2 (Bergstra et al. 2009).
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Softsign() implements Activation {
    /** The one there is. */
    public static final Softsign INSTANCE = new Softsign();

    @Override
    public Value apply(Scope scope, Value x) {
        return scope.ops().softsign(x);
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
