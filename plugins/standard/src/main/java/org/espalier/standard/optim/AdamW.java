package org.espalier.standard.optim;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Role;
import org.espalier.optim.GradientOptimizer;
import org.espalier.optim.Schedule;
import org.espalier.optim.UpdateScope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.standard.schedule.ConstantRate;

/**
 * Adam with decoupled weight decay: θ -= η (m̂ / (√v̂ + ε) + λθ), with {@link Adam}'s m̂ and v̂, so that the decay is not
 * divided by the root as the gradient of a penalty would be (Loshchilov, Hutter: Decoupled weight decay regularization;
 * ICLR 2019). The decay follows the schedule of η, as the other step does.
 *
 * @param learningRate η; 0.001 by default
 * @param beta1 β₁, the weight of the old average of gradients, at least 0 and below 1; 0.9 by default
 * @param beta2 β₂, the weight of the old average of squares, at least 0 and below 1; 0.999 by default
 * @param epsilon ε, outside the root, above 0; 1e-8 by default
 * @param weightDecay λ, at least 0; 0.01 by default
 * @param roles the roles of the parameters that decay; weights only by default, not biases, normalisation parameters and
 *     embeddings
 */
@API(status = API.Status.STABLE, since = "0.1")
public record AdamW(Schedule learningRate, double beta1, double beta2, double epsilon, double weightDecay, List<Role> roles)
        implements GradientOptimizer {
    /** As the components say. */
    public static final AdamW DEFAULT = of(1e-3);

    public AdamW {
        Check.present("AdamW", "learningRate", learningRate);
        Check.fraction("AdamW", "beta1", beta1);
        Check.fraction("AdamW", "beta2", beta2);
        Check.positive("AdamW", "epsilon", epsilon);
        Check.notNegative("AdamW", "weightDecay", weightDecay);
        roles = Check.filled("AdamW", "roles", roles);
    }

    /** With a constant learning rate. */
    public static AdamW of(double learningRate) {
        return of(ConstantRate.of(learningRate));
    }

    /** With a schedule. */
    public static AdamW of(Schedule learningRate) {
        WeightDecay usual = WeightDecay.of(0.01);
        return new AdamW(learningRate, 0.9, 0.999, 1e-8, usual.rate(), usual.roles());
    }

    /** With other weights of the old averages. */
    public AdamW withBetas(double first, double second) {
        return new AdamW(learningRate, first, second, epsilon, weightDecay, roles);
    }

    /** With another ε. */
    public AdamW withEpsilon(double other) {
        return new AdamW(learningRate, beta1, beta2, other, weightDecay, roles);
    }

    /** With another λ. */
    public AdamW withWeightDecay(double rate) {
        return new AdamW(learningRate, beta1, beta2, epsilon, rate, roles);
    }

    /** With decay of parameters of these roles. */
    public AdamW withRoles(Role... others) {
        return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay, List.of(others));
    }

    @Override
    public List<Value> apply(UpdateScope scope, List<Value> gradients) {
        List<Value> changes = new Adam(learningRate, beta1, beta2, epsilon, true).apply(scope, gradients);
        return new WeightDecay(weightDecay, roles).apply(scope, changes);
    }
}
