@file:API(status = API.Status.EXPERIMENTAL, since = "0.1")

package org.espalier.dsl

import org.espalier.core.check.Backpropagation
import org.espalier.core.engine.Engine
import org.espalier.core.model.Model
import org.espalier.data.Batch
import org.espalier.graph.Value
import org.espalier.graph.WorkedGraph
import org.espalier.plugin.API
import org.espalier.tensor.Tensor

/** The inputs of a formula by name. */
@EspalierDsl
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class FormulaScope internal constructor(private val values: Map<String, Value>) {
    /** The input of this name. */
    public operator fun get(name: String): Value = values[name]
        ?: throw IllegalArgumentException("the formula has no input '$name'; it has ${values.keys}")
}

/**
 * A formula with all its values and the derivatives of the result by them, in f64, as on paper:
 *
 *     val f = worked("x" to -2.0, "y" to 5.0, "z" to -4.0) { (this["x"] + this["y"]) * this["z"] }
 *     f.derivative("z")
 *
 * `f.draw(file)` draws it, where `espalier-report` is there.
 */
public fun worked(
    vararg inputs: Pair<String, Double>,
    engine: Engine = sharedEngine,
    formula: FormulaScope.() -> Value,
): WorkedGraph = Backpropagation.ofNumbers(engine, linkedMapOf(*inputs)) { FormulaScope(it).formula() }

/** The same with tensors; the result must be a scalar. */
@JvmName("workedOfTensors")
public fun worked(
    vararg inputs: Pair<String, Tensor>,
    engine: Engine = sharedEngine,
    formula: FormulaScope.() -> Value,
): WorkedGraph = Backpropagation.of(engine, linkedMapOf(*inputs)) { FormulaScope(it).formula() }

/** The loss of this model on a batch with all values and derivatives; the settings are those of [train]. */
public fun Model.worked(batch: Batch, settings: TrainingScope.() -> Unit): WorkedGraph =
    training(settings).workedGraph(this, batch)
