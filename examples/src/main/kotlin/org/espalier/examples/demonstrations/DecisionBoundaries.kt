package org.espalier.examples.demonstrations

import java.nio.file.Path
import org.espalier.core.model.Model
import org.espalier.dsl.*

/** A perceptron and logistic regression draw a line; a hidden layer bends it around XOR and two moons. */
object DecisionBoundaries : Demonstration(
    "decision-boundaries", "a line separates neither XOR nor two moons, a network with a hidden layer both",
) {
    private val line = network(input = f32(2)) { dense(1) }
    private val hidden = network(input = f32(2)) { dense(16, tanh); dense(16, tanh); dense(1) }

    val problems = mapOf("XOR" to PointsInThePlane.XOR, "two moons" to PointsInThePlane.twoMoons(120, noise = 0.1, seed = 1))

    /** The models that were trained on each problem. */
    val models: Map<String, Map<String, Model>> by lazy {
        problems.mapValues { (_, points) ->
            mapOf(
                "perceptron" to line.train(points.dataset(negative = -1f)) {
                    loss = perceptron; optimizer = sgd(0.1); epochs = 60; batch = 4; seed = 1
                },
                "logistic regression" to line.train(points.dataset()) {
                    loss = binaryCrossEntropy; optimizer = lbfgs(); epochs = 60; seed = 1
                },
                "2-16-16-1 with tanh" to hidden.train(points.dataset()) {
                    loss = binaryCrossEntropy; optimizer = adam(0.02); epochs = 150; batch = 20; seed = 1
                },
            )
        }
    }

    override fun show(picture: Path) {
        val panels = problems.flatMap { (problem, points) ->
            val grid = if (points.at.size == 4) Grid(-0.5..1.5, -0.5..1.5) else Grid(-1.5..2.5, -1.0..1.5)
            models.getValue(problem).map { (name, model) ->
                val accuracy = 100 * points.accuracy(model)
                say("%-10s %-20s %5.1f %% right", problem, name, accuracy)
                points.decisions(Panel("$problem: $name", "", "", width = 300, height = 260), model, grid)
            }
        }
        draw(picture, *panels.toTypedArray(), columns = 3)
    }
}

fun main(args: Array<String>) = DecisionBoundaries.run(args)
