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
 * Gradient descent: θ -= ηg. Full batch, mini-batch and single example differ in the batch size only.
 *
 * @param learningRate η
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Sgd(Schedule learningRate) implements GradientOptimizer {
    public Sgd {
        Check.present("Sgd", "learningRate", learningRate);
    }

    /** With a constant learning rate. */
    public static Sgd of(double learningRate) {
        return of(ConstantRate.of(learningRate));
    }

    /** With a schedule. */
    public static Sgd of(Schedule learningRate) {
        return new Sgd(learningRate);
    }

    @Override
    public List<Value> apply(UpdateScope scope, List<Value> gradients) {
        Value descent = Updates.descent(scope);
        return Updates.each(gradients, (i, g) -> g.mul(descent));
    }
}
