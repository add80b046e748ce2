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
 * A += g²; θ -= ηg / √(A + ε) (Duchi, Hazan, Singer: Adaptive subgradient methods; JMLR 2011). The slot
 * {@code squares} is A, 0 at first.
 *
 * @param learningRate η
 * @param epsilon ε, above 0; 1e-7 by default
 * @param placement where ε is added; inside the root by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record AdaGrad(Schedule learningRate, double epsilon, Epsilon placement) implements GradientOptimizer {
    public AdaGrad {
        Check.present("AdaGrad", "learningRate", learningRate);
        Check.positive("AdaGrad", "epsilon", epsilon);
        Check.present("AdaGrad", "placement", placement);
    }

    /** With a constant learning rate. */
    public static AdaGrad of(double learningRate) {
        return of(ConstantRate.of(learningRate));
    }

    /** With a schedule. */
    public static AdaGrad of(Schedule learningRate) {
        return new AdaGrad(learningRate, 1e-7, Epsilon.INSIDE_ROOT);
    }

    /** With another ε, for example 1e-5 outside the root. */
    public AdaGrad withEpsilon(double other, Epsilon where) {
        return new AdaGrad(learningRate, other, where);
    }

    @Override
    public List<Value> apply(UpdateScope scope, List<Value> gradients) {
        Value descent = Updates.descent(scope);
        return Updates.each(gradients, (i, g) -> {
            Value squares = scope.slot("squares", i, 0);
            Value next = squares.add(g.square());
            scope.assign(squares, next);
            return g.mul(descent).div(placement.root(next, epsilon));
        });
    }
}
