package org.espalier.standard.optim;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.op.Ops;
import org.espalier.optim.GradientOptimizer;
import org.espalier.optim.Schedule;
import org.espalier.optim.UpdateScope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.standard.schedule.ConstantRate;
import org.espalier.tensor.DType;

/**
 * m = β₁m + (1 - β₁)g; v = β₂v + (1 - β₂)g²; θ -= η m̂ / (√v̂ + ε) with m̂ = m / (1 - β₁ᵗ) and v̂ = v / (1 - β₂ᵗ), t from
 * 1 (Kingma, Ba: Adam; ICLR 2015). Without bias correction m̂ = m and v̂ = v; the first steps are then longer by about
 * (1 - β₁) / √(1 - β₂). The slots {@code m} and {@code v} are 0 at first.
 *
 * @param learningRate η; 0.001 by default
 * @param beta1 β₁, the weight of the old average of gradients, at least 0 and below 1; 0.9 by default
 * @param beta2 β₂, the weight of the old average of squares, at least 0 and below 1; 0.999 by default
 * @param epsilon ε, outside the root, above 0; 1e-8 by default
 * @param biasCorrection true by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Adam(Schedule learningRate, double beta1, double beta2, double epsilon, boolean biasCorrection)
        implements GradientOptimizer {
    /** As published. */
    public static final Adam DEFAULT = of(1e-3);

    public Adam {
        Check.present("Adam", "learningRate", learningRate);
        Check.fraction("Adam", "beta1", beta1);
        Check.fraction("Adam", "beta2", beta2);
        Check.positive("Adam", "epsilon", epsilon);
    }

    /** With a constant learning rate. */
    public static Adam of(double learningRate) {
        return of(ConstantRate.of(learningRate));
    }

    /** With a schedule. */
    public static Adam of(Schedule learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-8, true);
    }

    /** With other weights of the old averages. */
    public Adam withBetas(double first, double second) {
        return new Adam(learningRate, first, second, epsilon, biasCorrection);
    }

    /** With another ε. */
    public Adam withEpsilon(double other) {
        return new Adam(learningRate, beta1, beta2, other, biasCorrection);
    }

    /** With or without bias correction. */
    public Adam withBiasCorrection(boolean corrected) {
        return new Adam(learningRate, beta1, beta2, epsilon, corrected);
    }

    @Override
    public List<Value> apply(UpdateScope scope, List<Value> gradients) {
        Value rate = scope.learningRate();
        // The corrections are scalars, so they cost nothing on the elements; -η / (1 - β₁ᵗ) is one factor.
        Value descent = rate.neg();
        Value squares = null;
        if (biasCorrection) {
            descent = descent.div(correction(scope, beta1, rate.dtype()));
            squares = correction(scope, beta2, rate.dtype()).reciprocal();
        }
        Value factor = descent;
        Value unbiased = squares;
        return Updates.each(gradients, (i, g) -> {
            Value m = Updates.average(scope, scope.slot("m", i, 0), beta1, g);
            Value v = Updates.average(scope, scope.slot("v", i, 0), beta2, g.square());
            Value root = (unbiased == null ? v : v.mul(unbiased)).sqrt();
            return m.mul(factor).div(root.add(epsilon));
        });
    }

    /** 1 - βᵗ in f64: in f32 the difference would lose most of its digits for β near 1. */
    private static Value correction(UpdateScope scope, double beta, DType dtype) {
        Ops ops = scope.ops();
        Value power = ops.pow(ops.scalar(DType.F64, beta), scope.step().cast(DType.F64));
        return power.neg().add(1).cast(dtype);
    }
}
