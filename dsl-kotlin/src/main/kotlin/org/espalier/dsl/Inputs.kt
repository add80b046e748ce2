@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.core.model.Input
import org.espalier.data.Dataset
import org.espalier.plugin.API
import org.espalier.tensor.DType
import org.espalier.tensor.Dim
import org.espalier.tensor.Shape

/** A floating-point input with examples of this shape, in the dtype that the network is run in: `f32(64)`. */
public fun f32(vararg shape: Int): Input = f32(shapeOf(*shape))

/** A floating-point input with examples of this shape: `f32(shapeOf(dim("time"), dim(12)))`. */
public fun f32(shape: Shape): Input = input(DType.F32, shape)

/** An input of 32-bit integers. */
public fun i32(vararg shape: Int): Input = input(DType.I32, shapeOf(*shape))

/** An input of 32-bit integers, such as the tokens of a text of any length: `i32(shapeOf(dim("time")))`. */
public fun i32(shape: Shape): Input = input(DType.I32, shape)

/** An input of 64-bit integers. */
public fun i64(vararg shape: Int): Input = input(DType.I64, shapeOf(*shape))

/** An input of 64-bit integers, such as the tokens of a text of any length: `i64(shapeOf(dim("time")))`. */
public fun i64(shape: Shape): Input = input(DType.I64, shape)

/** An input of unsigned bytes. */
public fun u8(vararg shape: Int): Input = input(DType.U8, shapeOf(*shape))

/** An input of truth values. */
public fun bool(vararg shape: Int): Input = input(DType.BOOL, shapeOf(*shape))

/** An input of any dtype and shape, with the name that data sets use by default. */
public fun input(dtype: DType, shape: Shape): Input = Input(Dataset.INPUT, dtype, shape)

/** This input under the name of the data set's field that feeds it: `f32(4) named "left"`. */
public infix fun Input.named(name: String): Input = this.named(name)

/** A shape of known lengths. */
public fun shapeOf(vararg lengths: Int): Shape = Shape.of(*lengths.lengths())

/** A shape of which some lengths have only a name. */
public fun shapeOf(first: Dim, vararg more: Dim): Shape = Shape.of(first, *more)

/** A length that differs from batch to batch. */
public fun dim(name: String): Dim = Dim.of(name)

/** A known length. */
public fun dim(length: Int): Dim = Dim.of(length.toLong())

internal fun IntArray.lengths(): LongArray = LongArray(size) { this[it].toLong() }
