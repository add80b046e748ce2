package org.espalier.examples.demonstrations

import java.nio.file.Path
import org.espalier.dsl.*

/** Clipping by value and by norm beside a cliff. */
object Clipping : Demonstration(
    "clipping", "beside a cliff, descent leaps off; clipped by norm it keeps its direction, clipped by value it does not",
) {
    /** The learning rate, and the limit of each element of the gradient, or of its norm. */
    const val RATE = 0.05
    const val LIMIT = 1.0

    /** A point on the wall: to the left of it the loss rises. */
    val start = Point(4.3284, -2.2)

    /**
     * A recurrent network of one unit, x ← w σ(x) + b from ½, of which σ(x) should be 0.7 after 50 steps. Where the point
     * of rest tips over, the loss has a wall.
     */
    val loss = Landscape("w", "b") { w, b ->
        var x = w * 0.0 + 0.5
        repeat(50) { x = w * x.sigmoid() + b }
        (x.sigmoid() - 0.7).square()
    }

    /** The paths of (w, b) from the wall. */
    val paths: Map<String, List<Point>> by lazy {
        mapOf(
            "not clipped" to sgd(RATE),
            "by value" to (sgd(RATE) with clipValue(LIMIT)),
            "by norm" to (sgd(RATE) with clipNorm(LIMIT)),
        ).mapValues { loss.path(it.value, start, steps = 30) }
    }

    override fun show(picture: Path) {
        val bounds = doubleArrayOf(0.005, 0.02, 0.05, 0.1, 0.2)
        val far = loss.map("30 steps from the wall", 4.0..6.0, -2.5..0.0, *bounds)
        val near = loss.map("The same, seen closely", 4.3..4.42, -2.22..-2.12, *bounds)
        paths.entries.forEachIndexed { i, (name, path) ->
            val step = path[1] - path[0]
            say("%-11s  the first step goes (%.4f, %.4f), a length of %.4f; the loss after 30: %.4f",
                name, step.x, step.y, step.norm, loss.heights(path).last())
            far.path(name, path, i)
            near.path(name, path, i)
        }
        draw(picture, far, near)
    }
}

fun main(args: Array<String>) = Clipping.run(args)
