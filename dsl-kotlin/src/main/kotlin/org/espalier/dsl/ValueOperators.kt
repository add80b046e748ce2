@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.graph.Value
import org.espalier.plugin.API

// Operators for formulas over values, in layers written in Kotlin. `a / b` needs none: the Java method is called `div`.

public operator fun Value.plus(other: Value): Value = add(other)

public operator fun Value.plus(number: Double): Value = add(number)

public operator fun Value.minus(other: Value): Value = sub(other)

public operator fun Value.minus(number: Double): Value = sub(number)

public operator fun Value.times(other: Value): Value = mul(other)

public operator fun Value.times(number: Double): Value = mul(number)

public operator fun Value.unaryMinus(): Value = neg()

public operator fun Double.plus(value: Value): Value = value.add(this)

public operator fun Double.minus(value: Value): Value = value.constant(this).sub(value)

public operator fun Double.times(value: Value): Value = value.mul(this)

public operator fun Double.div(value: Value): Value = value.constant(this).div(value)
