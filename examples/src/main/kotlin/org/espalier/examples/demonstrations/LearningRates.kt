package org.espalier.examples.demonstrations

import java.nio.file.Path
import org.espalier.core.fit.FitResult
import org.espalier.dsl.*

/** Gradient descent with rates too small, right, and too large: on a quadratic, whose limit is known, and on a network. */
object LearningRates : Demonstration(
    "learning-rates", "gradient descent diverges beyond a rate of 2 / curvature, and far below it hardly moves",
) {
    private val bowl = valley(1.0, 8.0)

    /** Each step multiplies x by 1 - η and y by 1 - 8η, which at 2/8 is -1. */
    val bowlRates = mapOf("0.01, too small" to 0.01, "2/9, the best" to 2.0 / 9, "2/8, the limit" to 0.25, "0.26, too large" to 0.26)

    /** Hidden units of the network. */
    const val UNITS = 16

    /**
     * As hidden units are at most 1, the loss is curved by at most 16 + 1 along the weights and the bias of the output,
     * and they bear any rate below 2/17 = 0.118. Where the units are saturated, they bear none above.
     */
    val networkRates = mapOf("0.001, too small" to 0.001, "0.1, right" to 0.1, "1, too large" to 1.0)

    /** Forty steps of gradient descent from (1, 1) on ½ (x² + 8y²). */
    fun descent(rate: Double): List<Point> = bowl.path(sgd(rate), Point(1.0, 1.0), 40)

    /** A small network that learns a sine from 32 points, all in each step; a run that diverges ends there. */
    val runs: Map<String, FitResult> by lazy {
        val x = Array(32) { floatArrayOf((Math.PI * (it / 15.5 - 1)).toFloat()) }
        val sine = datasetOf(x, Array(32) { floatArrayOf(StrictMath.sin(x[it][0].toDouble()).toFloat()) })
        networkRates.mapValues { (_, rate) ->
            network(f32(1)) { dense(UNITS, tanh); dense(1) }.fit(sine) {
                loss = halfSquaredError
                optimizer = sgd(rate)
                batch = 32; epochs = 300; seed = 1
                on(stopOnDivergence())
            }
        }
    }

    override fun show(picture: Path) {
        val quadratic = Panel("½ (x² + 8y²), from (1, 1)", "steps", "loss", logY = true)
        for ((name, rate) in bowlRates) {
            val losses = bowl.heights(descent(rate))
            say("bowl     %-17s the loss after %3d steps: %.2g", name, losses.size - 1, losses.last())
            quadratic.line(name, losses)
        }
        val network = Panel("A network learns a sine", "steps", "loss", logY = true, y = 1e-3..1e3)
        for ((name, run) in runs) {
            val losses = run.history().series("loss")
            say("network  %-17s the loss after %3d steps: %.2g", name, losses.size, losses.last())
            network.line(name, losses)
        }
        draw(picture, quadratic, network)
    }
}

fun main(args: Array<String>) = LearningRates.run(args)
