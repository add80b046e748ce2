package org.espalier.examples.demonstrations

import java.nio.file.Path
import kotlin.math.sqrt
import org.espalier.core.fit.TrainingStep
import org.espalier.core.model.Network
import org.espalier.data.Batch
import org.espalier.data.Dataset
import org.espalier.dsl.*
import org.espalier.examples.Digits
import org.espalier.nn.Activation
import org.espalier.tensor.DType

/** Batch normalisation through a hundred layers. */
object HundredLayers : Demonstration(
    "hundred-layers", "batch normalisation carries the gradient through a hundred layers of sigmoid units, and they learn",
) {
    const val LAYERS = 100
    private const val UNITS = 32
    private val digits = Digits.load()

    private fun deep(activation: Activation, normalized: Boolean): Network = network(f32(64)) {
        repeat(LAYERS) {
            dense(UNITS, bias = !normalized, kernel = glorotUniform, name = "layer${it + 1}")
            if (normalized) batchNormalization()
            +activation
        }
        dense(10)
    }

    private val networks = mapOf(
        "sigmoid" to deep(sigmoid, normalized = false),
        "normalised sigmoid" to deep(sigmoid, normalized = true),
        "normalised ReLU" to deep(relu, normalized = true),
    )

    /** The norm of the gradient by each layer's weights before the first step, on 128 digits. */
    val gradients: Map<String, DoubleArray> by lazy {
        val few = digits.train.subset(IntArray(128) { it })
        val fields = mapOf("input" to few.all("input").to(DType.F64), "target" to few.all("target"))
        val settings = training { loss = softmaxCrossEntropy; optimizer = sgd(1.0); capture("layer*/weight") }
        networks.mapValues { (_, network) ->
            val model = network.init(seed = 1, dtype = DType.F64)
            val step = TrainingStep(model, settings, Dataset.of(fields).fields())
            step.accumulate(Batch(fields))
            DoubleArray(LAYERS) { i -> sqrt(step.captured("gradient/layer${i + 1}/weight").toDoubles().sumOf { it * it }) }
        }
    }

    /** By what factor the gradient grows from a layer to the one before it, on average between the 90th and the 10th. */
    fun growth(name: String): Double = gradients.getValue(name).let { StrictMath.pow(it[9] / it[89], 1.0 / 80) }

    /** The losses of six epochs on a thousand digits. */
    val losses: Map<String, DoubleArray> by lazy {
        val thousand = digits.train.subset(IntArray(1_000) { it })
        listOf("sigmoid", "normalised sigmoid").associateWith {
            networks.getValue(it).fit(thousand) {
                loss = softmaxCrossEntropy
                optimizer = momentum(0.02)
                epochs = 6; batch = 50; seed = 1
            }.history().series("loss")
        }
    }

    override fun show(picture: Path) {
        val norms = Panel("Gradient by the weights of each layer", "layer", "norm, as a power of ten")
        for ((name, norm) in gradients) {
            say("%-18s  norm of the gradient in layers 1, 50, 100: %.1e  %.1e  %.1e", name, norm[0], norm[49], norm[99])
            norms.line(name, DoubleArray(LAYERS) { it + 1.0 }, DoubleArray(LAYERS) { StrictMath.log10(norm[it]) })
        }
        val learning = Panel("Training", "epochs", "loss", y = 0.0..2.5)
        for ((name, loss) in losses) {
            say("%-18s  loss after %d epochs: %.2f", name, loss.size, loss.last())
            learning.line(name, loss)
        }
        draw(picture, norms, learning)
    }
}

fun main(args: Array<String>) = HundredLayers.run(args)
