@file:API(status = API.Status.INTERNAL, since = "0.1")

package org.espalier.dsl

import org.espalier.nn.Layer
import org.espalier.plugin.API
import org.espalier.standard.layer.Sequential

/** Layers one after the other, each on what the one before it yields. */
@EspalierDsl
@API(status = API.Status.STABLE, since = "0.1")
public class LayerScope internal constructor() : LayerReceiver<Unit> {
    internal val layers = mutableListOf<Layer>()

    override fun layer(layer: Layer, name: String?) {
        layers += if (name == null) layer else layer named name
    }

    /** Adds a layer: `+SwiGlu(units = 64)`. */
    public operator fun Layer.unaryPlus() {
        layer(this)
    }
}

/** The layers that a body adds. */
internal fun layersOf(body: LayerScope.() -> Unit): List<Layer> = LayerScope().apply(body).layers

/** The layers that a body adds, as one. */
internal fun sequential(body: LayerScope.() -> Unit): Sequential = Sequential(layersOf(body))

/** As [sequential], but a single layer is itself. */
internal fun single(body: LayerScope.() -> Unit): Layer = layersOf(body).let { it.singleOrNull() ?: Sequential(it) }
