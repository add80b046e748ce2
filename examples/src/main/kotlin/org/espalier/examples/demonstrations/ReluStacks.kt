package org.espalier.examples.demonstrations

import java.nio.file.Path
import java.util.Random
import org.espalier.core.model.Network
import org.espalier.dsl.*
import org.espalier.tensor.Tensor

/** How large activations are throughout a deep stack of ReLUs, by the deviation of the weights. */
object ReluStacks : Demonstration(
    "relu-stacks",
    "σ = √(2/K) holds the size of activations through ReLU layers; half and twice of it make 4^-depth and 4^depth of it",
) {
    /** The factor on σ = √(2/K); √½ is Xavier's. */
    val factors = mapOf("half of it" to 0.5, "Xavier: √(1/K)" to StrictMath.sqrt(0.5), "√(2/K)" to 1.0, "twice of it" to 2.0)

    private fun stack(deviation: Double): Network = graph {
        val input by input(f32(WIDTH))
        var h = input
        for (layer in 1..DEPTH) {
            h = h then dense(WIDTH, relu, kernel = normal(deviation)) named "layer $layer"
            output(h)
        }
    }

    /** For each factor the mean square of the activations of each layer, as a multiple of the input's. */
    val growth: Map<String, DoubleArray> by lazy {
        val random = Random(1)
        val input = DoubleArray(WIDTH) { random.nextGaussian() }
        factors.mapValues { (name, factor) ->
            val model = stack(factor * StrictMath.sqrt(2.0 / WIDTH)).init(seed = factors.keys.indexOf(name).toLong())
            val layers = model.predict("input" to Tensor.of(FloatArray(WIDTH) { input[it].toFloat() }, 1, WIDTH.toLong()))
            DoubleArray(DEPTH + 1) { if (it == 0) 1.0 else meanSquare(layers.getValue("layer $it").toDoubles()) / meanSquare(input) }
        }
    }

    /** What the mean square is multiplied with in each layer: K σ² / 2, since ReLU keeps half of it. */
    fun perLayer(name: String): Double = factors.getValue(name) * factors.getValue(name)

    override fun show(picture: Path) {
        val panel = Panel("Mean square of the activations", "layer", "multiple of the input's", logY = true, width = 640, height = 420)
        growth.entries.forEachIndexed { i, (name, sizes) ->
            say("%-15s after %d layers %9.2e times the input's mean square; %.3g^%d = %.2e",
                name, DEPTH, sizes.last(), perLayer(name), DEPTH, StrictMath.pow(perLayer(name), DEPTH.toDouble()))
            panel.line(name, sizes)
            val layers = DoubleArray(DEPTH + 1) { it.toDouble() }
            panel.line("", layers, layers.map { StrictMath.pow(perLayer(name), it) }.toDoubleArray(), dashed = true, colour = i)
        }
        draw(picture, panel)
    }

    const val WIDTH = 256
    const val DEPTH = 20
}

internal fun meanSquare(values: DoubleArray): Double = values.sumOf { it * it } / values.size

fun main(args: Array<String>) = ReluStacks.run(args)
