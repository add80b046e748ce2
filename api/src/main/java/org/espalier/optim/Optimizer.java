package org.espalier.optim;

import org.espalier.plugin.API;

/** How parameters are improved: a {@link GradientOptimizer} step by step, or an {@link ObjectiveOptimizer}. */
@API(status = API.Status.STABLE, since = "0.1")
public interface Optimizer {
    /** The learning rate, computed outside the graph for every step. */
    Schedule learningRate();
}
