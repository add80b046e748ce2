package org.espalier.dsl

import kotlin.reflect.KProperty
import org.espalier.nn.Layer
import org.espalier.plugin.API

/**
 * A value of a [GraphScope]: an input, or what a layer yields. Its name, which is that of its layer's scope too, is the
 * one that it is given, or that of its `val` if that is declared with `by`, or else its layer's.
 */
@API(status = API.Status.STABLE, since = "0.1")
public class GraphValue internal constructor(internal val node: GraphNode, private val index: Int) {
    /** The name by which the compiled graph reads it. */
    internal val name: String get() = if (node.outputs == 1) node.path else "${node.path}.$index"

    /** Takes the name of the `val`, unless a name was given. */
    public operator fun provideDelegate(owner: Any?, property: KProperty<*>): GraphValue {
        node.name = node.name ?: property.name
        return this
    }

    /** This value. */
    public operator fun getValue(owner: Any?, property: KProperty<*>): GraphValue = this
}

/** A layer that was written down in a [GraphScope] and waits to be applied to a value, once or several times. */
@API(status = API.Status.STABLE, since = "0.1")
public class Unapplied internal constructor(internal val layer: Layer, internal val name: String?) {
    internal var applied: Boolean = false
}
