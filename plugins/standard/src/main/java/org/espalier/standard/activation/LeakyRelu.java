package org.espalier.standard.activation;

import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Initializer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.HeNormal;
import org.espalier.standard.internal.Check;

/**
 * max(z, kz). Its derivative is 1 for z &gt; 0 and k elsewhere, also at 0 (Maas, Hannun, Ng: Rectifier nonlinearities
 * improve neural network acoustic models; 2013).
 *
 * @param slope k, above 0 and below 1; 0.01 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record LeakyRelu(double slope) implements Activation {
    /** With the slope 0.01. */
    public static final LeakyRelu DEFAULT = new LeakyRelu(0.01);

    public LeakyRelu {
        Check.openFraction("LeakyRelu", "slope", slope);
    }

    /** With a slope for negative z. */
    public static LeakyRelu of(double slope) {
        return new LeakyRelu(slope);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        return scope.ops().leakyRelu(x, slope);
    }

    @Override
    public Initializer preferredInitializer() {
        return HeNormal.DEFAULT;
    }
}
