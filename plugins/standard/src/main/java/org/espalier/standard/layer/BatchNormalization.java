package org.espalier.standard.layer;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Role;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.Ones;
import org.espalier.standard.initializer.Zeros;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Shape;

/**
 * Normalises each feature over the batch: y = γ (x - μ) / √(σ² + ε) + β (Ioffe, Szegedy: Batch normalization; ICML
 * 2015). While training, μ and σ² are the mean and the biased variance of the batch, over all axes but one. In
 * inference they are the running figures, which training keeps as
 * {@code running = momentum * running + (1 - momentum) * batch}.
 *
 * <p>The parameters {@code gamma} (1 at first) and {@code beta} (0 at first) have the role {@link Role#NORM}; the
 * states are {@code running_mean} (0 at first) and {@code running_variance} (1 at first). A layer right before this
 * one needs no bias, since the mean takes it away.
 *
 * @param momentum the weight of the <em>old</em> running figure, at least 0 and below 1; 0.9 by default
 * @param epsilon ε, inside the root, at least 0; 1e-5 by default
 * @param axis the axis that is not averaged over: 1 by default, the features of {@code [batch, features]} and the
 *     channels of {@code [batch, channels, ...]}; -1 where the features stand last
 * @param affine whether γ and β are learned; true by default
 * @param startFromFirstBatch the running figures are those of the first batch after it, not mixed with 0 and 1; false
 *     by default
 * @param wholeTrainingSet when a training has ended, the running figures are replaced by mean and variance of the whole
 *     training set, in one more pass with the finished weights and without dropout, in which every normalisation sees
 *     what those before it make of each batch; false by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record BatchNormalization(
        double momentum, double epsilon, int axis, boolean affine, boolean startFromFirstBatch, boolean wholeTrainingSet)
        implements UnaryLayer {
    /** As the components say. */
    public static final BatchNormalization DEFAULT = new BatchNormalization(0.9, 1e-5, 1, true, false, false);

    public BatchNormalization {
        Check.fraction("BatchNormalization", "momentum", momentum);
        Check.notNegative("BatchNormalization", "epsilon", epsilon);
    }

    /** With another weight of the old running figures. */
    public BatchNormalization withMomentum(double other) {
        return new BatchNormalization(other, epsilon, axis, affine, startFromFirstBatch, wholeTrainingSet);
    }

    /** With another ε. */
    public BatchNormalization withEpsilon(double other) {
        return new BatchNormalization(momentum, other, axis, affine, startFromFirstBatch, wholeTrainingSet);
    }

    /** With another axis of features. */
    public BatchNormalization withAxis(int other) {
        return new BatchNormalization(momentum, epsilon, other, affine, startFromFirstBatch, wholeTrainingSet);
    }

    /** With or without γ and β. */
    public BatchNormalization withAffine(boolean learned) {
        return new BatchNormalization(momentum, epsilon, axis, learned, startFromFirstBatch, wholeTrainingSet);
    }

    /** With running figures that begin as those of the first batch, or not. */
    public BatchNormalization withStartFromFirstBatch(boolean start) {
        return new BatchNormalization(momentum, epsilon, axis, affine, start, wholeTrainingSet);
    }

    /** With figures of the whole training set once a training has ended, or with running ones. */
    public BatchNormalization withWholeTrainingSet(boolean whole) {
        return new BatchNormalization(momentum, epsilon, axis, affine, startFromFirstBatch, whole);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        int features = featureAxis(scope, x);
        Shape shape = Shape.of(x.dim(features));
        Value runningMean = scope.state("running_mean", shape, 0);
        Value runningVariance = scope.state("running_variance", shape, 1);
        Value gamma = affine ? scope.parameter("gamma", shape, Ones.INSTANCE, Role.NORM) : x.ops().full(x.dtype(), shape, 1);
        Value beta = affine ? scope.parameter("beta", shape, Zeros.INSTANCE, Role.NORM) : x.ops().full(x.dtype(), shape, 0);
        Value seen = x.reshape(featuresSecond(x.shape(), features));
        boolean settling = wholeTrainingSet && scope.settling();
        if (!scope.training() && !settling) {
            return x.ops().batchNormalization(seen, gamma, beta, runningMean, runningVariance, epsilon).reshape(x.shape());
        }
        // Without any weight of the old figures the new ones are the batch's own.
        List<Value> results = x.ops().batchNormalizationTraining(
                seen, gamma, beta, runningMean, runningVariance, epsilon, startFromFirstBatch || settling ? 0 : momentum);
        if (wholeTrainingSet) {
            Value count = scope.state("count", Shape.scalar(), 0);
            if (settling) {
                Value more = x.ops().full(x.dtype(), x.shape().without(features), 1).sum();
                gather(scope, count, more, runningMean, results.get(1), runningVariance, results.get(2));
                return results.get(0).reshape(x.shape());
            }
        }
        if (startFromFirstBatch) {
            mix(scope, runningMean, results.get(1), runningVariance, results.get(2));
        } else {
            scope.update(runningMean, results.get(1));
            scope.update(runningVariance, results.get(2));
        }
        return results.get(0).reshape(x.shape());
    }

    /** The op has its features in axis 1; all axes before it can be seen as one, and all behind it. */
    private static Shape featuresSecond(Shape x, int features) {
        if (features == 1) {
            return x;
        }
        Shape two = Shape.of(x.slice(0, features).count(), x.dim(features));
        return features == x.rank() - 1 ? two : two.concat(Shape.of(x.slice(features + 1, x.rank()).count()));
    }

    private int featureAxis(Scope scope, Value x) {
        if (axis < -x.rank() || axis >= x.rank() || x.shape().axis(axis) == 0 || !x.dim(axis).isKnown()) {
            throw new IllegalArgumentException(
                    "[BatchNormalization] axis " + axis + " of the input must be an axis of known"
                    + " length after the batch, but the input is " + x.type());
        }
        return x.shape().axis(axis);
    }

    private void mix(Scope scope, Value runningMean, Value mean, Value runningVariance, Value variance) {
        Value started = scope.state("started", Shape.scalar(), 0);
        Value old = started.mul(momentum);
        Value fresh = old.neg().add(1);
        scope.update(started, started.constant(1));
        scope.update(runningMean, runningMean.mul(old).add(mean.mul(fresh)));
        scope.update(runningVariance, runningVariance.mul(old).add(variance.mul(fresh)));
    }

    /** Mean and variance of all that was seen, from those of two parts (Chan, Golub, LeVeque 1979). */
    private static void gather(
            Scope scope, Value count, Value more, Value runningMean, Value mean, Value runningVariance, Value variance) {
        Value total = count.add(more);
        Value old = count.div(total);
        Value fresh = more.div(total);
        Value apart = mean.sub(runningMean);
        scope.update(count, total);
        scope.update(runningMean, runningMean.add(apart.mul(fresh)));
        scope.update(runningVariance,
                runningVariance.mul(old).add(variance.mul(fresh)).add(apart.square().mul(old).mul(fresh)));
    }
}
