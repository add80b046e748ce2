package org.espalier.optim;

import org.espalier.plugin.API;

/**
 * An optimizer that asks for the objective as often as it likes, such as Newton's method and L-BFGS; for full batches
 * and small problems. All vectors run over the elements of all trained parameters, in order of their declaration.
 *
 * <p>Where a {@link GradientOptimizer} is written into the graph of a step, this one stays outside: the graph hands out
 * loss and gradients, and the optimizer goes from point to point in {@code double}. The weights themselves change once,
 * when the step is made; until then nobody who predicts sees the points that were tried.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface ObjectiveOptimizer extends Optimizer {
    /**
     * What is minimised: loss and penalties of one batch. The same point gives the same value all through one step, for
     * random layers draw once a step.
     */
    interface Objective {
        /** The number of elements of all trained parameters. */
        int dimension();

        /**
         * The value at a point; its gradient is written where an array is given. Neither need be finite.
         *
         * @param at the point; it is rounded in place to what the parameters' dtype can hold
         * @param gradient what the gradient is written to, or null
         */
        double evaluate(double[] at, double[] gradient);

        /**
         * The product of the Hessian at a point with a vector, by differentiating the gradient.
         *
         * @param at the point; it is rounded in place as in {@link #evaluate}
         */
        void hessianProduct(double[] at, double[] vector, double[] into);
    }

    /** What an optimizer knows of the run, and what it keeps between steps. */
    interface Memory {
        /** The number of this step, from 1. */
        long step();

        /** The learning rate of this step. */
        double learningRate();

        /** Numbers that are kept between steps and saved with the run; zeros at first. To be read and written in place. */
        double[] slot(String name, int length);
    }

    /**
     * Makes one step.
     *
     * @param point where the parameters are; changed in place to where they shall be
     * @return false where no better point was found, which ends the run
     */
    boolean step(Objective objective, Memory memory, double[] point);
}
