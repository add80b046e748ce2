package org.espalier.standard.optim.objective;

import org.espalier.optim.ObjectiveOptimizer;
import org.espalier.optim.Schedule;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.standard.schedule.ConstantRate;

/**
 * L-BFGS (Liu, Nocedal: On the limited memory BFGS method for large scale optimization; Mathematical Programming 1989):
 * goes along -H⁻¹g, with an H⁻¹ that follows from the last steps and changes of the gradient, as far as a line search
 * with the strong Wolfe conditions says. Each step asks for the objective and its gradient a few times, all on the same
 * batch. The slots {@code steps}, {@code changes} and {@code pairs} hold what is remembered.
 *
 * <p>Made for the whole training set as one batch and for {@code f64}; in {@code f32} a search ends where rounding hides
 * what is still to be gained.
 *
 * @param learningRate the length that a line search tries first, as a part of the whole step; 1 by default
 * @param memory m, how many steps are remembered, at least 1; 10 by default
 * @param tolerance the run ends where no element of the gradient is larger, at least 0; 1e-7 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Lbfgs(Schedule learningRate, int memory, double tolerance) implements ObjectiveOptimizer {
    /** As the components say. */
    public static final Lbfgs DEFAULT = new Lbfgs(ConstantRate.of(1), 10, 1e-7);

    public Lbfgs {
        Check.present("Lbfgs", "learningRate", learningRate);
        Check.positive("Lbfgs", "memory", memory);
        Check.notNegative("Lbfgs", "tolerance", tolerance);
    }

    /** With another first length. */
    public Lbfgs withLearningRate(Schedule other) {
        return new Lbfgs(other, memory, tolerance);
    }

    /** With another number of remembered steps. */
    public Lbfgs withMemory(int steps) {
        return new Lbfgs(learningRate, steps, tolerance);
    }

    /** With another size of the gradient at which the run ends. */
    public Lbfgs withTolerance(double other) {
        return new Lbfgs(learningRate, memory, other);
    }

    @Override
    public boolean step(Objective objective, Memory kept, double[] point) {
        double[] gradient = new double[point.length];
        double value = objective.evaluate(point, gradient);
        if (!(Vectors.largest(gradient) > tolerance)) {
            return false;
        }
        CurvaturePairs pairs = new CurvaturePairs(kept, memory, point.length);
        Trial found = null;
        if (!pairs.isEmpty()) {
            found = search(objective, kept.learningRate(), value, point, gradient, pairs.descent(gradient));
        }
        if (found == null) {
            // Either nothing is known, or what is known leads nowhere; the gradient alone says no length.
            pairs.forget();
            double length = kept.learningRate() * Math.min(1, 1 / Vectors.sumOfMagnitudes(gradient));
            found = search(objective, length, value, point, gradient, pairs.descent(gradient));
        }
        if (found == null) {
            return false;
        }
        pairs.add(new Trial(0, value, 0, point, gradient), found);
        System.arraycopy(found.point(), 0, point, 0, point.length);
        return true;
    }

    private static Trial search(
            Objective objective, double length, double value, double[] point, double[] gradient, double[] direction) {
        double slope = Vectors.dot(gradient, direction);
        if (!(slope < 0)) {
            return null;
        }
        Trial start = new Trial(0, value, slope, point, gradient);
        return new StrongWolfe(objective, start, direction).search(length);
    }
}
