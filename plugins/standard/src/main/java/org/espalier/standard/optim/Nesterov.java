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
 * Nesterov's accelerated gradient: v = μv - ηg(θ + μv); θ += v (Nesterov 1983; Sutskever et al.: On the importance of
 * initialization and momentum in deep learning; ICML 2013).
 *
 * <p>Written without looking ahead: what is kept as parameters is φ = θ + μv, where the gradient is wanted, and
 * θ' + μv' = φ + μv' - ηg(φ) (Bengio, Boulanger-Lewandowski, Pascanu 2013). The slot {@code velocity} is 0 at first.
 *
 * @param learningRate η
 * @param momentum μ, at least 0 and below 1; 0.9 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Nesterov(Schedule learningRate, double momentum) implements GradientOptimizer {
    public Nesterov {
        Check.present("Nesterov", "learningRate", learningRate);
        Check.fraction("Nesterov", "momentum", momentum);
    }

    /** With a constant learning rate and μ = 0.9. */
    public static Nesterov of(double learningRate) {
        return of(ConstantRate.of(learningRate));
    }

    /** With a schedule and μ = 0.9. */
    public static Nesterov of(Schedule learningRate) {
        return new Nesterov(learningRate, 0.9);
    }

    /** With another μ. */
    public Nesterov withMomentum(double other) {
        return new Nesterov(learningRate, other);
    }

    @Override
    public List<Value> apply(UpdateScope scope, List<Value> gradients) {
        Value descent = Updates.descent(scope);
        return Updates.each(gradients, (i, g) -> {
            Value velocity = scope.slot("velocity", i, 0);
            Value step = g.mul(descent);
            Value next = velocity.mul(momentum).add(step);
            scope.assign(velocity, next);
            return next.mul(momentum).add(step);
        });
    }
}
