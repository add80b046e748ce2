package org.espalier.examples.demonstrations

import java.nio.file.Path
import java.util.Random
import kotlin.math.abs
import org.espalier.core.search.Dimension
import org.espalier.core.search.Point
import org.espalier.core.search.Space

/** f(x, y) = g(x) + h(y), and only g matters: nine random points try nine values of x, a grid of nine tries three. */
object RandomAgainstGrid : Demonstration(
    "random-against-grid", "where only one hyper-parameter matters, random search finds the better value of it",
) {
    private val x = Dimension.uniform("x", 0.0, 1.0)
    private val y = Dimension.uniform("y", 0.0, 1.0)
    private val square = Space.of(x, y)

    /** How near to the peak counts as found. */
    const val NEAR = 0.05
    private const val PROBLEMS = 2000

    /** f with its peak at a place that differs from problem to problem. */
    private fun f(peak: Double, x: Double, y: Double): Double {
        val away = (x - peak) / 0.1
        return StrictMath.exp(-away * away) + 0.05 * y
    }

    private val peaks = Random(1).let { random -> DoubleArray(PROBLEMS) { NEAR + (1 - 2 * NEAR) * random.nextDouble() } }

    fun random(side: Int, seed: Long): List<Pair<Double, Double>> = square.random(side * side, seed).map { it.get(x) to it.get(y) }

    /** In the middles of equal parts, which is the best that so many values can do; the ends would be of less use. */
    fun grid(side: Int): List<Pair<Double, Double>> {
        val edge = 0.5 / side
        val (u, v) = Dimension.uniform("x", edge, 1 - edge) to Dimension.uniform("y", edge, 1 - edge)
        return Space.of(u, v).grid(side).map { p: Point -> p.get(u) to p.get(v) }
    }

    /** The share of problems for which some point is near the peak, and the mean of the best f. */
    fun outcome(points: (Int) -> List<Pair<Double, Double>>): Pair<Double, Double> {
        val found = peaks.indices.count { i -> points(i).any { abs(it.first - peaks[i]) <= NEAR } } / PROBLEMS.toDouble()
        val best = peaks.indices.map { i -> points(i).maxOf { f(peaks[i], it.first, it.second) } }.average()
        return found to best
    }

    override fun show(picture: Path) {
        val of3 = grid(3)
        for ((name, points) in listOf<Pair<String, (Int) -> List<Pair<Double, Double>>>>(
            "grid" to { of3 }, "random" to { random(3, it.toLong()) },
        )) {
            val (found, best) = outcome(points)
            say("%-6s  %d values of x  near the peak in %4.1f %% of problems  best f %.3f on average", name,
                points(0).map { it.first }.distinct().size, 100 * found, best)
        }
        draw(picture, panel("Grid", of3), panel("Random", random(3, 10)), means())
    }

    private fun panel(name: String, points: List<Pair<Double, Double>>): Panel {
        val across = DoubleArray(201) { it / 200.0 }
        val peak = 0.3
        return Panel("$name: nine points, ${points.map { it.first }.distinct().size} values of x", "x", "y, and g(x)",
            x = 0.0..1.0, y = 0.0..1.05, width = 340)
            .line("g", across, DoubleArray(201) { f(peak, across[it], 0.0) })
            .points("points", points.map { it.first }.toDoubleArray(), points.map { it.second }.toDoubleArray())
            .points("what they see of g", points.map { it.first }.toDoubleArray(), points.map { f(peak, it.first, 0.0) }.toDoubleArray())
    }

    private fun means(): Panel {
        val sides = 2..6
        val trials = sides.map { (it * it).toDouble() }.toDoubleArray()
        return Panel("Mean of the best f", "trials", "best f", width = 340)
            .line("grid", trials, sides.map { side -> grid(side).let { g -> outcome { g }.second } }.toDoubleArray())
            .line("random", trials, sides.map { side -> outcome { random(side, it.toLong()) }.second }.toDoubleArray())
    }
}

fun main(args: Array<String>) = RandomAgainstGrid.run(args)
