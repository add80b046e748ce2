@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.nn.Activation
import org.espalier.plugin.API
import org.espalier.standard.activation.Elu
import org.espalier.standard.activation.HardTanh
import org.espalier.standard.activation.Identity
import org.espalier.standard.activation.LeakyRelu
import org.espalier.standard.activation.LogSoftmax
import org.espalier.standard.activation.PRelu
import org.espalier.standard.activation.Relu
import org.espalier.standard.activation.Sigmoid
import org.espalier.standard.activation.Sign
import org.espalier.standard.activation.Silu
import org.espalier.standard.activation.Softmax
import org.espalier.standard.activation.Softplus
import org.espalier.standard.activation.Softsign
import org.espalier.standard.activation.SplitActivation
import org.espalier.standard.activation.Step
import org.espalier.standard.activation.Tanh

/** z itself. */
public val identity: Identity get() = Identity.INSTANCE

/** -1, 0 or 1, without a gradient. */
public val sign: Sign get() = Sign.INSTANCE

/** 1 above 0, otherwise 0, without a gradient. */
public val step: Step get() = Step.INSTANCE

/** 1 / (1 + e^-z). */
public val sigmoid: Sigmoid get() = Sigmoid.INSTANCE

/** The hyperbolic tangent. */
public val tanh: Tanh get() = Tanh.INSTANCE

/** z limited to [-1, 1]. */
public val hardTanh: HardTanh get() = HardTanh.INSTANCE

/** z / (1 + |z|). */
public val softsign: Softsign get() = Softsign.INSTANCE

/** log(1 + e^z). */
public val softplus: Softplus get() = Softplus.INSTANCE

/** max(0, z). */
public val relu: Relu get() = Relu.INSTANCE

/** max(z, 0.01 z). */
public val leakyRelu: LeakyRelu get() = LeakyRelu.DEFAULT

/** max(z, slope · z). */
public fun leakyRelu(slope: Double): LeakyRelu = LeakyRelu.of(slope)

/** z above 0, otherwise kz with a learned k for each unit. */
public val prelu: PRelu get() = PRelu.DEFAULT

/** z above 0, otherwise kz with a learned k: one for each unit, or one for all. */
public fun prelu(initial: Double = PRelu.DEFAULT.initial(), shared: Boolean = PRelu.DEFAULT.shared()): PRelu =
    PRelu.DEFAULT.withInitial(initial).withShared(shared)

/** z above 0, otherwise e^z - 1. */
public val elu: Elu get() = Elu.DEFAULT

/** z above 0, otherwise alpha · (e^z - 1). */
public fun elu(alpha: Double): Elu = Elu.of(alpha)

/** z · sigmoid(z), also called Swish. */
public val silu: Silu get() = Silu.INSTANCE

/** Softmax over the last axis. */
public val softmax: Softmax get() = Softmax.DEFAULT

/** Softmax over an axis. */
public fun softmax(axis: Int): Softmax = Softmax.over(axis)

/** log softmax over the last axis. */
public val logSoftmax: LogSoftmax get() = LogSoftmax.DEFAULT

/** Several activations within one layer, each on a run of its units: `dense(12, split(8 to relu, 4 to tanh))`. */
public fun split(first: Pair<Int, Activation>, vararg more: Pair<Int, Activation>): SplitActivation =
    more.fold(SplitActivation.of(first.first, first.second)) { split, (units, activation) -> split.and(units, activation) }
