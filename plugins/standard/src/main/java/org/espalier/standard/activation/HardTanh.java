package org.espalier.standard.activation;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Initializer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.GlorotUniform;

/**
 * z limited to [-1, 1]. Its derivative is 1 within, also at -1 and 1, and 0 outside.
 */
@API(status = API.Status.STABLE, since = "0.1")
public record HardTanh() implements Activation {
    /** The one there is. */
    public static final HardTanh INSTANCE = new HardTanh();

    @Override
    public Value apply(Scope scope, Value x) {
        return x.clip(-1, 1);
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
