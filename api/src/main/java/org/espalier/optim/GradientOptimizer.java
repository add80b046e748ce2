package org.espalier.optim;

import org.espalier.plugin.API;

/**
 * An optimizer that makes changes from gradients: a transformation whose results are added to the parameters, with a
 * learning rate that is computed outside the graph for every step.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface GradientOptimizer extends Optimizer, GradientTransformation {
    /** This optimizer with a transformation before or after it, as its {@link GradientTransformation#stage} says. */
    default GradientOptimizer with(GradientTransformation other) {
        return ChainedOptimizer.of(this).with(other);
    }
}
