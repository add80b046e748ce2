@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.nn.Role
import org.espalier.optim.GradientOptimizer
import org.espalier.optim.GradientTransformation
import org.espalier.optim.Schedule
import org.espalier.plugin.API
import org.espalier.standard.optim.AdaDelta
import org.espalier.standard.optim.AdaGrad
import org.espalier.standard.optim.Adam
import org.espalier.standard.optim.AdamW
import org.espalier.standard.optim.ClipByGlobalNorm
import org.espalier.standard.optim.ClipByNorm
import org.espalier.standard.optim.ClipByValue
import org.espalier.standard.optim.Epsilon
import org.espalier.standard.optim.Grouped
import org.espalier.standard.optim.Momentum
import org.espalier.standard.optim.Nesterov
import org.espalier.standard.optim.RmsProp
import org.espalier.standard.optim.ScaleByFanIn
import org.espalier.standard.optim.ScaleRate
import org.espalier.standard.optim.Selected
import org.espalier.standard.optim.Sgd
import org.espalier.standard.optim.WeightDecay
import org.espalier.standard.optim.objective.Lbfgs
import org.espalier.standard.optim.objective.Newton

// Where the Java type has no instance that holds its defaults, they are read off one made by its factory.
private val momentumDefaults = Momentum.of(1.0)
private val nesterovDefaults = Nesterov.of(1.0)
private val adaGradDefaults = AdaGrad.of(1.0)
private val rmsPropDefaults = RmsProp.of(1.0)

/**
 * This optimizer with a transformation before or after it, as the transformation's stage says:
 * `adam(1e-3) with clipGlobalNorm(1.0) with weightDecay(0.01)`.
 */
public infix fun GradientOptimizer.with(transformation: GradientTransformation): GradientOptimizer =
    this.with(transformation)

/** Gradient descent. */
public fun sgd(learningRate: Schedule): Sgd = Sgd.of(learningRate)

/** Gradient descent at a constant rate. */
public fun sgd(learningRate: Double): Sgd = sgd(constantRate(learningRate))

/** Gradient descent with momentum; see [Momentum] for the two forms. */
public fun momentum(
    learningRate: Schedule,
    momentum: Double = momentumDefaults.momentum(),
    form: Momentum.Form = momentumDefaults.form(),
): Momentum = Momentum.of(learningRate).withMomentum(momentum).withForm(form)

/** Gradient descent with momentum, at a constant rate. */
public fun momentum(
    learningRate: Double,
    momentum: Double = momentumDefaults.momentum(),
    form: Momentum.Form = momentumDefaults.form(),
): Momentum = momentum(constantRate(learningRate), momentum, form)

/** Nesterov's accelerated gradient. */
public fun nesterov(learningRate: Schedule, momentum: Double = nesterovDefaults.momentum()): Nesterov =
    Nesterov.of(learningRate).withMomentum(momentum)

/** Nesterov's accelerated gradient at a constant rate. */
public fun nesterov(learningRate: Double, momentum: Double = nesterovDefaults.momentum()): Nesterov =
    nesterov(constantRate(learningRate), momentum)

/** AdaGrad; [placement] says where [epsilon] is added. */
public fun adaGrad(
    learningRate: Schedule,
    epsilon: Double = adaGradDefaults.epsilon(),
    placement: Epsilon = adaGradDefaults.placement(),
): AdaGrad = AdaGrad.of(learningRate).withEpsilon(epsilon, placement)

/** AdaGrad at a constant rate. */
public fun adaGrad(
    learningRate: Double,
    epsilon: Double = adaGradDefaults.epsilon(),
    placement: Epsilon = adaGradDefaults.placement(),
): AdaGrad = adaGrad(constantRate(learningRate), epsilon, placement)

/** RMSProp, plain or centred, with or without momentum; see [RmsProp]. */
public fun rmsProp(
    learningRate: Schedule,
    rho: Double = rmsPropDefaults.rho(),
    epsilon: Double = rmsPropDefaults.epsilon(),
    placement: Epsilon = rmsPropDefaults.placement(),
    centred: Boolean = rmsPropDefaults.centred(),
    momentum: Double = rmsPropDefaults.momentum(),
): RmsProp = RmsProp.of(learningRate).withRho(rho).withEpsilon(epsilon, placement).withCentred(centred)
    .withMomentum(momentum)

/** RMSProp at a constant rate. */
public fun rmsProp(
    learningRate: Double,
    rho: Double = rmsPropDefaults.rho(),
    epsilon: Double = rmsPropDefaults.epsilon(),
    placement: Epsilon = rmsPropDefaults.placement(),
    centred: Boolean = rmsPropDefaults.centred(),
    momentum: Double = rmsPropDefaults.momentum(),
): RmsProp = rmsProp(constantRate(learningRate), rho, epsilon, placement, centred, momentum)

/** AdaDelta. */
public fun adaDelta(
    learningRate: Schedule = AdaDelta.DEFAULT.learningRate(),
    rho: Double = AdaDelta.DEFAULT.rho(),
    epsilon: Double = AdaDelta.DEFAULT.epsilon(),
): AdaDelta = AdaDelta.of(learningRate).withRho(rho).withEpsilon(epsilon)

/** AdaDelta at a constant rate. */
public fun adaDelta(
    learningRate: Double,
    rho: Double = AdaDelta.DEFAULT.rho(),
    epsilon: Double = AdaDelta.DEFAULT.epsilon(),
): AdaDelta = adaDelta(constantRate(learningRate), rho, epsilon)

/** Adam. */
public fun adam(
    learningRate: Schedule = Adam.DEFAULT.learningRate(),
    beta1: Double = Adam.DEFAULT.beta1(),
    beta2: Double = Adam.DEFAULT.beta2(),
    epsilon: Double = Adam.DEFAULT.epsilon(),
    biasCorrection: Boolean = Adam.DEFAULT.biasCorrection(),
): Adam = Adam.of(learningRate).withBetas(beta1, beta2).withEpsilon(epsilon).withBiasCorrection(biasCorrection)

/** Adam at a constant rate. */
public fun adam(
    learningRate: Double,
    beta1: Double = Adam.DEFAULT.beta1(),
    beta2: Double = Adam.DEFAULT.beta2(),
    epsilon: Double = Adam.DEFAULT.epsilon(),
    biasCorrection: Boolean = Adam.DEFAULT.biasCorrection(),
): Adam = adam(constantRate(learningRate), beta1, beta2, epsilon, biasCorrection)

/** Adam with decoupled decay of weights, or of the parameters of other [roles]; see [AdamW]. */
public fun adamW(
    learningRate: Schedule = AdamW.DEFAULT.learningRate(),
    weightDecay: Double = AdamW.DEFAULT.weightDecay(),
    beta1: Double = AdamW.DEFAULT.beta1(),
    beta2: Double = AdamW.DEFAULT.beta2(),
    epsilon: Double = AdamW.DEFAULT.epsilon(),
    roles: List<Role> = AdamW.DEFAULT.roles(),
): AdamW = AdamW.of(learningRate).withBetas(beta1, beta2).withEpsilon(epsilon).withWeightDecay(weightDecay)
    .withRoles(*roles.toTypedArray())

/** AdamW at a constant rate. */
public fun adamW(
    learningRate: Double,
    weightDecay: Double = AdamW.DEFAULT.weightDecay(),
    beta1: Double = AdamW.DEFAULT.beta1(),
    beta2: Double = AdamW.DEFAULT.beta2(),
    epsilon: Double = AdamW.DEFAULT.epsilon(),
    roles: List<Role> = AdamW.DEFAULT.roles(),
): AdamW = adamW(constantRate(learningRate), weightDecay, beta1, beta2, epsilon, roles)

/** Newton's method on the whole data set, for small networks; see [Newton]. */
public fun newton(
    learningRate: Schedule = Newton.DEFAULT.learningRate(),
    damping: Double = Newton.DEFAULT.damping(),
    tolerance: Double = Newton.DEFAULT.tolerance(),
): Newton = Newton.of(learningRate).withDamping(damping).withTolerance(tolerance)

/** Newton's method at a constant rate. */
public fun newton(
    learningRate: Double,
    damping: Double = Newton.DEFAULT.damping(),
    tolerance: Double = Newton.DEFAULT.tolerance(),
): Newton = newton(constantRate(learningRate), damping, tolerance)

/** L-BFGS with a strong-Wolfe line search, on the whole data set; see [Lbfgs]. */
public fun lbfgs(
    memory: Int = Lbfgs.DEFAULT.memory(),
    tolerance: Double = Lbfgs.DEFAULT.tolerance(),
    learningRate: Schedule = Lbfgs.DEFAULT.learningRate(),
): Lbfgs = Lbfgs.DEFAULT.withMemory(memory).withTolerance(tolerance).withLearningRate(learningRate)

/** Limits each element of the gradients to [-limit, limit]; their direction changes. */
public fun clipValue(limit: Double): ClipByValue = ClipByValue.of(limit)

/** Limits the norm of each gradient. */
public fun clipNorm(norm: Double): ClipByNorm = ClipByNorm.of(norm)

/** Limits the norm of all gradients together. */
public fun clipGlobalNorm(norm: Double): ClipByGlobalNorm = ClipByGlobalNorm.of(norm)

/** Decoupled decay of weights, or of the parameters of these roles. */
public fun weightDecay(rate: Double, vararg roles: Role): WeightDecay =
    WeightDecay.of(rate).let { if (roles.isEmpty()) it else it.withRoles(*roles) }

/** Multiplies changes by a factor, as a learning rate of so many times the common one would. */
public fun scaleRate(factor: Double): ScaleRate = ScaleRate.of(factor)

/**
 * This transformation for a group of parameters: those whose path matches, and whose role is one of [roles] if there are
 * any: `adam(1e-3) with (scaleRate(0.1) on "encoder**")`.
 */
public fun GradientTransformation.on(paths: String, vararg roles: Role): Selected =
    Selected.of(paths, this).let { if (roles.isEmpty()) it else it.withRoles(*roles) }

/** This transformation for the parameters whose path matches. */
public infix fun GradientTransformation.on(paths: String): Selected = Selected.of(paths, this)

/**
 * An optimizer for each group of parameters, those whose path matches, and one for the others:
 * `grouped("encoder**" to sgd(1e-3), others = adam(1e-3))`. Where several groups match, the first one does it.
 */
public fun grouped(vararg groups: Pair<String, GradientOptimizer>, others: GradientOptimizer): GradientOptimizer =
    groups.foldRight(others) { (paths, optimizer), rest -> Grouped.of(paths, optimizer, rest) }

/** Divides the changes of weights by the root of their fan-in. */
public val scaleByFanIn: ScaleByFanIn get() = ScaleByFanIn.INSTANCE
