package org.espalier.examples.demonstrations

import java.nio.file.Path
import java.util.Locale
import kotlin.math.ln
import org.espalier.core.fit.FitResult
import org.espalier.dsl.*
import org.espalier.examples.Digits

/** Batch normalisation at many times the learning rate. */
object BatchNormalizedRates : Demonstration(
    "batch-normalization", "with batch normalisation a network trains at ten times the rate that it bears without",
) {
    /** Learning rates, each about three times the one before. */
    val RATES = listOf(0.1, 0.3, 1.0, 3.0, 10.0)

    /** The loss of one who guesses among ten digits. */
    val GUESSING = ln(10.0)

    private val digits = Digits.load()

    private fun fit(normalized: Boolean, rate: Double): FitResult =
        network(f32(64)) {
            repeat(4) {
                dense(64, bias = !normalized, kernel = heNormal)
                if (normalized) batchNormalization()
                activation(relu)
            }
            dense(10)
        }.fit(digits.train) {
            loss = softmaxCrossEntropy
            optimizer = sgd(rate)
            epochs = 8; batch = 100; seed = 1
            on(stopOnDivergence())
        }

    /** How training went, by rate; a run that diverges ends there. */
    val runs: Map<String, Map<Double, FitResult>> by lazy {
        mapOf("plain" to false, "normalised" to true).mapValues { (_, normalized) -> RATES.associateWith { fit(normalized, it) } }
    }

    override fun show(picture: Path) {
        val ends = Panel("Loss of the last epoch", "learning rate, as a power of ten", "loss", logY = true, y = 1e-2..1e2)
        val curves = Panel("At a rate of 1", "epochs", "loss", logY = true, y = 1e-2..1e2)
        for ((name, byRate) in runs) {
            val losses = byRate.mapValues { it.value.history().series("loss") }
            say("%-10s  loss at the rates %s: %s", name, RATES.joinToString(", "), losses.values.joinToString("  ") {
                if (it.last() < GUESSING) "%.3f".format(Locale.ROOT, it.last()) else "fails"
            })
            ends.line(name, RATES.map(StrictMath::log10).toDoubleArray(), losses.values.map { it.last() }.toDoubleArray())
            curves.line(name, losses.getValue(1.0))
        }
        draw(picture, ends, curves)
    }
}

fun main(args: Array<String>) = BatchNormalizedRates.run(args)
