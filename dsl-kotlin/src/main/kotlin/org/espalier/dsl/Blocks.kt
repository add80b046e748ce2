@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.graph.Value
import org.espalier.nn.Layer
import org.espalier.nn.Scope
import org.espalier.nn.UnaryLayer
import org.espalier.plugin.API
import org.espalier.standard.layer.Named
import org.espalier.standard.layer.Sequential
import org.espalier.standard.layer.Shared

/**
 * Layers as one layer, to be used in any number of places, each time with weights of its own:
 *
 *     val half = block { dense(32, relu); dropout(0.2) }
 *     val net = network(input = f32(64)) { +half; +half; dense(10) }
 */
public fun block(body: LayerScope.() -> Unit): Sequential = sequential(body)

/** Layers as one layer whose parameters stand under a name: `val encoder = block("encoder") { ... }`. */
public fun block(name: String, body: LayerScope.() -> Unit): Named = Named.of(name, sequential(body))

/**
 * Layers whose weights are the same wherever the block is used. They stand under `shared/<id>`, and the gradients of
 * all uses add up.
 *
 * @param id names the weights; equal in all uses, different from those of other shared blocks
 */
public fun shared(id: String, body: LayerScope.() -> Unit): Shared = Shared.of(id, sequential(body))

/** This layer under a name; a name that it has already is replaced: `+(encoder named "left")`. */
public infix fun Layer.named(name: String): Named = Named.of(name, if (this is Named) layer() else this)

/** Layers as one, here. */
public fun <R> LayerReceiver<R>.block(name: String? = null, body: LayerScope.() -> Unit): R =
    layer(sequential(body), name)

/** Layers that share their weights with all others of this id, here. */
public fun <R> LayerReceiver<R>.shared(id: String, name: String? = null, body: LayerScope.() -> Unit): R =
    layer(org.espalier.dsl.shared(id, body), name)

/**
 * A formula as a layer: `lambda { x -> x * x.sigmoid() }`. The receiver gives parameters, state and randomness.
 *
 * A lambda has no name and no components, so a network with one **cannot be saved** (saving says so, with the layer's
 * path); it trains and exports to ONNX like any other. For a layer that is to be saved, write a record:
 *
 *     @JvmRecord
 *     data class Scale(val factor: Double) : UnaryLayer {
 *         override fun apply(scope: Scope, x: Value): Value = x * factor
 *     }
 */
public fun <R> LayerReceiver<R>.lambda(name: String? = null, body: Scope.(x: Value) -> Value): R =
    layer(UnaryLayer { scope, x -> scope.body(x) }, name)
