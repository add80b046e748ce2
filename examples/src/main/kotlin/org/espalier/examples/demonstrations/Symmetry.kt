package org.espalier.examples.demonstrations

import java.nio.file.Path
import org.espalier.core.fit.FitResult
import org.espalier.dsl.*
import org.espalier.nn.Initializer

/** Hidden units that begin equal stay equal, whatever is learned. */
object Symmetry : Demonstration(
    "symmetry", "hidden units that begin with equal weights stay equal to the bit, and are worth no more than one",
) {
    val moons = PointsInThePlane.twoMoons(120, noise = 0.1, seed = 1)
    private val starts = mapOf<String, Initializer>("zeros" to zeros, "constant" to constant(0.5), "random" to glorotUniform)

    /** A training from each start, all examples in each step. */
    val results: Map<String, FitResult> by lazy {
        starts.mapValues { (_, start) ->
            network(input = f32(2)) { dense(UNITS, tanh, kernel = start); dense(1, kernel = start) }.fit(moons.dataset()) {
                loss = binaryCrossEntropy; optimizer = momentum(0.5); epochs = 400; batch = moons.at.size; seed = 1
            }
        }
    }

    /** The weights of each hidden unit: of both inputs, the bias, and the one to the output. */
    fun units(result: FitResult): List<List<Float>> {
        val (model) = result
        val into = model.weight("0/weight").toFloats()
        val bias = model.weight("0/bias").toFloats()
        val out = model.weight("1/weight").toFloats()
        return List(UNITS) { listOf(into[it], into[UNITS + it], bias[it], out[it]) }
    }

    override fun show(picture: Path) {
        val curves = Panel("Loss", "step", "binary cross-entropy", width = 340, height = 260)
        val panels = results.map { (name, result) ->
            val (model, history) = result
            say("%-9s %d different units of %d, loss %.4f, %5.1f %% right",
                name, units(result).distinct().size, UNITS, history.last("loss"), 100 * moons.accuracy(model))
            curves.line(name, history.series("loss"))
            moons.decisions(Panel(name, "", "", width = 340, height = 260), model, Grid(-1.5..2.5, -1.0..1.5))
        }
        draw(picture, curves, *panels.toTypedArray(), columns = 2)
    }

    const val UNITS = 8
}

fun main(args: Array<String>) = Symmetry.run(args)
