package org.espalier.examples

import org.espalier.core.model.Network
import org.espalier.dsl.*
import org.espalier.graph.Value
import org.espalier.nn.Scope
import org.espalier.nn.UnaryLayer

/** A layer in Kotlin; annotated this way it is a record, which is what can be saved. */
@JvmRecord
data class Scale(val factor: Double) : UnaryLayer {
    override fun apply(scope: Scope, x: Value): Value = x * factor
}

/** A name for it, which then is used like a built-in one: at the end of a sequence, or on a value of a graph. */
fun <R> LayerReceiver<R>.scale(factor: Double, name: String? = null): R = layer(Scale(factor), name)

/** A block with parameters is a function. */
fun LayerScope.bottleneck(width: Int) {
    residual {
        dense(width, relu)
        dropout(0.1)
        dense(64)
    }
}

/** A network of such blocks. */
fun tower(): Network {
    val head = block("head") { layerNormalization(); dense(10) }
    return network(input = f32(64)) {
        for (width in listOf(48, 32, 16)) bottleneck(width)
        scale(0.5)
        branches { dense(16, tanh); block { dense(32, relu); dense(16, sigmoid) } }
        concatenate()
        +head
    }
}
