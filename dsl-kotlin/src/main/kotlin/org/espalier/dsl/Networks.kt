@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.core.engine.Engine
import org.espalier.core.model.Input
import org.espalier.core.model.Model
import org.espalier.core.model.Network
import org.espalier.core.registry.Registry
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
 * Layers that do not fit together are an error here, with the path of the layer.
 *
 * @param output the name of what it yields, in predictions and exported files
 * @param plugins the ops that layers may use; null leaves all checks to the making of a model
 */
public fun network(
    input: Input,
    output: String = Network.OUTPUT,
    plugins: Registry? = sharedPlugins,
    body: LayerScope.() -> Unit,
): Network = network(listOf(input), listOf(output), plugins, body)

/** A network of layers one after the other, of which the first takes all inputs and the last yields all outputs. */
public fun network(
    inputs: List<Input>,
    outputs: List<String> = listOf(Network.OUTPUT),
    plugins: Registry? = sharedPlugins,
    body: LayerScope.() -> Unit,
): Network = Network(inputs, sequential(body), outputs).checked(plugins)

/**
 * A network of layers wired as any directed acyclic graph:
 *
 *     val net = graph {
 *         val a by input(f32(4))
 *         val b by input(f32(3))
 *         val h by a then dense(8, relu)
 *         output("y", concatenate(h, b) then dense(2))
 *     }
 *
 * @param plugins the ops that layers may use; null leaves all checks to the making of a model
 */
public fun graph(plugins: Registry? = sharedPlugins, body: NetworkGraphScope.() -> Unit): Network =
    NetworkGraphScope().apply(body).network().checked(plugins)

/** A graph of layers as one layer, here. */
public fun <R> LayerReceiver<R>.graph(name: String? = null, body: LayerGraphScope.() -> Unit): R =
    layer(LayerGraphScope().apply(body).compile(), name)

/** A model of this network with fresh weights. */
public fun Network.init(seed: Long = 0, engine: Engine = sharedEngine, dtype: DType = DType.F32): Model =
    init(engine, seed, dtype)

/** A table of layers, shapes and parameter counts. */
public fun Network.summary(engine: Engine = sharedEngine): String = summary(engine.registry())

/** This network, after writing it once: a mistake in it shows where it is declared, not where it is first used. */
private fun Network.checked(plugins: Registry?): Network = apply {
    if (plugins != null) trace(plugins, true, DType.F32)
}
