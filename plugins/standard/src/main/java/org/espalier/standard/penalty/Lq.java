package org.espalier.standard.penalty;

import org.espalier.graph.Value;
import org.espalier.op.Ops;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.training.Penalty;

/**
 * λ Σ|w|^q (bridge regression; Frank, Friedman 1993). Its gradient at w = 0 is 0, also for q &lt; 1 where it has no limit
 * there.
 *
 * @param lambda λ, at least 0
 * @param q above 0
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Lq(double lambda, double q) implements Penalty {
    public Lq {
        Check.notNegative("Lq", "lambda", lambda);
        Check.positive("Lq", "q", q);
    }

    /** With a coefficient and an exponent. */
    public static Lq of(double lambda, double q) {
        return new Lq(lambda, q);
    }

    @Override
    public Value apply(Value parameter) {
        Ops ops = parameter.ops();
        Value size = parameter.abs();
        Value zero = size.equal(size.constant(0));
        // The power is taken of 1 where w = 0, so that no infinite slope is multiplied by 0.
        Value power = ops.where(zero, size.constant(1), size).pow(q);
        return ops.where(zero, size.constant(0), power).sum().mul(lambda);
    }
}
