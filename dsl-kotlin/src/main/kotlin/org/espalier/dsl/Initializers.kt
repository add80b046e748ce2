@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.plugin.API
import org.espalier.standard.initializer.Constant
import org.espalier.standard.initializer.Fan
import org.espalier.standard.initializer.FanInNormal
import org.espalier.standard.initializer.FanInUniform
import org.espalier.standard.initializer.GlorotNormal
import org.espalier.standard.initializer.GlorotUniform
import org.espalier.standard.initializer.HeNormal
import org.espalier.standard.initializer.HeUniform
import org.espalier.standard.initializer.Normal
import org.espalier.standard.initializer.Ones
import org.espalier.standard.initializer.Orthogonal
import org.espalier.standard.initializer.Uniform
import org.espalier.standard.initializer.Zeros

/** All 0. */
public val zeros: Zeros get() = Zeros.INSTANCE

/** All 1. */
public val ones: Ones get() = Ones.INSTANCE

/** One number everywhere. */
public fun constant(value: Double): Constant = Constant.of(value)

/** Uniform on [-range, range). */
public fun uniform(range: Double = Uniform.DEFAULT.range()): Uniform = Uniform.of(range)

/** Normal with this mean and deviation (not variance). */
public fun normal(deviation: Double = Normal.DEFAULT.deviation(), mean: Double = Normal.DEFAULT.mean()): Normal =
    Normal.of(deviation).withMean(mean)

/** Uniform on ±1 / √fan_in. */
public val fanInUniform: FanInUniform get() = FanInUniform.INSTANCE

/** Normal with variance 1 / fan_in. */
public val fanInNormal: FanInNormal get() = FanInNormal.INSTANCE

/** Normal with variance 2 / (fan_in + fan_out). */
public val glorotNormal: GlorotNormal get() = GlorotNormal.INSTANCE

/** Uniform on ±√(6 / (fan_in + fan_out)). */
public val glorotUniform: GlorotUniform get() = GlorotUniform.INSTANCE

/** Normal with variance 2 / fan_in. */
public val heNormal: HeNormal get() = HeNormal.DEFAULT

/** Normal with variance 2 / fan. */
public fun heNormal(by: Fan): HeNormal = HeNormal.by(by)

/** A random matrix with orthonormal rows or columns. */
public val orthogonal: Orthogonal get() = Orthogonal.DEFAULT

/** A random matrix with orthonormal rows or columns, times a gain. */
public fun orthogonal(gain: Double): Orthogonal = Orthogonal.of(gain)

/** Uniform with variance 2 / fan_in. */
public val heUniform: HeUniform get() = HeUniform.DEFAULT

/** Uniform with variance 2 / fan. */
public fun heUniform(by: Fan): HeUniform = HeUniform.by(by)
