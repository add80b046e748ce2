package org.espalier.examples.demonstrations

import kotlin.math.sqrt
import org.espalier.dsl.*
import org.espalier.graph.Value
import org.espalier.nn.Initializer
import org.espalier.optim.Optimizer
import org.espalier.tensor.DType
import org.espalier.tensor.Tensor
import org.espalier.training.Loss

/** Where an optimizer is, or how far it went. */
data class Point(val x: Double, val y: Double) {
    operator fun minus(other: Point) = Point(x - other.x, y - other.y)

    /** The length of the way from (0, 0). */
    val norm get() = sqrt(x * x + y * y)
}

/**
 * A function of two numbers that optimizers go down: a network adds its only parameter, the point, to its input, and
 * yields the height there. Trained on the input 0, the point moves as the weights of any network do; for other inputs
 * the same network says how high the land around is.
 *
 * @param across what the first number is called
 * @param upwards what the second number is called
 */
class Landscape(
    private val across: String = "x",
    private val upwards: String = "y",
    private val height: (x: Value, y: Value) -> Value,
) {
    private fun from(start: Point) = network(input = f32(2)) {
        lambda("land") { x ->
            val point = parameter("point", shapeOf(2), Initializer { values, _, _ -> values[0] = start.x; values[1] = start.y })
            val (a, b) = ops().split(x + point, 1, 2)
            height(a, b).squeeze(1)
        }
    }

    /** The start and the point after each step, in double precision. */
    fun path(optimizer: Optimizer, start: Point, steps: Int): List<Point> {
        val points = mutableListOf(start)
        from(start).fit(datasetOf("input" to Tensor.of(doubleArrayOf(0.0, 0.0), 1, 2)), dtype = DType.F64) {
            loss = Height
            this.optimizer = optimizer
            epochs = steps
            onStep { step -> points += step.variable("land/point").toDoubles().let { (x, y) -> Point(x, y) } }
        }
        return points
    }

    /** The height at each point. */
    fun heights(points: List<Point>): DoubleArray =
        from(Point(0.0, 0.0)).init(dtype = DType.F64)
            .predict(Tensor.of(points.flatMap { listOf(it.x, it.y) }.toDoubleArray(), points.size.toLong(), 2)).toDoubles()

    /** A map with a colour for each interval of heights between the bounds. */
    fun map(title: String, x: Range, y: Range, vararg bounds: Double): Panel {
        val grid = Grid(x, y)
        val heights = heights(List(grid.n * grid.n) { Point(grid.x(it), grid.y(it)) })
        return Panel(title, across, upwards, x = x, y = y).regions(grid, heights, *bounds)
    }

    /** What the network yields is the loss itself. */
    private object Height : Loss {
        override fun perExample(prediction: Value, target: Value?) = prediction
        override fun usesTarget() = false
    }
}

/** ½ (a x² + b y²), a valley along the axis whose number is the smaller one. */
fun valley(a: Double, b: Double) = Landscape { x, y -> (x * x * a + y * y * b) * 0.5 }

/** A path over a map, with a dot for each step. */
fun Panel.path(name: String, points: List<Point>, colour: Int): Panel {
    val (x, y) = points.map(Point::x).toDoubleArray() to points.map(Point::y).toDoubleArray()
    return line(name, x, y, colour = colour).points("", x, y, colour)
}
