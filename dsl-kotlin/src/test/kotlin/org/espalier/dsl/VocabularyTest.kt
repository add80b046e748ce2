package org.espalier.dsl

import java.nio.file.Path
import org.assertj.core.api.Assertions.assertThat
import org.espalier.nn.Role
import org.espalier.standard.Activations
import org.espalier.standard.Callbacks
import org.espalier.standard.Initializers
import org.espalier.standard.Losses
import org.espalier.standard.Metrics
import org.espalier.standard.Optimizers
import org.espalier.standard.Penalties
import org.espalier.standard.Preprocessings
import org.espalier.standard.Schedules
import org.espalier.standard.callback.Goal
import org.espalier.standard.callback.Progress
import org.espalier.standard.constraint.MaxNorm
import org.espalier.standard.constraint.NonNegative
import org.espalier.standard.constraint.UnitNorm
import org.espalier.standard.initializer.Fan
import org.espalier.standard.initializer.HeNormal
import org.espalier.standard.initializer.HeUniform
import org.espalier.standard.loss.BinaryCrossEntropy
import org.espalier.standard.loss.Hinge
import org.espalier.standard.loss.MaxMargin
import org.espalier.standard.optim.Epsilon
import org.espalier.standard.optim.Momentum
import org.espalier.standard.schedule.Join
import org.espalier.standard.schedule.ScheduleUnit
import org.junit.jupiter.api.Test

/** Every word means what Java's word means, options that are not given included. */
class VocabularyTest {

    @Test
    fun activations() {
        assertThat(
            listOf(
                identity, sign, step, sigmoid, tanh, hardTanh, softsign, softplus, relu, leakyRelu, leakyRelu(0.2), prelu,
                elu, elu(0.5), silu, softmax, softmax(1), logSoftmax, split(3 to relu, 2 to tanh),
            ),
        ).isEqualTo(
            listOf(
                Activations.identity(), Activations.sign(), Activations.step(), Activations.sigmoid(),
                Activations.tanh(), Activations.hardTanh(), Activations.softsign(), Activations.softplus(),
                Activations.relu(), Activations.leakyRelu(), Activations.leakyRelu(0.2), Activations.prelu(),
                Activations.elu(), Activations.elu(0.5), Activations.silu(), Activations.softmax(),
                Activations.softmax(1), Activations.logSoftmax(),
                Activations.split(3, Activations.relu()).and(2, Activations.tanh()),
            )
        )
        assertThat(prelu()).isEqualTo(Activations.prelu())
        assertThat(prelu(initial = 0.1, shared = true)).isEqualTo(Activations.prelu().withInitial(0.1).withShared(true))
    }

    @Test
    fun initializers() {
        assertThat(
            listOf(
                zeros, ones, constant(2.0), uniform(0.1), normal(0.2), fanInUniform, fanInNormal, glorotNormal,
                glorotUniform, heNormal, heUniform, orthogonal, orthogonal(2.0),
            ),
        ).isEqualTo(
            listOf(
                Initializers.zeros(), Initializers.ones(), Initializers.constant(2.0), Initializers.uniform(0.1),
                Initializers.normal(0.2), Initializers.fanInUniform(), Initializers.fanInNormal(),
                Initializers.glorotNormal(), Initializers.glorotUniform(), Initializers.heNormal(),
                Initializers.heUniform(), Initializers.orthogonal(), Initializers.orthogonal(2.0),
            ),
        )
        assertThat(uniform().range()).isEqualTo(0.05)
        assertThat(normal()).isEqualTo(normal(deviation = 0.01, mean = 0.0))
        assertThat(normal(mean = 1.0).mean()).isEqualTo(1.0)
        assertThat(heNormal(Fan.OUT)).isEqualTo(HeNormal(Fan.OUT))
        assertThat(heUniform(by = Fan.OUT)).isEqualTo(HeUniform(Fan.OUT))
    }

    @Test
    fun losses() {
        assertThat(
            listOf(
                halfSquaredError, meanSquaredError, meanAbsoluteError, logistic, binaryCrossEntropy, softmaxCrossEntropy,
                crossEntropy, hinge, maxMargin, perceptron,
            ),
        ).isEqualTo(
            listOf(
                Losses.halfSquaredError(), Losses.meanSquaredError(), Losses.meanAbsoluteError(), Losses.logistic(),
                Losses.binaryCrossEntropy(), Losses.softmaxCrossEntropy(), Losses.crossEntropy(), Losses.hinge(),
                Losses.maxMargin(), Losses.perceptron(),
            ),
        )
        assertThat(binaryCrossEntropy(fromLogits = false)).isEqualTo(BinaryCrossEntropy.FROM_PROBABILITIES)
        assertThat(hinge(margin = 2.0)).isEqualTo(Hinge(2.0))
        assertThat(maxMargin(margin = 3.0)).isEqualTo(MaxMargin(3.0))
    }

    @Test
    fun metrics() {
        assertThat(listOf(accuracy, topK(3), confusionMatrix, mse, mae, metric("hinge", hinge))).isEqualTo(
            listOf(
                Metrics.accuracy(), Metrics.topK(3), Metrics.confusionMatrix(), Metrics.meanSquaredError(),
                Metrics.meanAbsoluteError(), Metrics.loss("hinge", Losses.hinge()),
            ),
        )
        assertThat(accuracy(threshold = 0.5)).isEqualTo(Metrics.accuracy().withThreshold(0.5))
        assertThat(topK().k()).isEqualTo(5)
    }

    @Test
    fun `penalties, constraints and preprocessings`() {
        assertThat(listOf(l1(0.1), l2(0.2), halfL2(0.3), elasticNet(0.4, 0.5), lq(0.6, 0.7))).isEqualTo(
            listOf(
                Penalties.l1(0.1), Penalties.l2(0.2), Penalties.halfL2(0.3), Penalties.elasticNet(0.4, 0.5),
                Penalties.lq(0.6, 0.7),
            ),
        )
        assertThat(listOf(maxNorm(3.0), maxNorm(3.0, 0, 1), unitNorm, unitNorm(1), nonNegative)).isEqualTo(
            listOf(
                MaxNorm.of(3.0), MaxNorm.of(3.0).withAxes(0, 1), UnitNorm.DEFAULT, UnitNorm.DEFAULT.withAxes(1),
                NonNegative.INSTANCE,
            ),
        )
        assertThat(listOf(standardize, standardize(1e-3), minMax, minMax(-1.0, 1.0), meanSubtraction)).isEqualTo(
            listOf(
                Preprocessings.standardize(), Preprocessings.standardize().withEpsilon(1e-3), Preprocessings.minMax(),
                Preprocessings.minMax(-1.0, 1.0), Preprocessings.meanSubtraction(),
            ),
        )
    }

    @Test
    fun schedules() {
        assertThat(
            listOf(
                constantRate(0.1), cosine(0.1, 10), linear(0.1, 0.2, 10), stepDecay(0.1), exponential(0.1, 0.2),
                inverseTime(0.1, 0.2), searchThenConverge(0.1, 5),
            ),
        ).isEqualTo(
            listOf(
                Schedules.constant(0.1), Schedules.cosine(0.1, 10), Schedules.linear(0.1, 0.2, 10),
                Schedules.stepDecay(0.1), Schedules.exponential(0.1, 0.2), Schedules.inverseTime(0.1, 0.2),
                Schedules.searchThenConverge(0.1, 5),
            ),
        )
        assertThat(cosine(0.1, decaySteps = 10, end = 0.01)).isEqualTo(Schedules.cosine(0.1, 10).withEnd(0.01))
        assertThat(polynomial(0.1, 0.0, steps = 10, power = 2.0)).isEqualTo(Schedules.linear(0.1, 0.0, 10).withPower(2.0))
        assertThat(stepDecay(0.1, factor = 0.9, every = 3, unit = ScheduleUnit.STEPS))
            .isEqualTo(Schedules.stepDecay(0.1).withFactor(0.9).everySteps(3))
        assertThat(exponential(0.1, 0.2, ScheduleUnit.EPOCHS).unit()).isEqualTo(ScheduleUnit.EPOCHS)
    }

    @Test
    fun `schedules one after the other`() {
        assertThat(cosine(1e-3, decaySteps = 2_000) after warmup(100))
            .isEqualTo(Schedules.cosine(1e-3, 2_000).after(Schedules.warmup(100)))
        assertThat(constantRate(0.1) until 10 then cosine(0.2, 5) until 20 then linear(0.3, 0.0, 7))
            .isEqualTo(
                Join(
                    listOf(Schedules.constant(0.1), Schedules.cosine(0.2, 5), Schedules.linear(0.3, 0.0, 7)),
                    listOf(10L, 20L),
                ),
            )
    }

    @Test
    fun optimizers() {
        assertThat(
            listOf(
                sgd(0.1), momentum(0.1), nesterov(0.1), adaGrad(0.1), rmsProp(0.1), adaDelta(), adaDelta(0.5), adam(),
                adam(0.1), adamW(), adamW(0.1), newton(), newton(0.5), lbfgs(), lbfgs(5),
            ),
        ).isEqualTo(
            listOf(
                Optimizers.sgd(0.1), Optimizers.momentum(0.1), Optimizers.nesterov(0.1), Optimizers.adaGrad(0.1),
                Optimizers.rmsProp(0.1), Optimizers.adaDelta(), Optimizers.adaDelta(0.5), Optimizers.adam(),
                Optimizers.adam(0.1), Optimizers.adamW(), Optimizers.adamW(0.1), Optimizers.newton(),
                Optimizers.newton(0.5), Optimizers.lbfgs(), Optimizers.lbfgs(5),
            ),
        )
        val rate = cosine(0.1, 10)
        assertThat(
            listOf(
                sgd(rate), momentum(rate), nesterov(rate), adaGrad(rate), rmsProp(rate), adaDelta(rate), adam(rate), adamW(rate),
            ),
        ).isEqualTo(
            listOf(
                Optimizers.sgd(rate), Optimizers.momentum(rate), Optimizers.nesterov(rate), Optimizers.adaGrad(rate),
                Optimizers.rmsProp(rate), Optimizers.adaDelta(rate), Optimizers.adam(rate),
                Optimizers.adamW(rate),
            ),
        )
    }

    @Test
    fun `options of optimizers`() {
        assertThat(momentum(0.1, momentum = 0.8, form = Momentum.Form.AVERAGE))
            .isEqualTo(Optimizers.momentum(0.1).withMomentum(0.8).withForm(Momentum.Form.AVERAGE))
        assertThat(nesterov(0.1, momentum = 0.8)).isEqualTo(Optimizers.nesterov(0.1).withMomentum(0.8))
        assertThat(adaGrad(0.1, epsilon = 1e-5, placement = Epsilon.OUTSIDE_ROOT))
            .isEqualTo(Optimizers.adaGrad(0.1).withEpsilon(1e-5, Epsilon.OUTSIDE_ROOT))
        assertThat(rmsProp(0.1, rho = 0.8, epsilon = 1e-5, placement = Epsilon.INSIDE_ROOT, centred = true, momentum = 0.7))
            .isEqualTo(
                Optimizers.rmsProp(0.1).withRho(0.8).withEpsilon(1e-5, Epsilon.INSIDE_ROOT).withCentred(true)
                    .withMomentum(0.7),
            )
        assertThat(adaDelta(0.1, rho = 0.8, epsilon = 1e-5))
            .isEqualTo(Optimizers.adaDelta(0.1).withRho(0.8).withEpsilon(1e-5))
        assertThat(adam(0.1, beta1 = 0.8, beta2 = 0.99, epsilon = 1e-5, biasCorrection = false))
            .isEqualTo(Optimizers.adam(0.1).withBetas(0.8, 0.99).withEpsilon(1e-5).withBiasCorrection(false))
        assertThat(adamW(0.1, weightDecay = 0.2, beta1 = 0.8, beta2 = 0.99, epsilon = 1e-5, roles = listOf(Role.EMBEDDING)))
            .isEqualTo(
                Optimizers.adamW(0.1).withWeightDecay(0.2).withBetas(0.8, 0.99).withEpsilon(1e-5).withRoles(Role.EMBEDDING),
            )
    }

    @Test
    fun `options of optimizers that ask for the objective`() {
        assertThat(newton(0.5, damping = 0.1, tolerance = 1e-9))
            .isEqualTo(Optimizers.newton(0.5).withDamping(0.1).withTolerance(1e-9))
        assertThat(lbfgs(memory = 7, tolerance = 1e-9, learningRate = constantRate(0.5)))
            .isEqualTo(Optimizers.lbfgs(7).withTolerance(1e-9).withLearningRate(Schedules.constant(0.5)))
    }

    @Test
    fun `optimizers with transformations`() {
        assertThat(
            adam(0.1) with clipValue(1.0) with clipNorm(2.0) with clipGlobalNorm(3.0) with weightDecay(0.01)
                with scaleByFanIn,
        ).isEqualTo(
            Optimizers.adam(0.1).with(Optimizers.clipByValue(1.0)).with(Optimizers.clipByNorm(2.0))
                .with(Optimizers.clipByGlobalNorm(3.0)).with(Optimizers.weightDecay(0.01))
                .with(Optimizers.scaleByFanIn()),
        )
        assertThat(adam(0.1) with (scaleRate(0.5) on "encoder/**"))
            .isEqualTo(Optimizers.adam(0.1).with(Optimizers.on("encoder/**", Optimizers.scaleRate(0.5))))
        assertThat(grouped("a/**" to sgd(0.1), "b/**" to sgd(0.2), others = adam())).isEqualTo(
            Optimizers.grouped(
                "a/**", Optimizers.sgd(0.1), Optimizers.grouped("b/**", Optimizers.sgd(0.2), Optimizers.adam()),
            ),
        )
        assertThat(weightDecay(0.1).on("**", Role.NORM))
            .isEqualTo(Optimizers.on("**", Optimizers.weightDecay(0.1)).withRoles(Role.NORM))
        assertThat(weightDecay(0.1, Role.BIAS, Role.NORM))
            .isEqualTo(Optimizers.weightDecay(0.1).withRoles(Role.BIAS, Role.NORM))
    }

    @Test
    fun callbacks() {
        assertThat(listOf(progress, earlyStopping(3), reduceOnPlateau(0.5, 4), stopAtTarget("accuracy", 0.9))).isEqualTo(
            listOf(
                Callbacks.progress(), Callbacks.earlyStopping(3), Callbacks.reduceOnPlateau(0.5, 4),
                Callbacks.stopAtTarget("accuracy", 0.9),
            ),
        )
        assertThat(progress(Progress.Style.LINES)).isEqualTo(Progress.of(Progress.Style.LINES))
        assertThat(earlyStopping(patience = 2, monitor = "loss", minDelta = 0.1, restoreBest = false, goal = Goal.SMALLER))
            .isEqualTo(
                Callbacks.earlyStopping(2).withMonitor("loss").withMinDelta(0.1).withRestoreBest(false)
                    .withGoal(Goal.SMALLER),
            )
        assertThat(reduceOnPlateau(0.5, 2, monitor = "loss", minDelta = 0.1, minRate = 1e-5, goal = Goal.SMALLER))
            .isEqualTo(
                Callbacks.reduceOnPlateau(0.5, 2).withMonitor("loss").withMinDelta(0.1).withMinRate(1e-5)
                    .withGoal(Goal.SMALLER),
            )
    }

    @Test
    fun `callbacks that watch over a run`() {
        val folder = Path.of("states")
        assertThat(
            listOf(
                stopOnDivergence(), checkpoints(folder), timer(), runningMean("loss"), simpleMovingAverage("loss", 3),
                exponentialMovingAverage("loss", 3),
            ),
        ).isEqualTo(
            listOf(
                Callbacks.stopOnDivergence(), Callbacks.checkpoints(folder), Callbacks.timer(), Callbacks.runningMean("loss"),
                Callbacks.simpleMovingAverage("loss", 3), Callbacks.exponentialMovingAverage("loss", 3),
            ),
        )
        assertThat(checkpoints(folder, best = false, last = false, every = 5, retain = 2, monitor = "loss", goal = Goal.SMALLER))
            .isEqualTo(
                Callbacks.checkpoints(folder).withBest(false).withLast(false).withEvery(5, 2).withMonitor("loss")
                    .withGoal(Goal.SMALLER),
            )
    }
}
