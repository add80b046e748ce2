package org.espalier.dsl

import org.espalier.core.model.Dag
import org.espalier.core.model.Input
import org.espalier.core.model.Network
import org.espalier.nn.Layer
import org.espalier.plugin.API
import org.espalier.standard.layer.Add
import org.espalier.standard.layer.Concatenate

/**
 * Layers wired as any directed acyclic graph. Values are named by their `val`s where they are declared with `by`, and
 * so are the scopes of the layers that yield them:
 *
 *     val h by x then dense(8, relu)          // the parameters are h/weight and h/bias
 *     val y by concatenate(h, x) then { dense(8, relu); dense(2) }
 */
@EspalierDsl
@API(status = API.Status.STABLE, since = "0.1")
public sealed class GraphScope : LayerReceiver<Unapplied> {
    internal val wiring = GraphWiring()
    internal val outputs = mutableListOf<Pair<String?, GraphValue>>()

    override fun layer(layer: Layer, name: String?): Unapplied = wiring.layer(layer, name)

    /** What a layer makes of this value. */
    public infix fun GraphValue.then(layer: Unapplied): GraphValue = layer(this)

    /** What a layer makes of this value. The same layer on two values has weights of its own on each; see [shared]. */
    public infix fun GraphValue.then(layer: Layer): GraphValue = layer(this)

    /** What layers one after the other make of this value. */
    public infix fun GraphValue.then(body: LayerScope.() -> Unit): GraphValue = block(body)(this)

    /** What a layer makes of some values: `twin(left)`. */
    public operator fun Unapplied.invoke(vararg values: GraphValue): GraphValue =
        wiring.apply(this, values.asList(), outputs = 1).single()

    /** What a layer makes of some values: `twin(left)`. */
    public operator fun Layer.invoke(vararg values: GraphValue): GraphValue =
        wiring.apply(this, name = null, values.asList(), outputs = 1).single()

    /** All that a layer with several outputs makes of some values: `val (mean, deviation) = split.all(2, x)`. */
    public fun Unapplied.all(outputs: Int, vararg values: GraphValue): List<GraphValue> =
        wiring.apply(this, values.asList(), outputs)

    /** All that a layer with several outputs makes of some values. */
    public fun Layer.all(outputs: Int, vararg values: GraphValue): List<GraphValue> =
        wiring.apply(this, name = null, values.asList(), outputs)

    /** This value under a name, for where it has no `val` of its own, as in a loop: `x = x then dense(8) named "h$i"`. */
    public infix fun GraphValue.named(name: String): GraphValue = apply { node.name = name }

    /** The sum of two values of the same type. */
    public operator fun GraphValue.plus(other: GraphValue): GraphValue = Add.INSTANCE(this, other)

    /** Values joined along an axis. */
    public fun concatenate(
        first: GraphValue,
        second: GraphValue,
        vararg more: GraphValue,
        axis: Int = Concatenate.DEFAULT.axis(),
    ): GraphValue = Concatenate.along(axis)(first, second, *more)

    /** Declares the next output. */
    public fun output(value: GraphValue) {
        outputs += null to value
    }

    internal fun compile(): Dag = wiring.compile(outputs.map { it.second })
}

/** A [GraphScope] that is a whole network, with typed inputs and named outputs. */
@EspalierDsl
@API(status = API.Status.STABLE, since = "0.1")
public class NetworkGraphScope internal constructor() : GraphScope() {
    /** Declares the next input: `val a by input(f32(4))`. */
    public fun input(type: Input): GraphValue = wiring.input(name = null, type)

    /** Declares the next input under a name: `val a = input("a", f32(4))`. */
    public fun input(name: String, type: Input): GraphValue = wiring.input(name, type)

    /** Declares the next output under a name; without one, it has the value's. */
    public fun output(name: String, value: GraphValue) {
        outputs += name to value
    }

    internal fun network(): Network {
        val body = compile()
        val inputs = wiring.inputs.map { it.type!!.named(it.path) }
        return Network(inputs, body, outputs.map { (name, value) -> name ?: value.name })
    }
}

/** A [GraphScope] that is one layer among others, whose inputs are whatever it is applied to. */
@EspalierDsl
@API(status = API.Status.STABLE, since = "0.1")
public class LayerGraphScope internal constructor() : GraphScope() {
    /** Declares the next input: `val x by input()`. */
    public fun input(name: String? = null): GraphValue = wiring.input(name, type = null)
}
