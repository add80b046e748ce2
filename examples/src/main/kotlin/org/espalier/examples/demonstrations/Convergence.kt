package org.espalier.examples.demonstrations

import java.nio.file.Path
import org.espalier.data.Dataset
import org.espalier.dsl.*
import org.espalier.examples.Digits
import org.espalier.optim.Optimizer
import org.espalier.tensor.DType
import org.espalier.tensor.Tensor

/** How many steps methods take to the optimum of one convex problem: logistic regression that tells the digit 3 from 8. */
object Convergence : Demonstration(
    "convergence", "the more a method knows about the curvature, the fewer steps it takes to the optimum",
) {
    const val STEPS = 1000

    private val methods = linkedMapOf<String, Optimizer>(
        "Newton" to newton(),
        "L-BFGS" to lbfgs(),
        "Adam" to adam(0.1),
        "Nesterov" to nesterov(0.5),
        "momentum" to momentum(0.5),
        "SGD" to sgd(0.5),
    )

    /** All examples of both digits, 8 as the second class. */
    private val data: Dataset by lazy {
        val train = Digits.load().train()
        val labels = train.all(Dataset.TARGET).toLongs()
        val rows = labels.indices.filter { labels[it] == 3L || labels[it] == 8L }.toIntArray()
        val targets = DoubleArray(rows.size) { if (labels[rows[it]] == 8L) 1.0 else 0.0 }
        datasetOf(train.subset(rows).all(Dataset.INPUT).to(DType.F64), Tensor.of(targets))
    }

    /** For each method, how far the loss is before each step from the smallest that any of them reached. */
    val gaps: Map<String, DoubleArray> by lazy {
        val losses = methods.mapValues { (_, method) ->
            val (_, history) = network(f32(64)) { dense(1, kernel = zeros) }.fit(data, dtype = DType.F64) {
                loss = binaryCrossEntropy; optimizer = method; penalty(halfL2(1e-2))
                batch = data.size(); epochs = STEPS
            }
            // Before the first step the weights are 0, and there is no penalty to be reported.
            history.epochs().map { it.figures().getValue("loss") + (it.figures()["penalty"] ?: 0.0) }
        }
        val least = losses.values.flatten().min()
        losses.mapValues { (_, each) -> DoubleArray(each.size) { each[it] - least } }
    }

    /** The first step after which the loss is no farther than that from the least; null where there is none. */
    fun stepsTo(distance: Double, method: String): Int? =
        gaps.getValue(method).indexOfFirst { it <= distance }.takeIf { it >= 0 }

    override fun show(picture: Path) {
        val panel = Panel("Logistic regression, 3 or 8", "steps", "distance of the loss from its least value",
            logY = true, width = 700, height = 440)
        gaps.forEach { (name, gap) ->
            val steps = stepsTo(1e-6, name)
            say("%-9s %s", name, if (steps == null) "more than $STEPS steps" else "$steps steps")
            panel.line(name, gap)
        }
        draw(picture, panel)
    }
}

fun main(args: Array<String>) = Convergence.run(args)
