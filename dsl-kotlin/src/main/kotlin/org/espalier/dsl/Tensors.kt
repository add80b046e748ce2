@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.plugin.API
import org.espalier.tensor.Tensor

/** An f32 vector; `reshape` gives it another shape. */
public fun tensorOf(vararg values: Float): Tensor = Tensor.of(values)

/** An f64 vector. */
public fun tensorOf(vararg values: Double): Tensor = Tensor.of(values)

/** An i32 vector. */
public fun tensorOf(vararg values: Int): Tensor = Tensor.of(values)

/** An i64 vector. */
public fun tensorOf(vararg values: Long): Tensor = Tensor.of(values)

/** A vector of truth values. */
public fun tensorOf(vararg values: Boolean): Tensor = Tensor.of(values)

/** An f32 matrix from its rows, which must have the same length. */
public fun tensorOf(vararg rows: FloatArray): Tensor = Tensor.of(arrayOf(*rows))

/** An f64 matrix from its rows, which must have the same length. */
public fun tensorOf(vararg rows: DoubleArray): Tensor = Tensor.of(arrayOf(*rows))

/** A row of an f32 matrix: `tensorOf(row(0f, 1f), row(1f, 0f))`. */
public fun row(vararg values: Float): FloatArray = values

/** A row of an f64 matrix: `tensorOf(row(0.0, 1.0), row(1.0, 0.0))`. */
public fun row(vararg values: Double): DoubleArray = values
