package org.espalier.standard.penalty;

import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.training.Penalty;

/**
 * λ Σ|w|: drives weights to exactly 0 (Tibshirani: Regression shrinkage and selection via the lasso; 1996). Its
 * gradient at w = 0 is 0.
 *
 * @param lambda λ, at least 0
 */
@API(status = API.Status.STABLE, since = "0.1")
public record L1(double lambda) implements Penalty {
    public L1 {
        Check.notNegative("L1", "lambda", lambda);
    }

    /** With a coefficient. */
    public static L1 of(double lambda) {
        return new L1(lambda);
    }

    @Override
    public Value apply(Value parameter) {
        return parameter.abs().sum().mul(lambda);
    }
}
