package org.espalier.examples.demonstrations

import java.nio.file.Path
import kotlin.math.sqrt
import org.espalier.dsl.*
import org.espalier.optim.Optimizer

/** Paths of the optimizers on one valley, which is steeper across than along. */
object OptimizerPaths : Demonstration(
    "optimizer-paths", "momentum is faster through a valley than descent, and rates by coordinate do not see that it is one",
) {
    /** How much steeper the valley is across than along. */
    const val STEEPNESS = 20.0

    /** Steps of each path. */
    const val STEPS = 40

    /**
     * An optimizer with the rate and the momentum that are best for a quadratic of this steepness, and the share of the
     * distance that each of its steps leaves in the end (Lessard, Recht, Packard: Analysis and design of optimization
     * algorithms via integral quadratic constraints; SIAM J. Optim. 2016).
     */
    data class Tuned(val optimizer: Optimizer, val leaves: Double)

    /** One rate for both coordinates. */
    val tuned: Map<String, Tuned> = (sqrt(STEEPNESS) to sqrt(3 * STEEPNESS + 1)).let { (root, other) ->
        mapOf(
            "SGD" to Tuned(sgd(2 / (STEEPNESS + 1)), (STEEPNESS - 1) / (STEEPNESS + 1)),
            "momentum" to ((root - 1) / (root + 1)).let { Tuned(momentum(4 / ((root + 1) * (root + 1)), momentum = it * it), it) },
            "Nesterov" to Tuned(nesterov(4 / (3 * STEEPNESS + 1), momentum = (other - 2) / (other + 2)), 1 - 2 / other),
        )
    }

    /** Those that divide by what the gradients were, each coordinate for itself: the steepness cancels out. */
    val adaptive: Map<String, Optimizer> =
        mapOf("AdaGrad" to adaGrad(0.8), "RMSProp" to rmsProp(0.05), "AdaDelta" to adaDelta(), "Adam" to adam(0.2))

    /** The path from (-2, 1) through the valley ½ (x² + steepness · y²). */
    fun path(optimizer: Optimizer, steepness: Double = STEEPNESS): List<Point> =
        valley(1.0, steepness).path(optimizer, Point(-2.0, 1.0), STEPS)

    override fun show(picture: Path) {
        val land = valley(1.0, STEEPNESS)
        val groups = mapOf("One rate" to tuned.mapValues { it.value.optimizer }, "A rate for each coordinate" to adaptive)
        val panels = groups.map { (title, optimizers) ->
            val panel = land.map(title, -2.2..0.7, -1.3..1.3, 0.05, 0.5, 2.0, 5.0, 10.0)
            optimizers.entries.forEachIndexed { i, (name, optimizer) ->
                val path = path(optimizer)
                say("%-8s  the distance from the lowest point after %d steps: %.1e", name, STEPS, path.last().norm)
                panel.path(name, path, i)
            }
            panel
        }
        draw(picture, *panels.toTypedArray())
    }
}

fun main(args: Array<String>) = OptimizerPaths.run(args)
