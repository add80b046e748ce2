package org.espalier.standard.optim;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.optim.GradientOptimizer;
import org.espalier.optim.Schedule;
import org.espalier.optim.UpdateScope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.standard.schedule.ConstantRate;

/**
 * G = ρG + (1 - ρ)g²; Δθ = -η √(D + ε) / √(G + ε) g with D as it was before this step; D = ρD + (1 - ρ)Δθ² (Zeiler:
 * ADADELTA; 2012). The slots {@code squares} (G) and {@code changes} (D) are 0 at first.
 *
 * <p>Δθ contains η, and D remembers it, so a rate below 1 makes later steps shorter twice over and a rate above 1 feeds
 * on itself; to make the whole smaller or larger, change ε.
 *
 * @param learningRate η; 1 by default
 * @param rho ρ, the weight of the old averages, at least 0 and below 1; 0.95 by default
 * @param epsilon ε, above 0; 1e-6 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record AdaDelta(Schedule learningRate, double rho, double epsilon) implements GradientOptimizer {
    /** As published: η = 1. */
    public static final AdaDelta DEFAULT = of(1);

    public AdaDelta {
        Check.present("AdaDelta", "learningRate", learningRate);
        Check.fraction("AdaDelta", "rho", rho);
        Check.positive("AdaDelta", "epsilon", epsilon);
    }

    /** With a constant learning rate. */
    public static AdaDelta of(double learningRate) {
        return of(ConstantRate.of(learningRate));
    }

    /** With a schedule. */
    public static AdaDelta of(Schedule learningRate) {
        return new AdaDelta(learningRate, 0.95, 1e-6);
    }

    /** With another weight of the old averages. */
    public AdaDelta withRho(double other) {
        return new AdaDelta(learningRate, other, epsilon);
    }

    /** With another ε. */
    public AdaDelta withEpsilon(double other) {
        return new AdaDelta(learningRate, rho, other);
    }

    @Override
    public List<Value> apply(UpdateScope scope, List<Value> gradients) {
        Value descent = Updates.descent(scope);
        return Updates.each(gradients, (i, g) -> {
            Value squares = Updates.average(scope, scope.slot("squares", i, 0), rho, g.square());
            Value changes = scope.slot("changes", i, 0);
            Value change = changes.add(epsilon).sqrt().div(squares.add(epsilon).sqrt()).mul(g).mul(descent);
            Updates.average(scope, changes, rho, change.square());
            return change;
        });
    }
}
