package org.espalier.examples.demonstrations

import java.nio.file.Path
import org.espalier.dsl.*
import org.espalier.optim.Optimizer

/** Newton's method against gradient descent on a stretched quadratic. */
object NewtonAndDescent : Demonstration(
    "newton", "on a quadratic, Newton's method is there in one step from anywhere, however stretched it is",
) {
    /** How much more the quadratic is curved along one diagonal than along the other: its condition number. */
    const val KAPPA = 20.0

    /** Steps of gradient descent. */
    const val STEPS = 60

    /** ½ (u² + κ v²) with u and v along the diagonals, so that no coordinate is right by itself. */
    private val quadratic = Landscape { x, y -> ((x + y) * (x + y) + (x - y) * (x - y) * KAPPA) * 0.25 }

    /** Where paths begin; gradient descent at the first. */
    val starts = listOf(Point(1.9, 1.5), Point(-2.0, 1.0), Point(0.5, -2.0), Point(-1.0, -1.8))

    /** The path to the least value, which is at (0, 0). */
    fun path(optimizer: Optimizer, start: Point, steps: Int): List<Point> = quadratic.path(optimizer, start, steps)

    /** With the best rate, 2 / (1 + κ). */
    val descent: List<Point> by lazy { path(sgd(2 / (1 + KAPPA)), starts[0], STEPS) }

    override fun show(picture: Path) {
        val map = quadratic.map("½ (u² + ${KAPPA.toInt()} v²)", -2.2..2.2, -2.2..2.2, 0.2, 1.0, 4.0, 10.0, 20.0)
        map.path("gradient descent", descent, 0)
        say("gradient descent: each step leaves %.6f of the distance; (κ - 1)/(κ + 1) is %.6f",
            descent[STEPS].norm / descent[STEPS - 1].norm, (KAPPA - 1) / (KAPPA + 1))
        val steps = starts.map { path(newton(), it, 1) }
        steps.forEachIndexed { i, step -> map.path(if (i == 0) "Newton" else "", step, 1) }
        say("Newton: one step leaves less than 1e-12 of the distance from %d of %d points",
            steps.count { (start, end) -> end.norm < 1e-12 * start.norm }, steps.size)
        val distances = Panel("Distance from the least value", "steps", "distance", logY = true)
        distances.line("gradient descent", descent.map(Point::norm).toDoubleArray())
        distances.line("Newton", steps[0].map(Point::norm).toDoubleArray())
        draw(picture, map, distances)
    }
}

fun main(args: Array<String>) = NewtonAndDescent.run(args)
