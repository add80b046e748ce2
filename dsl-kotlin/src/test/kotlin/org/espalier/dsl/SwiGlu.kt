package org.espalier.dsl

import org.espalier.graph.Value
import org.espalier.nn.Scope
import org.espalier.nn.UnaryLayer
import org.espalier.standard.initializer.GlorotUniform
import org.espalier.tensor.Dim
import org.espalier.tensor.Shape

/** A layer as somebody else would write it: silu(xV) ⊙ xW. */
@JvmRecord
internal data class SwiGlu(val units: Int) : UnaryLayer {
    override fun apply(scope: Scope, x: Value): Value {
        val shape = Shape.of(x.dim(-1), Dim.of(units.toLong()))
        val gate = x.matmul(scope.parameter("gate", shape, GlorotUniform.INSTANCE))
        return gate * gate.sigmoid() * x.matmul(scope.parameter("weight", shape, GlorotUniform.INSTANCE))
    }
}

/** The name that its author may give it. */
internal fun <R> LayerReceiver<R>.swiGlu(units: Int, name: String? = null): R = layer(SwiGlu(units), name)
