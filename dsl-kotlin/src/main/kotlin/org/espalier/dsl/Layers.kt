@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.nn.Activation
import org.espalier.nn.Initializer
import org.espalier.plugin.API
import org.espalier.standard.layer.Add
import org.espalier.standard.layer.BatchNormalization
import org.espalier.standard.layer.Branches
import org.espalier.standard.layer.Concatenate
import org.espalier.standard.layer.Dense
import org.espalier.standard.layer.Dropout
import org.espalier.standard.layer.Flatten
import org.espalier.standard.layer.LayerNormalization
import org.espalier.standard.layer.Parallel
import org.espalier.standard.layer.Rbf
import org.espalier.standard.layer.Reshape
import org.espalier.standard.layer.Residual
import org.espalier.standard.layer.WeightNormalization
import org.espalier.training.Penalty

/**
 * A fully connected layer, `[..., in] -> [..., units]`; see [Dense].
 *
 * @param kernel draws the weights; null leaves the choice to the activation
 * @param penalty on the weights of this layer alone
 */
public fun <R> LayerReceiver<R>.dense(
    units: Int,
    activation: Activation = identity,
    bias: Boolean = true,
    kernel: Initializer? = null,
    penalty: Penalty? = null,
    name: String? = null,
): R = layer(Dense.of(units, activation).withBias(bias).withKernel(kernel).withPenalty(penalty), name)

/** An activation as a layer of its own; `+relu` says the same. */
public fun <R> LayerReceiver<R>.activation(activation: Activation, name: String? = null): R = layer(activation, name)

/** Drops elements while training, each with probability [rate]; see [Dropout]. */
public fun <R> LayerReceiver<R>.dropout(
    rate: Double = Dropout.DEFAULT.rate(),
    scaling: Dropout.Scaling = Dropout.DEFAULT.scaling(),
    name: String? = null,
): R = layer(Dropout.of(rate).withScaling(scaling), name)

/** Normalises each feature over the batch; see [BatchNormalization]. */
public fun <R> LayerReceiver<R>.batchNormalization(
    momentum: Double = BatchNormalization.DEFAULT.momentum(),
    epsilon: Double = BatchNormalization.DEFAULT.epsilon(),
    axis: Int = BatchNormalization.DEFAULT.axis(),
    affine: Boolean = BatchNormalization.DEFAULT.affine(),
    startFromFirstBatch: Boolean = BatchNormalization.DEFAULT.startFromFirstBatch(),
    wholeTrainingSet: Boolean = BatchNormalization.DEFAULT.wholeTrainingSet(),
    name: String? = null,
): R = layer(
    BatchNormalization.DEFAULT.withMomentum(momentum).withEpsilon(epsilon).withAxis(axis).withAffine(affine)
        .withStartFromFirstBatch(startFromFirstBatch).withWholeTrainingSet(wholeTrainingSet),
    name,
)

/** A layer whose weights are learned as direction and length: `weightNormalization { dense(8) }`; see [WeightNormalization]. */
public fun <R> LayerReceiver<R>.weightNormalization(name: String? = null, body: LayerScope.() -> Unit): R =
    layer(WeightNormalization.of(single(body)), name)

/** Normalises each example over its features; see [LayerNormalization]. */
public fun <R> LayerReceiver<R>.layerNormalization(
    axis: Int = LayerNormalization.DEFAULT.axis(),
    epsilon: Double = LayerNormalization.DEFAULT.epsilon(),
    affine: Boolean = LayerNormalization.DEFAULT.affine(),
    name: String? = null,
): R = layer(LayerNormalization.DEFAULT.withAxis(axis).withEpsilon(epsilon).withAffine(affine), name)

/** Each example as one vector. */
public fun <R> LayerReceiver<R>.flatten(name: String? = null): R = layer(Flatten.INSTANCE, name)

/** Each example under another shape of the same size. */
public fun <R> LayerReceiver<R>.reshape(vararg shape: Int, name: String? = null): R =
    layer(Reshape.to(*shape.lengths()), name)

/**
 * A body with a way around it: y = body(x) + x; see [Residual].
 *
 * @param projection what is on the way around where the body changes the shape
 */
public fun <R> LayerReceiver<R>.residual(
    name: String? = null,
    projection: (LayerScope.() -> Unit)? = null,
    body: LayerScope.() -> Unit,
): R = layer(
    Residual.of(*layersOf(body).toTypedArray()).withProjection(projection?.let(::single)),
    name,
)

/**
 * Layers side by side, each on the same inputs: `branches { dense(8, relu); dense(8, tanh) }`, with a `block` where a
 * branch has several. Yields one value a branch; [concatenate] or [add] brings them together.
 */
public fun <R> LayerReceiver<R>.branches(name: String? = null, body: LayerScope.() -> Unit): R =
    layer(Branches.of(*layersOf(body).toTypedArray()), name)

/** Layers side by side, each on an input of its own. */
public fun <R> LayerReceiver<R>.parallel(name: String? = null, body: LayerScope.() -> Unit): R =
    layer(Parallel.of(*layersOf(body).toTypedArray()), name)

/** Joins several values along an axis. */
public fun <R> LayerReceiver<R>.concatenate(axis: Int = Concatenate.DEFAULT.axis(), name: String? = null): R =
    layer(Concatenate.along(axis), name)

/** The sum of several values of the same type. */
public fun <R> LayerReceiver<R>.add(name: String? = null): R = layer(Add.INSTANCE, name)

/** Radial basis functions with learned centres; see [Rbf]. */
public fun <R> LayerReceiver<R>.rbf(
    units: Int,
    gamma: Double,
    initializer: Initializer = normal(deviation = 1.0),
    name: String? = null,
): R = layer(Rbf.of(units, gamma).withInitializer(initializer), name)

/** Radial basis functions with fixed centres, one row each; see [Rbf]. */
public fun <R> LayerReceiver<R>.rbf(centres: Array<DoubleArray>, gamma: Double, name: String? = null): R =
    layer(Rbf.at(centres, gamma), name)
