@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.plugin.API
import org.espalier.standard.constraint.MaxNorm
import org.espalier.standard.constraint.NonNegative
import org.espalier.standard.constraint.UnitNorm
import org.espalier.standard.penalty.ElasticNet
import org.espalier.standard.penalty.HalfL2
import org.espalier.standard.penalty.L1
import org.espalier.standard.penalty.L2
import org.espalier.standard.penalty.Lq

/** λ Σ|w|. */
public fun l1(lambda: Double): L1 = L1.of(lambda)

/** λ Σw²; see [halfL2] for the other form that goes by the name. */
public fun l2(lambda: Double): L2 = L2.of(lambda)

/** λ/2 Σw². */
public fun halfL2(lambda: Double): HalfL2 = HalfL2.of(lambda)

/** l1 Σ|w| + l2 Σw². */
public fun elasticNet(l1: Double, l2: Double): ElasticNet = ElasticNet.of(l1, l2)

/** λ Σ|w|^q. */
public fun lq(lambda: Double, q: Double): Lq = Lq.of(lambda, q)

/** The norm over [axes] is at most [maximum]; by default that of a dense unit's inputs. */
public fun maxNorm(maximum: Double, vararg axes: Int): MaxNorm =
    MaxNorm.of(maximum).let { if (axes.isEmpty()) it else it.withAxes(*axes.toTypedArray()) }

/** The norm of a dense unit's inputs is 1. */
public val unitNorm: UnitNorm get() = UnitNorm.DEFAULT

/** The norm over [axes] is 1. */
public fun unitNorm(vararg axes: Int): UnitNorm = UnitNorm.DEFAULT.withAxes(*axes.toTypedArray())

/** No weight is below 0. */
public val nonNegative: NonNegative get() = NonNegative.INSTANCE
