package org.espalier.optim;

import org.espalier.plugin.API;

/**
 * An optimizer that asks for the objective as often as it likes, such as Newton's method and L-BFGS; for full batches
 * and small problems. All vectors run over the elements of all trained parameters, in order.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface ObjectiveOptimizer extends Optimizer {
    /** A compiled objective. */
    interface Objective {
        /** The number of elements of all trained parameters. */
        int dimension();

        /** Copies the present point. */
        void point(double[] into);

        /** The value at a point; its gradient is written where an array is given. */
        double evaluate(double[] at, double[] gradient);

        /** The product of the Hessian at a point with a vector. */
        void hessianProduct(double[] at, double[] vector, double[] into);
    }

    /** Makes one step from a point to a better one, in place; false where no step improves it. */
    boolean step(Objective objective, double[] point, long step);
}
