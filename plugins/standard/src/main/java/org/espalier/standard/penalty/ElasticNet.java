package org.espalier.standard.penalty;

import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.training.Penalty;

/**
 * λ₁ Σ|w| + λ₂ Σw², without a ½ (Zou, Hastie: Regularization and variable selection via the elastic net; 2005).
 *
 * @param l1 λ₁, at least 0
 * @param l2 λ₂, at least 0
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ElasticNet(double l1, double l2) implements Penalty {
    public ElasticNet {
        Check.notNegative("ElasticNet", "l1", l1);
        Check.notNegative("ElasticNet", "l2", l2);
    }

    /** With both coefficients. */
    public static ElasticNet of(double l1, double l2) {
        return new ElasticNet(l1, l2);
    }

    @Override
    public Value apply(Value parameter) {
        return L1.of(l1).apply(parameter).add(L2.of(l2).apply(parameter));
    }
}
