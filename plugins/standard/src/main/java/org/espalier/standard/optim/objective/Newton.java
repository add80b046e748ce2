package org.espalier.standard.optim.objective;

import org.espalier.optim.ObjectiveOptimizer;
import org.espalier.optim.Schedule;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.standard.schedule.ConstantRate;

/**
 * Newton's method: θ -= η (H + λI)⁻¹ g, with the Hessian H by differentiating the gradient, one product with a unit vector
 * for each parameter. On a quadratic form ½θ'Aθ one step leads to (1 - η)θ. Where H + λI is not positive definite, as on a
 * saddle, λ is raised for this step until it is and the step leads lower (Nocedal, Wright: Numerical optimization; 2006;
 * algorithm 3.3).
 *
 * <p>For small problems: a step takes n gradients, n² numbers of memory and n³ / 6 products, so more than
 * {@value #MOST_PARAMETERS} parameters are refused.
 *
 * @param learningRate η; 1 by default, below 1 the method is called damped
 * @param damping λ, at least 0; 0 by default
 * @param tolerance the run ends where no element of the gradient is larger, at least 0; 1e-7 by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Newton(Schedule learningRate, double damping, double tolerance) implements ObjectiveOptimizer {
    /** As the components say. */
    public static final Newton DEFAULT = of(1);
    /** The largest number of parameters. */
    public static final int MOST_PARAMETERS = 5_000;

    private static final int MOST_RAISES = 60;
    /** The first λ beyond the given one, as a part of the largest element of H. */
    private static final double LEAST_RAISE = 1e-3;

    public Newton {
        Check.present("Newton", "learningRate", learningRate);
        Check.notNegative("Newton", "damping", damping);
        Check.notNegative("Newton", "tolerance", tolerance);
    }

    /** With a constant learning rate. */
    public static Newton of(double learningRate) {
        return of(ConstantRate.of(learningRate));
    }

    /** With a schedule. */
    public static Newton of(Schedule learningRate) {
        return new Newton(learningRate, 0, 1e-7);
    }

    /** With another λ. */
    public Newton withDamping(double lambda) {
        return new Newton(learningRate, lambda, tolerance);
    }

    /** With another size of the gradient at which the run ends. */
    public Newton withTolerance(double other) {
        return new Newton(learningRate, damping, other);
    }

    @Override
    public boolean step(Objective objective, Memory memory, double[] point) {
        int n = objective.dimension();
        Check.require(n <= MOST_PARAMETERS, "Newton", "the number of trained parameters",
                "at most " + MOST_PARAMETERS + ", or use Lbfgs", n);
        double[] gradient = new double[n];
        double value = objective.evaluate(point, gradient);
        if (!(Vectors.largest(gradient) > tolerance)) {
            return false;
        }
        double[][] hessian = hessian(objective, point);
        double shift = damping;
        for (int raises = 0; raises < MOST_RAISES; raises++) {
            Cholesky factor = Cholesky.of(hessian, shift);
            if (factor != null) {
                double[] next = Vectors.moved(point, -memory.learningRate(), factor.solve(gradient));
                if (raises == 0 || objective.evaluate(next, null) < value) {
                    System.arraycopy(next, 0, point, 0, n);
                    return true;
                }
            }
            shift = Math.max(2 * shift, LEAST_RAISE * largest(hessian));
        }
        return false;
    }

    private static double[][] hessian(Objective objective, double[] point) {
        int n = point.length;
        double[][] h = new double[n][n];
        double[] unit = new double[n];
        for (int i = 0; i < n; i++) {
            unit[i] = 1;
            objective.hessianProduct(point, unit, h[i]);
            unit[i] = 0;
        }
        // Rounding leaves the two triangles a little apart.
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                h[i][j] = h[j][i] = (h[i][j] + h[j][i]) / 2;
            }
        }
        return h;
    }

    /** The largest magnitude; 1 where all is 0. */
    private static double largest(double[][] hessian) {
        double most = 0;
        for (double[] row : hessian) {
            most = Math.max(most, Vectors.largest(row));
        }
        return most == 0 ? 1 : most;
    }
}
