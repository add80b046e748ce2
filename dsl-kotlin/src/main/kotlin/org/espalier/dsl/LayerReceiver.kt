package org.espalier.dsl

import org.espalier.nn.Layer
import org.espalier.plugin.API

/**
 * Where a layer goes when it is written down: to the end of a sequence in a [LayerScope], into the hands of a
 * [GraphScope] in a graph. Every layer is an extension function of this, the built-in ones too, and a function of your
 * own for a layer of your own is written the same way:
 *
 *     fun <R> LayerReceiver<R>.swiGlu(units: Int, name: String? = null): R = layer(SwiGlu(units), name)
 *
 * @param R what writing a layer down yields: nothing in a sequence, a layer to be applied to values in a graph
 */
@EspalierDsl
@API(status = API.Status.STABLE, since = "0.1")
public sealed interface LayerReceiver<out R> {
    /**
     * Takes any layer.
     *
     * @param name where its parameters stand; without one, its number among its neighbours
     */
    public fun layer(layer: Layer, name: String? = null): R
}
