package org.espalier.examples.demonstrations

import java.nio.file.Path
import org.espalier.dsl.*

/** Momentum on a parabola is a damped oscillation. */
object Damping : Demonstration(
    "damping", "on a parabola, momentum oscillates from (1 - √ηλ)² on, and just there it is fastest",
) {
    /** Learning rate times curvature; the curvature is 1. */
    const val RATE = 0.04

    /** Steps that are made. */
    const val STEPS = 60

    /** The largest momentum without oscillation, as (1 + μ - ηλ)² = 4μ. */
    const val CRITICAL = (1 - 0.2) * (1 - 0.2)

    /** Momenta, three of them below the critical one and at it. */
    val momenta = listOf(0.0, 0.4, CRITICAL, 0.9, 0.98)

    /** Where a ball is that begins at rest at 1 and rolls down ½ x². */
    val paths: Map<Double, DoubleArray> by lazy {
        momenta.associateWith { mu ->
            valley(1.0, 1.0).path(momentum(RATE, momentum = mu), Point(1.0, 0.0), STEPS).map { it.x }.toDoubleArray()
        }
    }

    /** How often it passes the lowest point. */
    fun passes(path: DoubleArray): Int = (1 until path.size).count { path[it - 1] * path[it] < 0 }

    override fun show(picture: Path) {
        val panel = Panel("½ x², ηλ = $RATE", "steps", "x", width = 640)
        for ((mu, path) in paths) {
            val name = if (mu == CRITICAL) "μ = 0.64, critical" else "μ = $mu"
            say("%-18s  passes the lowest point %d times; at most %.0e from it in the last ten of %d steps",
                name, passes(path), path.takeLast(10).maxOf { kotlin.math.abs(it) }, STEPS)
            panel.line(name, path)
        }
        draw(picture, panel)
    }
}

fun main(args: Array<String>) = Damping.run(args)
