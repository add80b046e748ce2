package org.espalier.examples.demonstrations

import java.nio.file.Path
import java.util.Random
import org.espalier.core.fit.TrainingStep
import org.espalier.core.model.Model
import org.espalier.dsl.*
import org.espalier.nn.Activation
import org.espalier.tensor.DType
import org.espalier.tensor.Tensor

/** How the gradient changes on its way back through many layers, by activation and by the deviation of the weights. */
object VanishingGradients : Demonstration(
    "vanishing-gradients", "on its way back through many layers a gradient vanishes or explodes, unless weights fit the activation",
) {
    /** A stack of layers: the activation, and K σ², the sum of a unit's expected squared weights. */
    class Stack(val activation: Activation, val gain: Double) {
        val model: Model by lazy {
            network(input = f32(WIDTH)) {
                repeat(DEPTH) { dense(WIDTH, activation, kernel = normal(StrictMath.sqrt(gain / WIDTH))) }
                dense(1)
            }.init(seed = 1, dtype = DType.F64)
        }

        /**
         * The norm of the gradient of the loss of one example with respect to what goes into each layer's activation,
         * which is that with respect to the layer's bias.
         */
        val norms: DoubleArray by lazy {
            val random = Random(1)
            val input = Tensor.of(DoubleArray(WIDTH) { random.nextGaussian() }, 1, WIDTH.toLong())
            val example = datasetOf(input, Tensor.of(doubleArrayOf(1.0), 1, 1))
            val settings = training { loss = meanSquaredError; optimizer = sgd(1.0); capture("**/bias") }
            val step = TrainingStep(model, settings, example.fields())
            step.update(example, intArrayOf(0), 1, /* learningRate = */ 0.0)
            DoubleArray(DEPTH) { norm(step.captured("gradient/$it/bias").toDoubles()) }
        }
    }

    val stacks = mapOf(
        "sigmoid, Kσ² = 1" to Stack(sigmoid, 1.0),
        "tanh, Kσ² = ¼" to Stack(tanh, 0.25),
        "tanh, Kσ² = 1" to Stack(tanh, 1.0),
        "ReLU, Kσ² = 1" to Stack(relu, 1.0),
        "ReLU, Kσ² = 2" to Stack(relu, 2.0),
        "ReLU, Kσ² = 8" to Stack(relu, 8.0),
    )

    fun norm(values: DoubleArray): Double = StrictMath.sqrt(values.sumOf { it * it })

    override fun show(picture: Path) {
        val layers = DoubleArray(DEPTH) { it + 1.0 }
        val panel = Panel("Norm of the gradient", "layer", "as a multiple of the last layer's", logY = true, width = 700, height = 440)
        stacks.forEach { (name, stack) ->
            val relative = DoubleArray(DEPTH) { stack.norms[it] / stack.norms.last() }
            say("%-17s at the first of %d layers %.1e times that at the last, %.3f a layer",
                name, DEPTH, relative[0], StrictMath.pow(relative[0], 1.0 / (DEPTH - 1)))
            panel.line(name, layers, relative)
        }
        draw(picture, panel)
    }

    const val WIDTH = 128
    const val DEPTH = 30
}

fun main(args: Array<String>) = VanishingGradients.run(args)
