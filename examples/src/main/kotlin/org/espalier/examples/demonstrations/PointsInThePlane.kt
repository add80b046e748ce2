package org.espalier.examples.demonstrations

import java.util.Random
import org.espalier.core.model.Model
import org.espalier.data.Dataset
import org.espalier.dsl.*

/** Points in the plane, of class 0 or 1. */
class PointsInThePlane(val at: Array<FloatArray>, val classes: IntArray) {
    /** With 1 as the target of class 1, and another number as that of class 0. */
    fun dataset(negative: Float = 0f): Dataset =
        datasetOf(at, Array(at.size) { floatArrayOf(if (classes[it] == 1) 1f else negative) })

    /** The share of points for which a model's score is above 0 just where the class is 1. */
    fun accuracy(model: Model): Double =
        model.predict(at).withIndex().count { (i, score) -> (score[0] > 0) == (classes[i] == 1) } / at.size.toDouble()

    /** A panel's background, where the score of a model is above 0, and the points on it. */
    fun decisions(panel: Panel, model: Model, grid: Grid): Panel {
        val scores = model.predict(grid.points)
        panel.regions(grid, DoubleArray(scores.size) { scores[it][0].toDouble() })
        for (k in 0..1) {
            val those = at.filterIndexed { i, _ -> classes[i] == k }
            panel.points("", those.map { it[0].toDouble() }.toDoubleArray(), those.map { it[1].toDouble() }.toDoubleArray(), k)
        }
        return panel
    }

    companion object {
        /** The four corners of a square, of which opposite ones are of the same class. */
        val XOR = PointsInThePlane(
            arrayOf(floatArrayOf(0f, 0f), floatArrayOf(0f, 1f), floatArrayOf(1f, 0f), floatArrayOf(1f, 1f)),
            intArrayOf(0, 1, 1, 0),
        )

        /** Two half circles of radius 1 that reach into each other, every other point of each, with normal noise. */
        fun twoMoons(n: Int, noise: Double, seed: Long): PointsInThePlane {
            val random = Random(seed)
            return PointsInThePlane(
                Array(n) { i ->
                    val angle = Math.PI * random.nextDouble()
                    val (x, y) = StrictMath.cos(angle) to StrictMath.sin(angle)
                    val moon = if (i % 2 == 0) x to y else 1 - x to 0.5 - y
                    floatArrayOf(
                        (moon.first + noise * random.nextGaussian()).toFloat(),
                        (moon.second + noise * random.nextGaussian()).toFloat(),
                    )
                },
                IntArray(n) { it % 2 },
            )
        }
    }
}
