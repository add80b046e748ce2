@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.nn.Activation
import org.espalier.nn.Initializer
import org.espalier.plugin.API
import org.espalier.standard.layer.attention.MultiHeadAttention
import org.espalier.standard.layer.attention.TransformerEncoder
import org.espalier.standard.layer.sequence.CellActivation
import org.espalier.standard.layer.sequence.Embedding
import org.espalier.standard.layer.sequence.Gru
import org.espalier.standard.layer.sequence.Lstm
import org.espalier.standard.layer.sequence.PoolOverTime
import org.espalier.standard.layer.sequence.PositionalEmbedding
import org.espalier.standard.layer.sequence.SimpleRnn

// Their defaults are read off instances made by their factories.
private val lstmDefaults = Lstm.of(1)
private val gruDefaults = Gru.of(1)
private val rnnDefaults = SimpleRnn.of(1)
private val attentionDefaults = MultiHeadAttention.of(1)
private val encoderDefaults = TransformerEncoder.of(1, 1)

/** A learned vector for each token, `i64[batch, time] -> [batch, time, width]`; see [Embedding]. */
public fun <R> LayerReceiver<R>.embedding(
    vocabulary: Int,
    width: Int,
    initializer: Initializer = fanInNormal,
    name: String? = null,
): R = layer(Embedding.of(vocabulary, width).withInitializer(initializer), name)

/** Adds a learned vector for each position of sequences of at most this length; see [PositionalEmbedding]. */
public fun <R> LayerReceiver<R>.positionalEmbedding(
    length: Int,
    initializer: Initializer = fanInNormal,
    name: String? = null,
): R = layer(PositionalEmbedding.of(length).withInitializer(initializer), name)

/** The mean of a sequence, `[batch, time, ...] -> [batch, ...]`. */
public fun <R> LayerReceiver<R>.meanOverTime(name: String? = null): R = layer(PoolOverTime.MEAN, name)

/** The largest of each feature over a sequence, `[batch, time, ...] -> [batch, ...]`. */
public fun <R> LayerReceiver<R>.maxOverTime(name: String? = null): R = layer(PoolOverTime.MAX, name)

/**
 * Long short-term memory, `[batch, time, features] -> [batch, units]`; see [Lstm].
 *
 * @param sequence whether all outputs are yielded, `[batch, time, units]`, or the last
 * @param bidirectional whether as many units walk backwards; their outputs stand behind those of the others
 * @param forgetBias the forget gates' bias at first
 */
public fun <R> LayerReceiver<R>.lstm(
    units: Int,
    sequence: Boolean = lstmDefaults.sequence(),
    bidirectional: Boolean = lstmDefaults.bidirectional(),
    activation: CellActivation = lstmDefaults.activation(),
    gateActivation: CellActivation = lstmDefaults.gateActivation(),
    bias: Boolean = lstmDefaults.bias(),
    forgetBias: Double = lstmDefaults.forgetBias(),
    kernel: Initializer = lstmDefaults.kernel(),
    recurrent: Initializer = lstmDefaults.recurrent(),
    name: String? = null,
): R = layer(
    Lstm.of(units).withSequence(sequence).withBidirectional(bidirectional).withActivations(activation, gateActivation)
        .withBias(bias).withForgetBias(forgetBias).withKernel(kernel).withRecurrent(recurrent),
    name,
)

/**
 * Gated recurrent units, `[batch, time, features] -> [batch, units]`; see [Gru].
 *
 * @param sequence whether all outputs are yielded, `[batch, time, units]`, or the last
 * @param bidirectional whether as many units walk backwards; their outputs stand behind those of the others
 * @param resetAfter whether the reset gate scales the product with the hidden state, not the state itself
 */
public fun <R> LayerReceiver<R>.gru(
    units: Int,
    sequence: Boolean = gruDefaults.sequence(),
    bidirectional: Boolean = gruDefaults.bidirectional(),
    activation: CellActivation = gruDefaults.activation(),
    gateActivation: CellActivation = gruDefaults.gateActivation(),
    resetAfter: Boolean = gruDefaults.resetAfter(),
    bias: Boolean = gruDefaults.bias(),
    kernel: Initializer = gruDefaults.kernel(),
    recurrent: Initializer = gruDefaults.recurrent(),
    name: String? = null,
): R = layer(
    Gru.of(units).withSequence(sequence).withBidirectional(bidirectional).withActivations(activation, gateActivation)
        .withResetAfter(resetAfter).withBias(bias).withKernel(kernel).withRecurrent(recurrent),
    name,
)

/**
 * A fully connected recurrent network, `[batch, time, features] -> [batch, units]`; see [SimpleRnn].
 *
 * @param sequence whether all outputs are yielded, `[batch, time, units]`, or the last
 * @param bidirectional whether as many units walk backwards; their outputs stand behind those of the others
 */
public fun <R> LayerReceiver<R>.simpleRnn(
    units: Int,
    sequence: Boolean = rnnDefaults.sequence(),
    bidirectional: Boolean = rnnDefaults.bidirectional(),
    activation: CellActivation = rnnDefaults.activation(),
    bias: Boolean = rnnDefaults.bias(),
    kernel: Initializer = rnnDefaults.kernel(),
    recurrent: Initializer = rnnDefaults.recurrent(),
    name: String? = null,
): R = layer(
    SimpleRnn.of(units).withSequence(sequence).withBidirectional(bidirectional).withActivation(activation)
        .withBias(bias).withKernel(kernel).withRecurrent(recurrent),
    name,
)

/**
 * Multi-head attention of a sequence to itself, or, in a graph, to another: `attend(x, memory)`; see
 * [MultiHeadAttention].
 *
 * @param width of all heads together; 0 for the input's
 * @param causal whether a position looks at none behind it
 */
public fun <R> LayerReceiver<R>.multiHeadAttention(
    heads: Int,
    width: Int = attentionDefaults.width(),
    causal: Boolean = attentionDefaults.causal(),
    bias: Boolean = attentionDefaults.bias(),
    kernel: Initializer = attentionDefaults.kernel(),
    name: String? = null,
): R = layer(
    MultiHeadAttention.of(heads).withWidth(width).withCausal(causal).withBias(bias).withKernel(kernel),
    name,
)

/**
 * A block of a transformer's encoder; see [TransformerEncoder].
 *
 * @param feedForward the units of the first of its two dense layers
 * @param causal whether a position looks at none behind it
 */
public fun <R> LayerReceiver<R>.transformerEncoder(
    heads: Int,
    feedForward: Int,
    activation: Activation = encoderDefaults.activation(),
    dropout: Double = encoderDefaults.dropout(),
    order: TransformerEncoder.Order = encoderDefaults.order(),
    causal: Boolean = encoderDefaults.causal(),
    name: String? = null,
): R = layer(
    TransformerEncoder.of(heads, feedForward).withActivation(activation).withDropout(dropout).withOrder(order)
        .withCausal(causal),
    name,
)
