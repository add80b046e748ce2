package org.espalier.standard.activation;

import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Initializer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.HeNormal;
import org.espalier.standard.internal.Check;

/**
 * z for z &gt; 0, otherwise α (e^z - 1). Its derivative at 0 is α (Clevert, Unterthiner, Hochreiter: Fast and accurate
 * deep network learning by exponential linear units; ICLR 2016).
 *
 * @param alpha α, above 0; 1 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Elu(double alpha) implements Activation {
    /** With α = 1. */
    public static final Elu DEFAULT = new Elu(1);

    public Elu {
        Check.positive("Elu", "alpha", alpha);
    }

    /** With an α. */
    public static Elu of(double alpha) {
        return new Elu(alpha);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        return scope.ops().elu(x, alpha);
    }

    @Override
    public Initializer preferredInitializer() {
        return HeNormal.DEFAULT;
    }
}
