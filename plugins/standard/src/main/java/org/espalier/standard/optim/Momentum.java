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
 * Gradient descent with momentum (Polyak: Some methods of speeding up the convergence of iteration methods; 1964), in
 * one of the two forms that go by this name; see {@link Form}. The slot {@code velocity} is 0 at first.
 *
 * @param learningRate η
 * @param momentum μ or β, the weight of the old velocity, at least 0 and below 1; 0.9 by default
 * @param form classic by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Momentum(Schedule learningRate, double momentum, Form form) implements GradientOptimizer {
    /** The two forms. */
    public enum Form {
        /** v = μv - ηg; θ += v. */
        CLASSIC,
        /** v = βv + (1 - β)g; θ -= ηv: an exponential moving average, whose steps are 1 - β times as long. */
        AVERAGE
    }

    public Momentum {
        Check.present("Momentum", "learningRate", learningRate);
        Check.fraction("Momentum", "momentum", momentum);
        Check.present("Momentum", "form", form);
    }

    /** The classic form with a constant learning rate and μ = 0.9. */
    public static Momentum of(double learningRate) {
        return of(ConstantRate.of(learningRate));
    }

    /** The classic form with a schedule and μ = 0.9. */
    public static Momentum of(Schedule learningRate) {
        return new Momentum(learningRate, 0.9, Form.CLASSIC);
    }

    /** With another weight of the old velocity. */
    public Momentum withMomentum(double other) {
        return new Momentum(learningRate, other, form);
    }

    /** In a form. */
    public Momentum withForm(Form other) {
        return new Momentum(learningRate, momentum, other);
    }

    @Override
    public List<Value> apply(UpdateScope scope, List<Value> gradients) {
        Value descent = Updates.descent(scope);
        return Updates.each(gradients, (i, g) -> {
            Value velocity = scope.slot("velocity", i, 0);
            if (form == Form.AVERAGE) {
                return Updates.average(scope, velocity, momentum, g).mul(descent);
            }
            Value next = velocity.mul(momentum).add(g.mul(descent));
            scope.assign(velocity, next);
            return next;
        });
    }
}
