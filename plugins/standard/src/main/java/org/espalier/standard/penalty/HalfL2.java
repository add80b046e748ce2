package org.espalier.standard.penalty;

import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.training.Penalty;

/**
 * λ/2 Σw², whose gradient is λw: with plain SGD the same as weight decay by λ. {@link L2} is the same without the ½.
 *
 * @param lambda λ, at least 0
 */
@API(status = API.Status.STABLE, since = "0.1")
public record HalfL2(double lambda) implements Penalty {
    public HalfL2 {
        Check.notNegative("HalfL2", "lambda", lambda);
    }

    /** With a coefficient. */
    public static HalfL2 of(double lambda) {
        return new HalfL2(lambda);
    }

    @Override
    public Value apply(Value parameter) {
        return parameter.square().sum().mul(lambda / 2);
    }
}
