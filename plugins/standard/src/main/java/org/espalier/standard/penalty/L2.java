package org.espalier.standard.penalty;

import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.training.Penalty;

/**
 * λ Σw², whose gradient is 2λw. {@link HalfL2} is the same with ½ before it.
 *
 * @param lambda λ, at least 0
 */
@API(status = API.Status.STABLE, since = "0.1")
public record L2(double lambda) implements Penalty {
    public L2 {
        Check.notNegative("L2", "lambda", lambda);
    }

    /** With a coefficient. */
    public static L2 of(double lambda) {
        return new L2(lambda);
    }

    @Override
    public Value apply(Value parameter) {
        return parameter.square().sum().mul(lambda);
    }
}
