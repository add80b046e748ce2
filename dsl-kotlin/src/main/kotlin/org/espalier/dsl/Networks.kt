@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.core.engine.Engine
import org.espalier.core.model.Input
import org.espalier.core.model.Model
import org.espalier.core.model.Network
import org.espalier.plugin.API
import org.espalier.tensor.DType

/**
 * A network of layers one after the other:
 *
 *     val net = network(input = f32(64)) {
 *         dense(128, relu)
 *         dropout(0.2)
 *         dense(10)
 *     }
 *
 * @param output the name of what it yields, in predictions and exported files
 */
public fun network(input: Input, output: String = Network.OUTPUT, body: LayerScope.() -> Unit): Network =
    Network(listOf(input), sequential(body), listOf(output))

/** A network of layers one after the other, of which the first takes all inputs and the last yields all outputs. */
public fun network(inputs: List<Input>, outputs: List<String>, body: LayerScope.() -> Unit): Network =
    Network(inputs, sequential(body), outputs)

/**
 * A network of layers wired as any directed acyclic graph:
 *
 *     val net = graph {
 *         val a by input(f32(4))
 *         val b by input(f32(3))
 *         val h by a then dense(8, relu)
 *         output("y", concatenate(h, b) then dense(2))
 *     }
 */
public fun graph(body: NetworkGraphScope.() -> Unit): Network = NetworkGraphScope().apply(body).network()

/** A graph of layers as one layer, here. */
public fun <R> LayerReceiver<R>.graph(name: String? = null, body: LayerGraphScope.() -> Unit): R =
    layer(LayerGraphScope().apply(body).compile(), name)

/** A model of this network with fresh weights. */
public fun Network.init(seed: Long = 0, engine: Engine = sharedEngine, dtype: DType = DType.F32): Model =
    init(engine, seed, dtype)

/** A table of layers, shapes and parameter counts. */
public fun Network.summary(engine: Engine = sharedEngine): String = summary(engine.registry())
