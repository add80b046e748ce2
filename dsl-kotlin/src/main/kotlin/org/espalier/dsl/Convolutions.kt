@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.nn.Activation
import org.espalier.nn.Initializer
import org.espalier.plugin.API
import org.espalier.standard.layer.conv.AveragePool
import org.espalier.standard.layer.conv.Conv
import org.espalier.standard.layer.conv.GlobalAveragePool
import org.espalier.standard.layer.conv.GlobalMaxPool
import org.espalier.standard.layer.conv.MaxPool
import org.espalier.standard.layer.conv.Padding
import org.espalier.training.Penalty

/** Padding that gives ⌈length / stride⌉ outputs. */
public val same: Padding get() = Padding.SAME

/** No padding. */
public val valid: Padding get() = Padding.VALID

/** So much padding: one number for all sides, one an axis, or the begin of each axis and then the end of each. */
public fun padding(vararg pads: Int): Padding = Padding.of(*pads)

/**
 * A convolution over as many spatial axes as [kernel] has lengths; see [Conv].
 *
 * @param strides one an axis; 1 where null
 * @param dilations one an axis; 1 where null
 * @param initializer draws the weights; null leaves the choice to the activation
 * @param penalty on the weights of this layer alone
 */
public fun <R> LayerReceiver<R>.conv(
    filters: Int,
    kernel: List<Int>,
    activation: Activation = identity,
    strides: List<Int>? = null,
    padding: Padding = valid,
    dilations: List<Int>? = null,
    groups: Int = 1,
    bias: Boolean = true,
    initializer: Initializer? = null,
    penalty: Penalty? = null,
    name: String? = null,
): R = layer(
    Conv.of(filters, *kernel.toIntArray()).withActivation(activation).withStrides(*ofAxes(strides))
        .withPadding(padding).withDilations(*ofAxes(dilations)).withGroups(groups).withBias(bias)
        .withInitializer(initializer).withPenalty(penalty),
    name,
)

private fun ofAxes(numbers: List<Int>?): IntArray = numbers?.toIntArray() ?: intArrayOf(1)

/** A convolution over one spatial axis, `[batch, channels, length] -> [batch, filters, positions]`; see [conv]. */
public fun <R> LayerReceiver<R>.conv1d(
    filters: Int,
    kernel: Int,
    activation: Activation = identity,
    strides: Int = 1,
    padding: Padding = valid,
    dilations: Int = 1,
    groups: Int = 1,
    bias: Boolean = true,
    initializer: Initializer? = null,
    penalty: Penalty? = null,
    name: String? = null,
): R = conv(
    filters, List(1) { kernel }, activation, listOf(strides), padding, listOf(dilations), groups, bias, initializer,
    penalty, name,
)

/**
 * A convolution over two spatial axes, `[batch, channels, height, width] -> [batch, filters, ...]`; see [conv]. Kernel,
 * strides and dilations are the same on each axis.
 */
public fun <R> LayerReceiver<R>.conv2d(
    filters: Int,
    kernel: Int,
    activation: Activation = identity,
    strides: Int = 1,
    padding: Padding = valid,
    dilations: Int = 1,
    groups: Int = 1,
    bias: Boolean = true,
    initializer: Initializer? = null,
    penalty: Penalty? = null,
    name: String? = null,
): R = conv(
    filters, List(2) { kernel }, activation, listOf(strides), padding, listOf(dilations), groups, bias, initializer,
    penalty, name,
)

/**
 * A convolution over three spatial axes, `[batch, channels, depth, height, width] -> [batch, filters, ...]`; see [conv].
 * Kernel, strides and dilations are the same on each axis.
 */
public fun <R> LayerReceiver<R>.conv3d(
    filters: Int,
    kernel: Int,
    activation: Activation = identity,
    strides: Int = 1,
    padding: Padding = valid,
    dilations: Int = 1,
    groups: Int = 1,
    bias: Boolean = true,
    initializer: Initializer? = null,
    penalty: Penalty? = null,
    name: String? = null,
): R = conv(
    filters, List(3) { kernel }, activation, listOf(strides), padding, listOf(dilations), groups, bias, initializer,
    penalty, name,
)

/** The largest element of each window, over as many spatial axes as [kernel] has lengths; see [MaxPool]. */
public fun <R> LayerReceiver<R>.maxPool(
    kernel: List<Int>,
    strides: List<Int> = kernel,
    padding: Padding = valid,
    name: String? = null,
): R = layer(MaxPool.of(*kernel.toIntArray()).withStrides(*strides.toIntArray()).withPadding(padding), name)

/** The largest element of each window over one spatial axis. */
public fun <R> LayerReceiver<R>.maxPool1d(
    kernel: Int,
    strides: Int = kernel,
    padding: Padding = valid,
    name: String? = null,
): R = maxPool(List(1) { kernel }, listOf(strides), padding, name)

/** The largest element of each window over two spatial axes. */
public fun <R> LayerReceiver<R>.maxPool2d(
    kernel: Int,
    strides: Int = kernel,
    padding: Padding = valid,
    name: String? = null,
): R = maxPool(List(2) { kernel }, listOf(strides), padding, name)

/** The largest element of each window over three spatial axes. */
public fun <R> LayerReceiver<R>.maxPool3d(
    kernel: Int,
    strides: Int = kernel,
    padding: Padding = valid,
    name: String? = null,
): R = maxPool(List(3) { kernel }, listOf(strides), padding, name)

/** The mean of each window, over as many spatial axes as [kernel] has lengths; see [AveragePool]. */
public fun <R> LayerReceiver<R>.averagePool(
    kernel: List<Int>,
    strides: List<Int> = kernel,
    padding: Padding = valid,
    countIncludePad: Boolean = false,
    name: String? = null,
): R = layer(AveragePool.of(*kernel.toIntArray()).withStrides(*strides.toIntArray()).withPadding(padding)
    .withCountIncludePad(countIncludePad), name)

/** The mean of each window over one spatial axis. */
public fun <R> LayerReceiver<R>.averagePool1d(
    kernel: Int,
    strides: Int = kernel,
    padding: Padding = valid,
    countIncludePad: Boolean = false,
    name: String? = null,
): R = averagePool(List(1) { kernel }, listOf(strides), padding, countIncludePad, name)

/** The mean of each window over two spatial axes. */
public fun <R> LayerReceiver<R>.averagePool2d(
    kernel: Int,
    strides: Int = kernel,
    padding: Padding = valid,
    countIncludePad: Boolean = false,
    name: String? = null,
): R = averagePool(List(2) { kernel }, listOf(strides), padding, countIncludePad, name)

/** The mean of each window over three spatial axes. */
public fun <R> LayerReceiver<R>.averagePool3d(
    kernel: Int,
    strides: Int = kernel,
    padding: Padding = valid,
    countIncludePad: Boolean = false,
    name: String? = null,
): R = averagePool(List(3) { kernel }, listOf(strides), padding, countIncludePad, name)

/** The mean of each channel, `[batch, channels, lengths...] -> [batch, channels]`. */
public fun <R> LayerReceiver<R>.globalAveragePool(name: String? = null): R = layer(GlobalAveragePool.INSTANCE, name)

/** The largest element of each channel, `[batch, channels, lengths...] -> [batch, channels]`. */
public fun <R> LayerReceiver<R>.globalMaxPool(name: String? = null): R = layer(GlobalMaxPool.INSTANCE, name)
