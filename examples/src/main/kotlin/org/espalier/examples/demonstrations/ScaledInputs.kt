package org.espalier.examples.demonstrations

import java.nio.file.Path
import java.util.Random
import org.espalier.dsl.*
import org.espalier.tensor.DType
import org.espalier.tensor.Tensor

/** Gradient descent on linear regression, whose inputs lie in [1000, 2000] and [0.1, 0.2], as they are and standardised. */
object ScaledInputs : Demonstration(
    "scaled-inputs", "inputs of different scales stretch the loss, and gradient descent crawls; standardised it takes some steps",
) {
    /** The second input follows the first by half, in its own units. */
    val inputs: Tensor = Random(1).let { random ->
        val rows = List(EXAMPLES) { random.nextDouble() to random.nextDouble() }
        Tensor.of(rows.flatMap { (u, v) -> listOf(1000 + 1000 * u, 0.1 + 0.1 * (u + v) / 2) }.toDoubleArray(), EXAMPLES.toLong(), 2)
    }
    val targets = DoubleArray(EXAMPLES) { inputs.getDouble(2 * it) / 1000 + 10 * inputs.getDouble(2 * it + 1) }
    private val data = datasetOf(inputs, Tensor.of(targets, EXAMPLES.toLong(), 1))

    /** A regression on what layers before it make of the inputs. */
    class Regression(private val before: LayerScope.() -> Unit) {
        /** The rows (u, v, 1) of what is regressed on. */
        val rows: List<DoubleArray> by lazy {
            val features = network(input = f32(2)) { before() }.init(dtype = DType.F64).predict(inputs).toDoubles()
            List(EXAMPLES) { doubleArrayOf(features[2 * it], features[2 * it + 1], 1.0) }
        }

        /** Of the loss's Hessian, which is the mean of r r' over the rows r. */
        val curvature: Eigenvalues by lazy {
            Eigenvalues.of(List(3) { i -> DoubleArray(3) { j -> rows.sumOf { it[i] * it[j] } / EXAMPLES } })
        }

        /** What the distance to the optimum is multiplied with in each step at the best rate, at worst. */
        val factor: Double get() = (curvature.condition - 1) / (curvature.condition + 1)

        /** The loss before each step, all examples in each, at the best constant rate: 2 / (least + largest eigenvalue). */
        val losses: DoubleArray by lazy {
            network(input = f32(2)) { before(); dense(1, kernel = zeros) }.fit(data, dtype = DType.F64) {
                loss = halfSquaredError; optimizer = sgd(2 / (curvature.values.first() + curvature.values.last()))
                epochs = STEPS; batch = EXAMPLES
            }.history.series("loss")
        }
    }

    val regressions = mapOf(
        "as they are" to Regression { +identity },
        "standardised" to Regression { +(standardize fittedTo data) },
    )

    override fun show(picture: Path) {
        val panel = Panel("Linear regression by gradient descent", "steps", "loss", logY = true, width = 600, height = 380)
        regressions.forEach { (name, r) ->
            val steps = Math.ceil(StrictMath.log(1e-6) / (2 * StrictMath.log1p(-2 / (r.curvature.condition + 1))))
            say("%-12s  condition number %8.2e, a millionth of the loss after %.3g steps, loss after 20 %8.2e",
                name, r.curvature.condition, steps, r.losses[20])
            panel.line(name, r.losses)
            val bound = DoubleArray(STEPS) { r.losses[0] * StrictMath.pow(r.factor, 2.0 * it) }
            panel.line("", DoubleArray(STEPS) { it.toDouble() }, bound, dashed = true, colour = regressions.keys.indexOf(name))
        }
        draw(picture, panel)
    }

    const val EXAMPLES = 100
    const val STEPS = 31
}

fun main(args: Array<String>) = ScaledInputs.run(args)
