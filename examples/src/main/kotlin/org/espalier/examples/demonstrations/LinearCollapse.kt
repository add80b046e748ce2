package org.espalier.examples.demonstrations

import java.nio.file.Path
import org.espalier.core.model.Model
import org.espalier.dsl.*
import org.espalier.nn.Activation

/** Layers without an activation are one linear map: the product of their matrices. */
object LinearCollapse : Demonstration(
    "linear-collapse", "layers without activations are no more than one: the product of their matrices",
) {
    val moons = PointsInThePlane.twoMoons(120, noise = 0.1, seed = 1)
    val grid = Grid(-1.5..2.5, -1.0..1.5)

    val linear: Model by lazy { trained(identity) }
    val bent: Model by lazy { trained(tanh) }

    private fun trained(between: Activation): Model = network(input = f32(2)) {
        repeat(LAYERS - 1) { dense(WIDTH, between) }
        dense(1)
    }.train(moons.dataset()) { loss = binaryCrossEntropy; optimizer = adam(0.01); epochs = 150; batch = 20; seed = 2 }

    /**
     * The numbers u, v and c of the map u·x + v·y + c that all layers together are, with each weight as a function
     * makes it: the layers' products with (1, 0) and (0, 1), and the way of the biases.
     */
    fun product(model: Model, each: (Double) -> Double = { it }): DoubleArray {
        var rows = listOf(doubleArrayOf(1.0, 0.0), doubleArrayOf(0.0, 1.0), doubleArrayOf(0.0, 0.0))
        for (layer in 0 until LAYERS) {
            val weight = model.weight("$layer/weight").toDoubles()
            val bias = model.weight("$layer/bias").toDoubles()
            rows = rows.mapIndexed { r, row ->
                DoubleArray(bias.size) { j ->
                    row.indices.sumOf { i -> row[i] * each(weight[i * bias.size + j]) } + if (r == 2) each(bias[j]) else 0.0
                }
            }
        }
        return DoubleArray(3) { rows[it].single() }
    }

    override fun show(picture: Path) {
        val (u, v, c) = product(linear).toList()
        say("%d layers without activations are the map %.3f x %+.3f y %+.3f", LAYERS, u, v, c)
        val panels = mapOf("identity" to linear, "tanh" to bent).map { (name, model) ->
            say("%d layers, %-8s  %5.1f %% right", LAYERS, name, 100 * moons.accuracy(model))
            moons.decisions(Panel("$LAYERS layers, $name", "", "", x = -1.5..2.5, y = -1.0..1.5), model, grid)
        }
        val ends = doubleArrayOf(-1.5, 2.5)
        val heights = DoubleArray(2) { -(u * ends[it] + c) / v }
        panels[0].line("where the product of the matrices is 0", ends, heights, dashed = true, colour = 6)
        draw(picture, *panels.toTypedArray())
    }

    const val LAYERS = 4
    const val WIDTH = 8
}

fun main(args: Array<String>) = LinearCollapse.run(args)
