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
 * A = ρA + (1 - ρ)g²; θ -= ηg / (√A + ε) (Tieleman, Hinton: Lecture 6.5, rmsprop; 2012). Centred, A - m² stands for A,
 * where m = ρm + (1 - ρ)g (Graves 2013). With momentum, the step goes through v = μv - ηg / (√A + ε); θ += v. The slots
 * {@code squares}, {@code mean} and {@code velocity} are 0 at first.
 *
 * @param learningRate η
 * @param rho ρ, the weight of the old average, at least 0 and below 1; 0.9 by default
 * @param epsilon ε, above 0; 1e-7 by default
 * @param placement where ε is added; outside the root by default
 * @param centred whether the variance of the gradient is used; false by default
 * @param momentum μ, at least 0 and below 1; 0 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record RmsProp(
        Schedule learningRate, double rho, double epsilon, Epsilon placement, boolean centred, double momentum)
        implements GradientOptimizer {
    public RmsProp {
        Check.present("RmsProp", "learningRate", learningRate);
        Check.fraction("RmsProp", "rho", rho);
        Check.positive("RmsProp", "epsilon", epsilon);
        Check.present("RmsProp", "placement", placement);
        Check.fraction("RmsProp", "momentum", momentum);
    }

    /** With a constant learning rate. */
    public static RmsProp of(double learningRate) {
        return of(ConstantRate.of(learningRate));
    }

    /** With a schedule. */
    public static RmsProp of(Schedule learningRate) {
        return new RmsProp(learningRate, 0.9, 1e-7, Epsilon.OUTSIDE_ROOT, false, 0);
    }

    /** With another weight of the old average. */
    public RmsProp withRho(double other) {
        return new RmsProp(learningRate, other, epsilon, placement, centred, momentum);
    }

    /** With another ε. */
    public RmsProp withEpsilon(double other, Epsilon where) {
        return new RmsProp(learningRate, rho, other, where, centred, momentum);
    }

    /** By the variance of the gradient, or its mean square. */
    public RmsProp withCentred(boolean byVariance) {
        return new RmsProp(learningRate, rho, epsilon, placement, byVariance, momentum);
    }

    /** With momentum. */
    public RmsProp withMomentum(double other) {
        return new RmsProp(learningRate, rho, epsilon, placement, centred, other);
    }

    @Override
    public List<Value> apply(UpdateScope scope, List<Value> gradients) {
        Value descent = Updates.descent(scope);
        return Updates.each(gradients, (i, g) -> {
            Value a = Updates.average(scope, scope.slot("squares", i, 0), rho, g.square());
            if (centred) {
                Value mean = Updates.average(scope, scope.slot("mean", i, 0), rho, g);
                // A variance is never negative, but a difference of rounded numbers may be.
                a = a.sub(mean.square()).relu();
            }
            Value step = g.mul(descent).div(placement.root(a, epsilon));
            if (momentum == 0) {
                return step;
            }
            Value velocity = scope.slot("velocity", i, 0);
            Value next = velocity.mul(momentum).add(step);
            scope.assign(velocity, next);
            return next;
        });
    }
}
