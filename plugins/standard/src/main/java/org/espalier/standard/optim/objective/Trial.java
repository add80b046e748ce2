package org.espalier.standard.optim.objective;

import org.espalier.optim.ObjectiveOptimizer.Objective;

/**
 * A point that was looked at.
 *
 * @param length how far it lies along the direction that is searched
 * @param value the objective; infinite where it or its gradient is not finite, so that no search goes there
 * @param slope the derivative along the direction
 */
record Trial(double length, double value, double slope, double[] point, double[] gradient) {
    /** The point at some length from another along a direction. */
    static Trial at(Objective objective, double[] from, double length, double[] direction) {
        double[] point = Vectors.moved(from, length, direction);
        double[] gradient = new double[point.length];
        double value = objective.evaluate(point, gradient);
        double slope = Vectors.dot(gradient, direction);
        boolean usable = Double.isFinite(value) && Double.isFinite(slope);
        return new Trial(length, usable ? value : Double.POSITIVE_INFINITY, slope, point, gradient);
    }
}
