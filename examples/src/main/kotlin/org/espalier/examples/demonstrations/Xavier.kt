package org.espalier.examples.demonstrations

import java.nio.file.Path
import java.util.Locale
import org.espalier.core.model.Model
import org.espalier.core.model.Network
import org.espalier.dsl.*
import org.espalier.examples.Digits
import org.espalier.nn.Initializer

/** Activations of five layers with tanh on digits, from U(±1/√n) and from Xavier's weights, over four epochs. */
object Xavier : Demonstration(
    "xavier",
    "from U(±1/√n) activations shrink layer by layer, each variance a third of the one before; Xavier's weights hold them",
) {
    private val digits = Digits.load()
    val starts = mapOf<String, Initializer>("U(±1/√n)" to fanInUniform, "Xavier" to glorotUniform)

    private fun net(start: Initializer): Network = graph {
        val input by input(f32(64))
        var h = input
        for (layer in 1..LAYERS) {
            h = h then dense(WIDTH, tanh, kernel = start) named "layer $layer"
            output(h)
        }
        output("digit", h then dense(10, kernel = start))
    }

    /** For each start the activations of all layers, before the training and after each epoch. */
    val activations: Map<String, List<List<DoubleArray>>> by lazy {
        starts.mapValues { (_, start) ->
            val seen = mutableListOf<List<DoubleArray>>()
            val model = net(start).init(seed = 1)
            seen += layers(model)
            repeat(EPOCHS) { epoch ->
                model.train(digits.train) {
                    loss("digit", softmaxCrossEntropy, target = "target")
                    optimizer = sgd(0.05); batch = 10; seed = epoch.toLong()
                }
                seen += layers(model)
            }
            seen
        }
    }

    private fun layers(model: Model): List<DoubleArray> {
        val all = model.predict("input" to digits.validation.all("input"))
        return (1..LAYERS).map { all.getValue("layer $it").toDoubles() }
    }

    fun deviation(values: DoubleArray): Double = StrictMath.sqrt(meanSquare(values) - values.average() * values.average())

    override fun show(picture: Path) {
        val panels = activations.flatMap { (name, epochs) ->
            for (epoch in listOf(0, EPOCHS)) {
                val deviations = epochs[epoch].joinToString("") { String.format(Locale.ROOT, " %.3f", deviation(it)) }
                say("%-8s after %d epochs, deviations by layer:%s", name, epoch, deviations)
            }
            val densities = listOf(0, EPOCHS).map { epoch ->
                val panel = Panel("$name, after $epoch epochs", "activation", "density", width = 300, height = 250)
                epochs[epoch].forEachIndexed { i, values -> panel.density("", values, -1.0..1.0) }
                panel
            }
            val course = Panel("$name: deviation", "epoch", "", y = 0.0..1.0, width = 300, height = 250)
            for (layer in 0 until LAYERS) {
                course.line("${layer + 1}", DoubleArray(EPOCHS + 1) { deviation(epochs[it][layer]) })
            }
            densities + course
        }
        draw(picture, *panels.toTypedArray(), columns = 3)
    }

    const val LAYERS = 5
    const val WIDTH = 100
    const val EPOCHS = 4
}

fun main(args: Array<String>) = Xavier.run(args)
